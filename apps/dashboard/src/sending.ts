import { useState } from 'preact/hooks';
import { type Problem, problemOf } from './api/problem.js';

/** A request that changes something, one at a time. */
export interface Sending {
  readonly isSending: boolean;
  /** Why the last one was refused. */
  readonly problem: Problem | null;
  readonly send: <Answer>(write: () => Promise<Answer>, written: (answer: Answer) => void) => void;
}

export function useSending(): Sending {
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send: Sending['send'] = (write, written) => {
    if (isSending) return;
    const pressed = document.activeElement;
    setSending(true);
    setProblem(null);
    write()
      .then(
        (answer) => written(answer),
        (thrown: unknown) => setProblem(problemOf(thrown)),
      )
      .finally(() => {
        setSending(false);
        requestAnimationFrame(() => giveFocusBack(pressed));
      });
  };
  return { isSending, problem, send };
}

/** A button that is disabled, or gone, has lost the focus: it comes back, or stays on the page at least. */
function giveFocusBack(pressed: Element | null): void {
  if (document.activeElement !== document.body) return;
  const canHaveIt = pressed instanceof HTMLElement && pressed.isConnected && pressed !== document.body;
  const to = canHaveIt ? pressed : document.querySelector<HTMLElement>('main');
  to?.focus({ preventScroll: true });
}
