import type { ComponentChildren } from 'preact';
import { signedIn } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { useLedToProblem } from '../../pieces/led-to-problem.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import type { Writing } from './use-writing.js';

interface WritingFormProps<Draft> {
  readonly writing: Writing<Draft>;
  /** Fields that show their problems themselves, as the API calls them. */
  readonly fields: readonly string[];
  readonly label: string;
  /** What the button does. */
  readonly does: string;
  /** Where to look whether it was written. */
  readonly log: string;
  readonly children: ComponentChildren;
}

/** The form around a draft: Ctrl+Enter sends it; what went wrong is told, and the focus goes to where it can be mended. */
export function WritingForm<Draft>({ writing, fields, label, does, log, children }: WritingFormProps<Draft>) {
  const { problem, send, isSending } = writing;
  const form = useLedToProblem(problem);
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (signedIn.value !== null) send();
  };
  const isElsewhere = problem !== null && !isAtFields(problem.fields, fields);
  return (
    <form
      ref={form}
      class="writing"
      aria-label={label}
      noValidate
      onKeyDown={pressed}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {children}
      {isElsewhere && problem.status !== 0 && <ProblemNote problem={problem} />}
      <Unsure of={writing.unsure} log={log} does={does} />
      <div class="send">
        <button type="submit" class="primary" disabled={isSending || signedIn.value === null}>
          {isSending ? 'Sending…' : does}
        </button>
        <span class="hint">
          <kbd>Ctrl</kbd> + <kbd>Enter</kbd>
        </span>
        {writing.discard !== null && !isSending && (
          <button type="button" class="discard" onClick={writing.discard}>
            Discard
          </button>
        )}
      </div>
    </form>
  );
}

function isAtFields(told: readonly { readonly field: string }[], fields: readonly string[]): boolean {
  return told.length > 0 && told.every(({ field }) => fields.includes(field));
}

interface UnsureProps {
  readonly of: Writing<unknown>['unsure'];
  readonly log: string;
  readonly does: string;
}

/** An answer was lost: what that means. */
function Unsure({ of, log, does }: UnsureProps) {
  return (
    <div role="status">
      {of !== null && (
        <div class="note unsure">
          {of === 'this' ? (
            <p>
              No answer came, so it is not known whether this was written. Press “{does}” again, without changing
              anything: it will be written once.
            </p>
          ) : (
            <p>
              What you sent before you changed it was not answered and may have been written. Look{' '}
              <a href={addressOf(`logs/${log.trim()}`)} target="_blank">
                into the log
              </a>{' '}
              before you send this as well.
            </p>
          )}
        </div>
      )}
    </div>
  );
}
