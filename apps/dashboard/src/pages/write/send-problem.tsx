import type { Problem } from '../../api/problem.js';
import { signedIn } from '../../api/sign-in.js';
import { ProblemNote } from '../../pieces/problem-note.js';

/** Why it was not written, or that this is not known; what was typed is still there. */
export function SendProblem({ problem }: { readonly problem: Problem }) {
  if (problem.status === 401 && signedIn.value === null) {
    return (
      <div class="note problem" role="alert">
        <p>You are signed out; nothing was written. Sign in, and send it again: what you typed is still here.</p>
      </div>
    );
  }
  if (problem.status !== 0) return <ProblemNote problem={problem} />;
  return (
    <div class="note problem" role="alert">
      <p>
        The server did not answer, so it is not known whether this was written. Send it again as it is: it will be
        written once.
      </p>
    </div>
  );
}
