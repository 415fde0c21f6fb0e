import { useEffect, useRef } from 'preact/hooks';
import { bufferTime, filter, map } from 'rxjs';
import type { FeedEvent } from './feed.js';
import { events } from './live.js';

/** However fast events come, pages are drawn anew no more often. */
const TOGETHER_MS = 500;

/** Calls with the events whose type begins with one of `kinds`, in order, those of half a second together. */
export function useEvents(kinds: readonly string[], heard: (events: readonly FeedEvent[]) => void): void {
  const newest = useRef(heard);
  newest.current = heard;
  useEffect(() => {
    const wanted = events.pipe(
      map((events) => events.filter(({ type }) => kinds.some((kind) => type.startsWith(kind)))),
      filter((events) => events.length > 0),
      bufferTime(TOGETHER_MS),
      filter((chunks) => chunks.length > 0),
    );
    const listening = wanted.subscribe((chunks) => newest.current(chunks.flat()));
    return () => listening.unsubscribe();
  }, [kinds.join()]);
}
