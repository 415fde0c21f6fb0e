import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { go, here } from '../../navigation.js';
import { isAtTop } from '../../pieces/top-of-page.js';
import { type EntryWindow, isContinued } from './entry-window.js';

/** A reader who scrolls does not fill the history of the browser. */
const SETTLED_MS = 300;

/** The row at the upper edge of what is seen, below what sticks there. */
function firstVisible(list: HTMLElement | null): HTMLElement | null {
  if (list === null) return null;
  const edge = stuckHeight();
  const { left, width } = list.getBoundingClientRect();
  for (let y = edge; y < edge + 200; y += 12) {
    const row = document.elementFromPoint(left + width / 2, y)?.closest<HTMLElement>('[data-at]');
    if (row != null && list.contains(row)) return row;
  }
  return null;
}

function stuckHeight(): number {
  return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
}

/**
 * What comes in above does not move what is read; and who comes with a place in the address begins there. Rows that are
 * out of sight have estimated heights, so it is measured, not calculated.
 */
export function useKeptPlace(list: RefObject<HTMLElement | null>, window: EntryWindow | null, at: string): void {
  const anchor = useRef<{ id: string; top: number } | null>(null);
  const arrived = useRef(false);
  const drawn = useRef<EntryWindow | null>(null);
  // Before the new rows are drawn: where the reader is, unless they come below.
  const mayMove = window !== drawn.current && !(window && drawn.current && isContinued(drawn.current, window));
  const row = !mayMove || (isAtTop() && window?.newer === null) ? null : firstVisible(list.current);
  anchor.current = row === null ? null : { id: row.dataset['entry']!, top: row.getBoundingClientRect().top };
  useLayoutEffect(() => {
    drawn.current = window;
    if (window === null || list.current === null) return;
    if (!arrived.current) {
      arrived.current = true;
      const row = at === '' ? null : list.current.querySelector(`[data-at="${CSS.escape(at)}"]`);
      row?.scrollIntoView({ block: 'start' });
      return;
    }
    const kept = anchor.current && list.current.querySelector(`[data-entry="${anchor.current.id}"]`);
    if (kept) scrollBy(0, kept.getBoundingClientRect().top - anchor.current!.top);
  }, [window]);
}

/** Keeps the place of the reader in the address, so that it can be shared, loaded anew and come back to. */
export function usePlaceInAddress(list: RefObject<HTMLElement | null>, window: EntryWindow | null): void {
  const isThere = window !== null;
  const isAtNewest = window?.newer === null;
  useEffect(() => {
    if (!isThere) return undefined;
    let pause: ReturnType<typeof setTimeout>;
    const settled = (): void => {
      const { pathname } = location;
      const query = new URLSearchParams(here.value.query);
      const at = isAtNewest && isAtTop() ? undefined : firstVisible(list.current)?.dataset['at'];
      if ((query.get('at') ?? undefined) === at) return;
      if (at === undefined) query.delete('at');
      else query.set('at', at);
      const text = query.toString();
      go(text === '' ? pathname : `${pathname}?${text}`, { replace: true });
    };
    const onScroll = (): void => {
      clearTimeout(pause);
      pause = setTimeout(settled, SETTLED_MS);
    };
    onScroll();
    addEventListener('scroll', onScroll, { passive: true });
    return () => {
      removeEventListener('scroll', onScroll);
      clearTimeout(pause);
    };
  }, [isThere, isAtNewest]);
}
