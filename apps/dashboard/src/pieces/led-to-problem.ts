import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api/problem.js';

/**
 * For a form: when it is refused, the focus goes to the first field that is wrong, or back to the button that was
 * pressed, which lost it while the request was under way.
 */
export function useLedToProblem(problem: Problem | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem === null || form.current === null) return;
    const wrong = form.current.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.closest('details')?.setAttribute('open', '');
    (wrong ?? form.current.querySelector<HTMLElement>('button[type="submit"]'))?.focus();
  }, [problem]);
  return form;
}
