import { useMemo } from 'preact/hooks';
import type { Operation } from '../../api/api.js';
import { go } from '../../navigation.js';
import { useNow } from '../../pieces/clock.js';
import { operationAddress } from '../../pieces/operation-address.js';
import { duration, timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { STATES, stateOf, stateWords } from './operation-state.js';
import { type Bar, type By, extentOf, type Picture } from './swim-lanes.js';

/** Text of a bar, and how narrow a bar can be that has any. */
const LETTER_WIDTH = 6.6;
const LABELLED_FROM = 36;

interface BarProps {
  readonly bar: Bar;
  readonly picture: Picture;
}

/** A bar is drawn anew only when it is another: there can be thousands. */
export function BarLink({ bar, picture }: BarProps) {
  const { operation, x, width, y, height } = bar;
  const { range, by } = picture;
  const same = [operation, x, width, y, height, by, range.from, range.to, picture.width, timeZone.value];
  return useMemo(() => barOf(bar, picture), same);
}

function barOf(bar: Bar, picture: Picture) {
  const { operation } = bar;
  const state = stateOf(operation);
  const href = operationAddress(operation);
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(href);
  };
  return (
    <a
      href={href}
      class={`bar ${state}${operation.phase === 'closed' ? ' by-hand' : ''}`}
      data-operation={operation.id}
      tabindex={-1}
      aria-label={told(operation)}
      draggable={false}
      onClick={follow}
    >
      {operation.phase === 'in-flight' && picture.now < picture.range.to ? (
        <GrowingShape bar={bar} picture={picture} />
      ) : (
        <Shape bar={bar} by={picture.by} />
      )}
    </a>
  );
}

/** One in flight, until this second. */
function GrowingShape({ bar, picture }: { readonly bar: Bar; readonly picture: Picture }) {
  const now = useNow();
  return <Shape bar={{ ...bar, ...extentOf(bar.operation, { ...picture, now }) }} by={picture.by} />;
}

function Shape({ bar: { operation, x, width, y, height }, by }: { readonly bar: Bar; readonly by: By }) {
  const state = stateOf(operation);
  const end = x + width;
  const isOpen = operation.endedAt === null;
  // The side on which it has no end yet has no line.
  const outline = isOpen ? `M${end} ${y}H${x}v${height}H${end}` : `M${x} ${y}H${end}v${height}H${x}z`;
  const left = Math.max(x, 0) + 5;
  return (
    <>
      <path d={outline} fill={`url(#bar-${state})`} stroke={state === 'abandoned' ? 'url(#fading-line)' : undefined} />
      {state === 'in-flight' && (
        <path class="tip" d={`M${end - 3} ${y + 3}l4 ${height / 2 - 3}l-4 ${height / 2 - 3}`} />
      )}
      {end - left > LABELLED_FROM && (
        <svg x={left} y={y} width={end - left - 4} height={height} aria-hidden="true">
          <text y={height - (height > 16 ? 5.5 : 3)}>
            {shortened(`${STATES[state].sign} ${labelOf(operation, by)}`, (end - left - 4) / LETTER_WIDTH)}
          </text>
        </svg>
      )}
    </>
  );
}

function labelOf({ name, hosts, text }: Operation, by: By): string {
  if (by === 'host') return name;
  return hosts.length > 0 ? hosts.join(', ') : text;
}

function shortened(text: string, letters: number): string {
  const most = Math.max(1, Math.floor(letters));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** All that the picture shows of it, in words. */
function told(operation: Operation): string {
  const { name, hosts, actor, startedAt, endedAt, durationSeconds } = operation;
  const on = hosts.length === 0 ? '' : ` on ${hosts.join(', ')}`;
  const began = startedAt === null ? 'begin unknown' : `began ${momentOf(startedAt)}`;
  const ended =
    endedAt === null
      ? ''
      : `, ended ${momentOf(endedAt)}${startedAt === null ? '' : `, ${duration(durationSeconds ?? 0)}`}`;
  return `${name}${on}: ${stateWords(operation)}, by ${actor}, ${began}${ended}`;
}

function momentOf(instant: string): string {
  const { day, minute, zone } = timeParts(instant, timeZone.value);
  return `${day} ${minute} ${zone}`;
}
