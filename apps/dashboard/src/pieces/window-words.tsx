import type { components } from '@api/openapi.js';
import { serverNow } from '../api/server-clock.js';
import { addressOf } from '../navigation.js';
import { kindInWords } from './notice-words.js';
import { Time } from './time.js';
import { duration, timeParts } from './times.js';
import { timeZone } from '../preferences.js';
import './window-words.css';

export type Window = components['schemas']['WindowView'];

export const STATUSES = ['draft', 'scheduled', 'in-progress', 'completed', 'cancelled'];
const SIGNS: Readonly<Record<string, string>> = {
  draft: '✎',
  scheduled: '◷',
  'in-progress': '▶',
  completed: '✓',
  cancelled: '✕',
};

/** What is to be done about it that was not done in its time; nothing: nothing. */
function overdue({ status, held, startsAt, endsAt }: Window): string {
  const now = serverNow();
  if (status === 'in-progress' && Date.parse(endsAt) < now) return 'past its end';
  if (status === 'scheduled' && held === null && Date.parse(startsAt) < now) return 'not started';
  return '';
}

/** Where a window stands: by a sign and a word, so that no colour is needed. */
export function WindowState({ window }: { readonly window: Window }) {
  const { status, held, emergency } = window;
  const late = overdue(window);
  return (
    <span class="window-marks">
      <span class={`mark window-${status}`}>
        <span aria-hidden="true">{SIGNS[status]}</span> {status.replace('-', ' ')}
      </span>
      {late !== '' && (
        <span class="mark late">
          <span aria-hidden="true">!</span> {late}
        </span>
      )}
      {held !== null && (
        <span class="mark window-held">
          <span aria-hidden="true">‖</span> held
        </span>
      )}
      {emergency !== null && (
        <span class="mark window-emergency">
          <span aria-hidden="true">!</span> emergency
        </span>
      )}
    </span>
  );
}

interface SpanOf {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** From when to when, with the weekday, and how long that is. */
export function Span({ of: { startsAt, endsAt } }: { readonly of: SpanOf }) {
  const zone = timeZone.value;
  const [start, end] = [timeParts(startsAt, zone), timeParts(endsAt, zone)];
  const isOneDay = start.day === end.day;
  const seconds = (Date.parse(endsAt) - Date.parse(startsAt)) / 1000;
  return (
    <span class="span">
      {weekdayOf(start.day)} <Time at={startsAt} day bare={isOneDay} /> – {!isOneDay && `${weekdayOf(end.day)} `}
      <Time at={endsAt} day={!isOneDay} /> <span class="by">({duration(seconds)})</span>
    </span>
  );
}

/** A window on one line, which leads to it: what, where it stands, when. */
export function WindowLine({ window }: { readonly window: Window }) {
  return (
    <>
      <a href={addressOf(`windows/${window.id}`)}>
        <bdi>{window.title}</bdi>
      </a>{' '}
      <WindowState window={window} />{' '}
      <span class="by">
        <Span of={window} />
      </span>
    </>
  );
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });

function weekdayOf(day: string): string {
  return weekday.format(Date.parse(day));
}

/** What people will notice. */
export function kindsInWords({ kinds, otherKind }: Pick<Window, 'kinds' | 'otherKind'>): string {
  return kinds.map((kind) => (kind === 'other' && otherKind !== '' ? otherKind : kindInWords(kind))).join(', ');
}

export function impactInWords({ impactMinutes }: Pick<Window, 'impactMinutes'>): string {
  if (impactMinutes === null) return 'not known, so the whole window';
  return impactMinutes === 0 ? 'none' : `${duration(impactMinutes * 60)} within the window`;
}

export function ComponentLinks({ of }: { readonly of: Window['affected'] }) {
  return (
    <>
      {of.map(({ id, name, title }, index) => (
        <>
          {index > 0 && ', '}
          <a key={id} href={addressOf(`components/${name}`)} title={title}>
            {name}
          </a>
        </>
      ))}
    </>
  );
}
