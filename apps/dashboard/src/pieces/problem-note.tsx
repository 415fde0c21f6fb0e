import type { Problem } from '../api/problem.js';

interface ProblemNoteProps {
  readonly problem: Problem;
  readonly again?: () => void;
}

/** What went wrong, in the words of the server, and what can be done. */
export function ProblemNote({ problem, again }: ProblemNoteProps) {
  return (
    <div class="note problem" role="alert">
      <p>{problem.detail}</p>
      {problem.fields.length > 0 && (
        <ul>
          {problem.fields.map(({ field, message }) => (
            <li>
              <code>{field}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {again !== undefined && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}
