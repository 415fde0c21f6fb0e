import { signal } from '@preact/signals';
import {
  defer,
  distinctUntilChanged,
  EMPTY,
  from,
  fromEvent,
  map,
  merge,
  type Observable,
  of,
  race,
  repeat,
  retry,
  share,
  startWith,
  switchMap,
  tap,
  timeout,
  timer,
} from 'rxjs';
import { api, bodyOf } from '../api/api.js';
import { Problem } from '../api/problem.js';
import { begun, heedStatus, newestSeen, readerChanged, saw } from '../api/reader.js';
import { serverNow } from '../api/server-clock.js';
import { type FeedEvent, follow } from './feed.js';

/** How what is shown relates to what is so. */
export type Liveness =
  | { readonly is: 'live' }
  | { readonly is: 'connecting' }
  /** The connection is lost; everything up to this moment (ms) was seen. */
  | { readonly is: 'reconnecting'; readonly since: number }
  /** The server has another ledger now: nothing that is shown belongs to it. */
  | { readonly is: 'replaced' };

export const liveness = signal<Liveness>({ is: 'connecting' });

/** The server gives a sign of life every 15 s; after this silence the connection is taken for lost. */
const SILENT_MS = 35_000;
/** A page that has asked for something has its answer by then. */
const FIRST_ANSWER_MS = 1000;
const FIRST_RETRY_MS = 500;
const SLOWEST_RETRY_MS = 10_000;
/** A page that nobody sees gives its connection back, of which a browser has six for all its tabs. */
const HIDDEN_MS = 30_000;

/** Position of the last event that was heard; 0 = none yet. */
let heard = 0;
/** When the last sign of life came (ms). */
let heardAt = 0;
let attempts = 0;

/**
 * All events after what was seen when the page was opened, once each, in order, across drops of the connection, other
 * replicas and times in which the page was hidden: each connection begins behind the last event of the one before.
 */
export const events: Observable<readonly FeedEvent[]> = merge(shown(), readerChanged.pipe(map(() => true))).pipe(
  switchMap((isShown) => (isShown ? connection() : EMPTY)),
  share(),
);

/** Whether anybody sees the page, or did until a moment ago. */
function shown(): Observable<boolean> {
  return fromEvent(document, 'visibilitychange').pipe(
    startWith(null),
    switchMap(() => (document.hidden ? timer(HIDDEN_MS).pipe(map(() => false)) : of(true))),
    distinctUntilChanged(),
    tap((isShown) => !isShown && lose()),
  );
}

function connection(): Observable<readonly FeedEvent[]> {
  return defer(() => firstAnswer().pipe(switchMap(() => follow((heard ||= newestSeen()))))).pipe(
    timeout({ each: SILENT_MS }),
    tap({ next: hear, error: lose, complete: lose }),
    // A server that stops ends its streams.
    repeat({ delay: again }),
    retry({ delay: again }),
  );
}

/** A page that asks for nothing does not know where the ledger stands: that is asked for it. */
function firstAnswer(): Observable<unknown> {
  const asked = defer(() => bodyOf(api.GET('/api/v1/logs', { params: { query: { limit: 1 } } })));
  return race(from(begun), timer(FIRST_ANSWER_MS).pipe(switchMap(() => asked)));
}

function hear(events: readonly FeedEvent[]): void {
  attempts = 0;
  heardAt = serverNow();
  if (liveness.value.is !== 'live') liveness.value = { is: 'live' };
  const last = events.at(-1);
  if (last === undefined) return;
  heard = last.position;
  saw(last.position);
}

function lose(thrown?: unknown): void {
  if (thrown instanceof Problem) heedStatus(thrown.status);
  if (thrown instanceof Problem && thrown.code === 'other-ledger') liveness.value = { is: 'replaced' };
  else if (liveness.value.is === 'live') {
    const now = serverNow();
    // After a long silence, as when the machine slept, nobody knows for how long the connection had been dead.
    liveness.value = { is: 'reconnecting', since: now - heardAt < SILENT_MS ? now : heardAt };
  }
}

/** Soon, then more and more patiently; at once when the network is back. */
function again(): Observable<unknown> {
  if (liveness.value.is === 'replaced') return EMPTY;
  const wait = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts++);
  return race(timer(wait / 2 + (Math.random() * wait) / 2), fromEvent(window, 'online'));
}
