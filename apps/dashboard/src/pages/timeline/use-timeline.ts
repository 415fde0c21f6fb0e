import type { components } from '@api/openapi.js';
import { useMemo, useRef, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { serverNow } from '../../api/server-clock.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { isAtTop } from '../../pieces/top-of-page.js';
import { asBefore, isToCome, keptInPlace, type Moment, momentOf } from './moments.js';
import { type Asked, given } from './timeline-query.js';

/** The most that one question is answered with. */
const MOST_AT_ONCE = 250;
/** However much is planned, the page begins no further ahead. */
const MOST_AHEAD = 2000;

/** How the types of events begin that can change what is told. */
const EVENTS = [...ENTRY_EVENTS, 'maintenance-window.', 'announcement.', 'component.', 'log.'];

interface Found {
  /** What was asked. */
  readonly of: string;
  readonly moments: readonly Moment[];
  /** Whether there are no more than these. */
  readonly isAll: boolean;
}

export interface Timeline {
  /** Null: not known yet, or not for this reader. */
  readonly found: Found | null;
  /** What has come and is not shown, because somebody reads. */
  readonly waiting: number;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
  readonly showNewest: () => void;
}

/** So many of the timeline, kept up to date; nothing moves under the eyes of who has scrolled down. */
export function useTimeline(asked: Asked, most: number): Timeline {
  const of = JSON.stringify(given(asked));
  const { value, problem, isLoading, reload } = useLoaded(`${of} ${most}`, async (signal) => ({
    of,
    ...(await read(asked, most, signal)),
  }));
  useEvents(EVENTS, () => {
    // What was known then does not change.
    if (asked.asOf === '') reload();
  });
  const last = useRef<Found | null>(null);
  const [turn, setTurn] = useState(0);
  const { found, waiting } = useMemo(() => {
    const before = last.current;
    last.current = null;
    if (value === null) return { found: null, waiting: 0 };
    const moments = asBefore(before?.moments ?? [], value.moments);
    const isFollowed = before?.of !== value.of || isAtTop();
    const kept = isFollowed ? { moments, waiting: 0 } : keptInPlace(before.moments, moments);
    last.current = { ...value, moments: kept.moments };
    return { found: last.current, waiting: kept.waiting };
  }, [value, turn]);
  const showNewest = (): void => {
    last.current = null;
    setTurn(turn + 1);
  };
  return { found, waiting, problem, isLoading, reload, showNewest };
}

/** As many as are wanted, and so many more that some of them are not still to come. */
async function read(asked: Asked, most: number, signal: AbortSignal): Promise<Omit<Found, 'of'>> {
  const moments: Moment[] = [];
  let after: string | null = null;
  const isEnough = (): boolean => {
    const last = moments.at(-1);
    const isAhead = last !== undefined && isToCome(last, serverNow()) && moments.length < MOST_AHEAD;
    return moments.length >= most && !isAhead;
  };
  do {
    const limit = moments.length < most ? Math.min(MOST_AT_ONCE, most - moments.length) : MOST_AT_ONCE;
    const query: object = { ...given(asked), limit, ...(after === null ? {} : { after }) };
    const { data, page }: components['schemas']['Timeline'] = await bodyOf(
      api.GET('/api/v1/timeline', { params: { query }, signal }),
    );
    moments.push(...data.map(momentOf));
    after = page.next;
  } while (after !== null && !isEnough());
  return { moments, isAll: after === null };
}
