import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, bodyOf, type Entry } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { newestSeen, readerChanged } from '../../api/reader.js';
import type { FeedEvent } from '../../live/feed.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { AGAIN_MS } from '../../loaded.js';
import { useEvents } from '../../live/use-events.js';
import {
  type EntryPage,
  type EntryWindow,
  newOnes,
  type Touched,
  touchedBy,
  windowAround,
  withChanged,
  withNewer,
  withNewest,
  withOlder,
} from './entry-window.js';
import { filterOf, keyOf, type LogQuery } from './log-query.js';

/** Entries that are asked for at once: as many as are drawn without being in the way of scrolling. */
const PAGE = 50;
const FIRST_PAGE = 60;
/** Entries above the place at which a reader comes in. */
const ABOVE = 30;
/** Entries that changed or came late and are asked for one by one; where there are more, all is asked for anew. */
const MOST_ONE_BY_ONE = 20;
/** The last instant that can be written, less the millisecond that is added to it. */
const LAST_INSTANT = 8.64e15 - 1;
const NONE = { count: 0, more: false };

/** The entries that a query finds, around the place that it names, and live. */
export class EntryList {
  readonly window = signal<EntryWindow | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly isLoading = signal(true);
  /** Entries that have come and are not shown yet; `more`: there may be others. */
  readonly waiting = signal(NONE);
  private given = new AbortController();
  /** What was logged up to this position is in the window, if it belongs there. */
  private upTo = 0;
  /** What was heard while something else was asked for. */
  private meanwhile: FeedEvent[] = [];
  private isHearing = false;
  /** Whether more of the window was changed than was asked for. */
  private isBehind = false;

  constructor(
    private readonly query: LogQuery,
    /** The instant at which the reader is; empty at the newest. */
    private readonly place: () => string,
    /** Whether what is new may be shown at once; otherwise it waits, so that nothing moves under the eyes of who reads. */
    private readonly follows: () => boolean,
  ) {}

  /** Asks for what is around the place; what was asked for before is dropped. */
  open(): void {
    this.close();
    this.given = new AbortController();
    this.isLoading.value = false;
    this.isBehind = false;
    this.meanwhile = [];
    this.ask(async (signal) => {
      const instant = Date.parse(this.place());
      this.upTo = newestSeen();
      if (Number.isNaN(instant) || instant > LAST_INSTANT) return alone(await this.page({ limit: FIRST_PAGE }, signal));
      const after = new Date(instant + 1).toISOString();
      const [before, behind] = await Promise.all([
        this.page({ limit: FIRST_PAGE, to: after }, signal),
        this.page({ limit: ABOVE, from: after, order: 'oldest' }, signal),
      ]);
      return windowAround(before, behind);
    });
  }

  close(): void {
    this.given.abort();
  }

  /** For a reader who may see something else: what was shown is not shown until it is known to be for them. */
  openAnew(): void {
    this.window.value = null;
    this.waiting.value = NONE;
    this.open();
  }

  /** Asks for what is beyond an end of the window. */
  load(direction: 'older' | 'newer'): void {
    const cursor = this.window.value?.[direction];
    if (cursor == null) return;
    this.ask(async (signal) => {
      // As it is now: what happened beyond the end of the window since the cursor was given was not heeded.
      const asOf = this.query.asOf === '' ? String(newestSeen()) : this.query.asOf;
      const order = direction === 'older' ? 'newest' : 'oldest';
      const loaded = await this.page({ after: cursor, order, asOf }, signal);
      // A window that began anew meanwhile does not reach to what was asked for.
      if (this.window.value![direction] !== cursor) return this.window.value!;
      return (direction === 'older' ? withOlder : withNewer)(this.window.value!, loaded);
    });
  }

  /** Shows the newest, with what was waiting. */
  showNewest(): void {
    this.ask(async (signal) => {
      this.upTo = newestSeen();
      const newest = await this.page({}, signal);
      const window = this.window.value;
      if (window?.newer === null && !this.isBehind) return withNewest(window, newest);
      this.isBehind = false;
      return alone(newest);
    });
  }

