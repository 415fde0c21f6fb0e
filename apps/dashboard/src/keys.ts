import { useEffect, useRef } from 'preact/hooks';
import { comeBackToRow } from './navigation.js';
import { singleKeys } from './preferences.js';

/** A key that says false is left to the browser. */
type Keys = Readonly<Record<string, (event: KeyboardEvent) => void | false>>;

/** What single keys do while nothing is typed and no dialog is open; a reader can switch them off. */
export function useKeys(keys: Keys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const action = newest.current[event.key];
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey || singleKeys.value === 'off') return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, dialog, [contenteditable]') !== null) return;
      if (action(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** `j` and `k` move between the rows of a page, Enter opens the one that has the focus. */
export function useRowKeys(): void {
  // Without dependencies: rows may come with any drawing.
  useEffect(comeBackToRow);
  useKeys({
    j: () => moveBy(1),
    k: () => moveBy(-1),
    Enter: ({ target }) => {
      // A link or a button does by itself what Enter means.
      if (!(target as HTMLElement).matches('[data-row]')) return false;
      (target as HTMLElement).querySelector('a')?.click();
      return undefined;
    },
  });
}

function moveBy(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const current = rows.findIndex((row) => row.contains(document.activeElement));
  const first = rows.findIndex((row) => row.getBoundingClientRect().bottom > 120);
  const next = rows[current === -1 ? Math.max(0, first) : current + step];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}
