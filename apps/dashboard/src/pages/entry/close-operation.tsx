import { useState } from 'preact/hooks';
import { api, bodyOf, type Operation } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { serverNow } from '../../api/server-clock.js';
import { may } from '../../api/sign-in.js';
import { ProblemNote } from '../../pieces/problem-note.js';

const OUTCOMES = ['pass', 'fail', 'error', 'aborted'] as const;

/** Says how an operation ended whose END was never logged. */
export function CloseOperation({ operation: { id, phase } }: { readonly operation: Operation }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  if (phase !== 'abandoned' && phase !== 'in-flight') return null;
  if (!may('log:amend')) {
    return phase === 'abandoned' ? <p class="explanation">Sign in, with log:amend, to say how it ended.</p> : null;
  }
  const close = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => (form.get(name) as string).trim();
    const body = {
      outcome: text('outcome') as (typeof OUTCOMES)[number],
      endedAt: text('endedAt'),
      reason: text('reason'),
    };
    setSending(true);
    // The page follows when the closing is heard of.
    bodyOf(api.POST('/api/v1/operations/{id}/close', { params: { path: { id } }, body }))
      .then(
        () => setProblem(null),
        (thrown: unknown) => setProblem(problemOf(thrown)),
      )
      .finally(() => setSending(false));
  };
  return (
    <details class="close-operation">
      <summary>Say how it ended</summary>
      <form class="fields" onSubmit={close}>
        <label>
          Outcome
          <select name="outcome">
            {OUTCOMES.map((outcome) => (
              <option value={outcome}>{outcome}</option>
            ))}
          </select>
        </label>
        <label>
          Ended at (UTC)
          <input name="endedAt" required defaultValue={`${new Date(serverNow()).toISOString().slice(0, 19)}Z`} />
        </label>
        <label>
          How you know
          <input name="reason" required maxLength={2000} />
        </label>
        {problem !== null && <ProblemNote problem={problem} />}
        <button type="submit" class="primary" disabled={isSending}>
          Close it
        </button>
      </form>
    </details>
  );
}