  /** Takes over what events say, or has it wait: in their order, and after what is being asked for. */
  async heard(events: readonly FeedEvent[]): Promise<void> {
    // What was known then does not change.
    if (this.query.asOf !== '') return;
    if (this.window.value === null && !this.isLoading.value) return;
    this.meanwhile.push(...events);
    if (this.isHearing) return;
    this.isHearing = true;
    try {
      while (this.meanwhile.length > 0 && !this.isLoading.value) {
        const taken = this.meanwhile.splice(0);
        const { signal } = this.given;
        await this.take(taken, this.window.value!).catch((thrown: unknown) => {
          if (signal.aborted) return;
          this.meanwhile.unshift(...taken);
          throw thrown;
        });
      }
    } catch {
      // The state of the connection says why.
      setTimeout(() => void this.heard([]), AGAIN_MS);
    } finally {
      this.isHearing = false;
    }
  }

  private async take(events: readonly FeedEvent[], before: EntryWindow): Promise<void> {
    const { signal } = this.given;
    const touched = touchedBy(events, before, this.upTo);
    const isMuch = this.isBehind || touched.changed.size + touched.late.size > MOST_ONE_BY_ONE;
    this.isBehind = isMuch;
    if (isMuch && this.follows()) return this.open();
    const changed = isMuch ? [] : await this.entriesOf(touched, signal);
    if (signal.aborted) return;
    this.show(withChanged(this.window.value!, changed), signal);
    if (before.newer !== null || isMuch) {
      this.waiting.value = { count: this.waiting.value.count, more: true };
      return;
    }
    const seen = newestSeen();
    const newest = await this.page({}, signal);
    const window = this.window.value!;
    if (this.follows()) {
      this.upTo = seen;
      this.show(withNewest(window, newest), signal);
    } else {
      const count = newOnes(window, newest);
      this.waiting.value = { count, more: count === newest.data.length };
    }
  }

  /** One question at a time. */
  private ask(work: (signal: AbortSignal) => Promise<EntryWindow>): void {
    if (this.isLoading.value) return;
    const { signal } = this.given;
    this.isLoading.value = true;
    void work(signal)
      .then(
        (window) => this.show(window, signal),
        (thrown: unknown) => {
          if (!signal.aborted) this.problem.value = problemOf(thrown);
        },
      )
      .finally(() => {
        if (signal.aborted) return;
        this.isLoading.value = false;
        void this.heard([]);
      });
  }

  private show(window: EntryWindow, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.problem.value = null;
    this.window.value = window;
    if (this.follows()) this.waiting.value = NONE;
  }

  private page(more: object, signal: AbortSignal): Promise<EntryPage> {
    const query = { limit: PAGE, ...filterOf(this.query), ...more };
    return bodyOf(api.GET('/api/v1/log-entries', { params: { query }, signal }));
  }

  /** The entries as they are now; of late ones those that the query finds. */
  private async entriesOf({ changed, late }: Touched, signal: AbortSignal): Promise<readonly Entry[]> {
    const ofEach = [...changed].map((id) =>
      bodyOf(api.GET('/api/v1/log-entries/{id}', { params: { path: { id } }, signal })).then((entry) => [entry]),
    );
    const ofLate = [...late].map((from) => {
      const to = new Date(Date.parse(from) + 1).toISOString();
      return this.page({ from, to }, signal).then(({ data }) => data);
    });
    const found = await Promise.allSettled([...ofEach, ...ofLate]);
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  }
}

function alone({ data, page }: EntryPage): EntryWindow {
  return { entries: data, older: page.next, newer: null };
}

/** The list of a query, opened while it is shown. */
export function useEntryList(query: LogQuery, follows: () => boolean): EntryList {
  const list = useRef<{ key: string; list: EntryList }>(undefined);
  const newest = useRef({ at: query.at, follows });
  newest.current = { at: query.at, follows };
  const key = keyOf(query);
  if (list.current?.key !== key)
    list.current = {
      key,
      list: new EntryList(
        query,
        () => newest.current.at,
        () => newest.current.follows(),
      ),
    };
  const shown = list.current.list;
  useEffect(() => {
    shown.open();
    const listening = readerChanged.subscribe(() => shown.openAnew());
    return () => {
      listening.unsubscribe();
      shown.close();
    };
  }, [shown]);
  useEvents(ENTRY_EVENTS, (events) => void shown.heard(events));
  return shown;
}
