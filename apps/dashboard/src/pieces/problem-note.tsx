import type { Problem } from '../api/problem.js';

interface ProblemNoteProps {
  readonly problem: Problem;
  readonly again?: () => void;
}

/** What went wrong, in the words of the server, and what can be done. */
export function ProblemNote({ problem, again }: ProblemNoteProps) {
  const { detail, isPassing } = problem;
  const untold = problem.fields.filter(({ message }) => !detail.includes(message));
  return (
    <div class="note problem" role="alert">
      <p>{detail}</p>
      {untold.length > 0 && (
        <ul>
          {untold.map(({ field, message }) => (
            <li>
              <code>{field}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {again !== undefined && isPassing && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
