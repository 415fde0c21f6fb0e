import { unreachable } from '@kernel/decider.js';
import { DAY, HOUR, isoDay, isoInstant, MINUTE } from '@kernel/time.js';
import type { AnnouncementKind } from '../channels/announcement-kinds.js';
import { kindsInWords } from '../maintenance-windows/kinds-in-words.js';
import type { DowntimeKind } from '../maintenance-windows/maintenance-window.events.js';

/** A window with everything named as people call it. Times are ISO 8601 in UTC. */
export interface TellableWindow {
  readonly title: string;
  readonly kinds: readonly DowntimeKind[];
  readonly otherKind: string;
  /** Names, with titles where they have one. */
  readonly affected: readonly string[];
  readonly unaffected: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly impactMinutes: number | null;
  readonly tasks: readonly string[];
  readonly taskUrls: readonly string[];
  /** Empty where it is nobody who can be asked. */
  readonly responsible: string;
  /** Where the owners of what is affected are found. */
  readonly contacts: readonly string[];
  readonly text: string;
  readonly emergency: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly outcome: string;
  readonly url: string;
  /** The times that people were told last; null: none, or those that hold. */
  readonly was: { readonly startsAt: string; readonly endsAt: string } | null;
  /** While the work goes on it was given a later end than people were told. */
  readonly isExtended: boolean;
  readonly isHeld: boolean;
  /** Why what is told is so: it was moved, extended, held or cancelled; empty where nothing of that is told. */
  readonly reason: string;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** What a subject begins with. */
const SUBJECTS: Readonly<Record<AnnouncementKind, string>> = {
  advance: 'Expected downtime',
  starting: 'Starting now',
  ended: 'Ended',
  delayed: 'Delayed',
  rescheduled: 'Rescheduled',
  cancelled: 'Cancelled',
  update: 'Update',
  outage: 'Outage',
};

/** Which tell all that people have to know of it; the others follow them. */
const TELLS_ALL: ReadonlySet<AnnouncementKind> = new Set(['advance', 'rescheduled']);

/** The message that tells a window, as one would write it. */
export function compose(
  kind: AnnouncementKind,
  window: TellableWindow,
  /** When it should have been told, milliseconds since 1970; null: it is in time. */
  lateSince: number | null = null,
): { subject: string; text: string } {
  return {
    subject: subjectOf(kind, window),
    text: [
      late(lateSince),
      opening(kind, window, lateSince !== null),
      facts(kind, window),
      TELLS_ALL.has(kind) ? window.text.trim() : '',
      closing(window),
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
}

function subjectOf(kind: AnnouncementKind, { title, startsAt, emergency }: TellableWindow): string {
  const head = kind === 'advance' && emergency !== null ? 'Emergency downtime' : SUBJECTS[kind];
  // An outage has no times that people were told.
  if (kind === 'outage') return `${head}: ${title}`;
  // Of a series one takes place, and the next one does not.
  return kind === 'cancelled'
    ? `${head}: ${title} (${shortWhen(startsAt)})`
    : `${head}: ${title}, ${shortWhen(startsAt)}`;
}

function late(since: number | null): string {
  return since === null ? '' : `This message is late: its deadline was ${shortWhen(isoInstant(since))}.`;
}

function opening(kind: AnnouncementKind, window: TellableWindow, isLate: boolean): string {
  const because = window.reason === '' ? '' : ` Reason: ${sentence(window.reason)}`;
  const was = window.was === null ? '' : ` It was planned for ${whenOf(window.was.startsAt, window.was.endsAt)}.`;
  switch (kind) {
    case 'advance':
      return window.emergency === null
        ? `${window.title}.`
        : `${window.title}. This cannot wait: ${sentence(window.emergency)}`;
    case 'starting':
      return `${window.title}: ${beginning(window, isLate)}.`;
    case 'ended':
      return `${window.title}: this ended at ${shortWhen(window.completedAt ?? window.endsAt)}.${window.outcome === '' ? '' : ` Outcome: ${sentence(window.outcome)}`}`;
    case 'delayed':
      return `${window.title}: this has not begun yet.${because} The end may be later than was said.`;
    case 'rescheduled':
      return `${window.title}: this has ${was === '' ? 'these' : 'other'} times now.${was}${because}`;
    case 'cancelled':
      return `${window.title}: this does not take place.${because}`;
    case 'update':
      return `${window.title}${newest(window)}.${because}`;
    case 'outage':
      return `${window.title}.`;
    default:
      return unreachable(kind);
  }
}

function newest({ isExtended, isHeld, endsAt, was }: TellableWindow): string {
  if (isExtended && was !== null) {
    return `: this takes longer than was said, until ${shortWhen(endsAt)}; it was to end at ${shortWhen(was.endsAt)}`;
  }
  return isHeld ? ': this is held for now' : '';
}

function beginning({ startsAt, startedAt }: TellableWindow, isLate: boolean): string {
  if (startedAt !== null) return `this began at ${shortWhen(startedAt)}`;
  return isLate ? `this was to begin at ${shortWhen(startsAt)}` : 'this is about to begin';
}

function facts(kind: AnnouncementKind, window: TellableWindow): string {
  const { affected, unaffected } = window;
  const isOff = kind === 'cancelled';
  const lines = [
    when(kind, window),
    // Who skims a message must not take what is over, or off, for what is to come.
    kind === 'ended' ? ['People noticed', wasNoticed(window)] : ['What people notice', isOff ? '' : noticed(window)],
    [isOff ? 'This would have affected' : 'Affected', affected.join(', ')],
    ['Not affected', isOff ? '' : unaffected.join(', ')],
  ];
  return lines
    .filter(([, words]) => words !== '')
    .map(([label, words]) => `${label}: ${words}`)
    .join('\n');
}

function when(kind: AnnouncementKind, { startsAt, endsAt, startedAt, completedAt }: TellableWindow): [string, string] {
  if (kind === 'ended' && startedAt !== null && completedAt !== null) {
    return ['When it was', whenOf(startedAt, completedAt)];
  }
  if (kind === 'cancelled' || kind === 'delayed') return ['It was planned for', whenOf(startsAt, endsAt)];
  return ['When', whenOf(kind === 'update' ? (startedAt ?? startsAt) : startsAt, endsAt)];
}

function closing({ tasks, taskUrls, responsible, contacts, url }: TellableWindow): string {
  const contact = [responsible, ...contacts].filter((one) => one !== '');
  return [
    tasks.length === 0
      ? ''
      : `Task: ${tasks.map((task, index) => `${task} ${taskUrls[index] ?? ''}`.trim()).join(', ')}`,
    contact.length === 0 ? '' : `Contact: ${contact.join('; ')}`,
    `All about it, as it changes: ${url}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function noticed({ kinds, otherKind, impactMinutes, startsAt, endsAt }: TellableWindow): string {
  const what = kindsInWords(kinds, otherKind);
  const isWhole = impactMinutes === null || impactMinutes * MINUTE === Date.parse(endsAt) - Date.parse(startsAt);
  if (impactMinutes === 0) return `${what}; nothing of it should be noticed`;
  return isWhole
    ? `${what}, for the whole time`
    : `${what}, for about ${lengthInWords(impactMinutes * MINUTE)} of this time`;
}

/** For how long is not known. */
function wasNoticed({ kinds, otherKind, impactMinutes }: TellableWindow): string {
  const what = kindsInWords(kinds, otherKind, true);
  return impactMinutes === 0 ? `${what}; nothing of it should have been noticed` : what;
}

/** `Tuesday 2026-11-24, 14:00 to 15:30 UTC (1 hour 30 minutes)` */
export function whenOf(startsAt: string, endsAt: string): string {
  const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)];
  const length = `(${lengthInWords(end - start)})`;
  // What began and ended within a minute has one time.
  if (Math.floor(start / MINUTE) === Math.floor(end / MINUTE))
    return `${dayWords(start)}, ${timeWords(start)} UTC ${length}`;
  if (isoDay(start) === isoDay(end))
    return `${dayWords(start)}, ${timeWords(start)} to ${timeWords(end)} UTC ${length}`;
  return `${dayWords(start)}, ${timeWords(start)} UTC to ${dayWords(end)}, ${timeWords(end)} UTC ${length}`;
}

/** `2026-11-24 14:00 UTC` */
export function shortWhen(instant: string): string {
  const ms = Date.parse(instant);
  return `${isoDay(ms)} ${timeWords(ms)} UTC`;
}

export function lengthInWords(ms: number): string {
  const parts: string[] = [];
  let left = Math.max(MINUTE, Math.round(ms / MINUTE) * MINUTE);
  for (const [unit, word] of [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? '' : 's'}`);
  }
  return parts.join(' ');
}

function dayWords(ms: number): string {
  return `${WEEKDAYS[new Date(ms).getUTCDay()]} ${isoDay(ms)}`;
}

function timeWords(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

function sentence(words: string): string {
  const trimmed = words.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
