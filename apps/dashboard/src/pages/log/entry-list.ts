import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api, bodyOf, type Entry } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { newestSeen, readerChanged } from '../../api/reader.js';
import type { FeedEvent } from '../../live/feed.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
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

/** Entries that are asked for at once. */
const PAGE = 100;
const FIRST_PAGE = 60;
/** As many of the newest as a reader sees at once. */
const FRESH = 50;
/** Entries above the place at which a reader comes in. */
const ABOVE = 30;
/** Entries that changed or came late and are asked for one by one; where there are more, all is asked for anew. */
const MOST_ONE_BY_ONE = 20;
/** What could not be asked for when it was heard of is asked for again so soon. */
const AGAIN_MS = 5000;
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
  private readonly unheard: FeedEvent[] = [];
  private isTaking = false;

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
    this.ask(async (signal) => {
      const instant = Date.parse(this.place());
      this.upTo = newestSeen();
      if (Number.isNaN(instant)) return alone(await this.page({ limit: FIRST_PAGE }, signal));
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

  /** Asks for what is beyond an end of the window. */
  load(direction: 'older' | 'newer'): void {
    const cursor = this.window.value?.[direction];
    if (cursor == null) return;
    this.ask(async (signal) => {
      // As of now, and not of when the first page was read: what changed since would never be heard of again.
      const more = { after: cursor, asOf: String(newestSeen()), order: direction === 'older' ? 'newest' : 'oldest' };
      const loaded = await this.page(more, signal);
      const window = this.window.value!;
      // It may have begun anew meanwhile, and then this is not what is beyond its end.
      return window[direction] === cursor ? (direction === 'older' ? withOlder : withNewer)(window, loaded) : window;
    });
  }

  /** Shows the newest, with what was waiting. */
  showNewest(): void {
    this.ask(async (signal) => {
      this.upTo = newestSeen();
      const newest = await this.page({ limit: FRESH }, signal);
      const window = this.window.value;
      return window?.newer === null ? withNewest(window, newest) : alone(newest);
    });
  }

  /**
   * Takes over what events say, or has it wait. What comes while the server is asked is asked for together, so that a
   * burst cannot pile up; and again, where the server cannot be asked now.
   */
  async heard(events: readonly FeedEvent[]): Promise<void> {
    this.unheard.push(...events);
    if (this.isTaking) return;
    this.isTaking = true;
    while (this.unheard.length > 0) {
      const taken = this.unheard.splice(0);
      const { signal } = this.given;
      try {
        await this.take(taken, signal);
      } catch {
        if (signal.aborted) continue;
        this.unheard.unshift(...taken);
        setTimeout(() => void this.heard([]), AGAIN_MS);
        break;
      }
    }
    this.isTaking = false;
  }

  private async take(events: readonly FeedEvent[], signal: AbortSignal): Promise<void> {
    const before = this.window.value;
    if (before === null) return;
    const touched = touchedBy(events, before, this.upTo);
    const isMuch = touched.changed.size + touched.late.size > MOST_ONE_BY_ONE;
    if (isMuch && this.follows()) return this.open();
    const changed = isMuch ? [] : await this.entriesOf(touched, signal);
    this.show(withChanged(this.window.value!, changed), signal);
    if (before.newer !== null || isMuch) {
      this.waiting.value = { count: this.waiting.value.count, more: true };
      return;
    }
    const seen = newestSeen();
    const newest = await this.page({ limit: FRESH }, signal);
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
        if (!signal.aborted) this.isLoading.value = false;
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
    const listening = readerChanged.subscribe(() => shown.open());
    return () => {
      listening.unsubscribe();
      shown.close();
    };
  }, [shown]);
  useEvents(ENTRY_EVENTS, (events) => void shown.heard(events));
  return shown;
}
