import { useRef, useState } from 'preact/hooks';
import type { Attempt } from './attempt.js';

/** A draft, and what of it may have been written already. */
export interface Kept<Draft, Body> {
  readonly draft: Draft;
  /** What was sent and not answered. */
  readonly attempt: Attempt<Body> | null;
}

interface Keeper<Draft, Body> {
  readonly kept: Kept<Draft, Body>;
  /** The same, at once also in what was begun before. */
  readonly newest: { readonly current: Kept<Draft, Body> };
  readonly keep: (kept: Kept<Draft, Body>) => void;
  /** For good: whatever is to be kept afterwards comes too late. */
  readonly forget: () => void;
}

const KEPT_AS = 'opsledger.draft.';

/** A draft that stays in this tab until it is forgotten, also when the page is left or loaded anew. */
export function useKept<Draft, Body>(name: string, initial: Draft): Keeper<Draft, Body> {
  const place = KEPT_AS + name;
  const [kept, setKept] = useState(() => recalled<Draft, Body>(place) ?? { draft: initial, attempt: null });
  const newest = useRef(kept);
  const isForgotten = useRef(false);
  const keep = (kept: Kept<Draft, Body>): void => {
    if (isForgotten.current) return;
    sessionStorage.setItem(place, JSON.stringify(kept));
    newest.current = kept;
    setKept(kept);
  };
  const forget = (): void => {
    isForgotten.current = true;
    sessionStorage.removeItem(place);
  };
  return { kept, newest, keep, forget };
}

function recalled<Draft, Body>(place: string): Kept<Draft, Body> | null {
  const text = sessionStorage.getItem(place);
  return text === null ? null : (JSON.parse(text) as Kept<Draft, Body>);
}
