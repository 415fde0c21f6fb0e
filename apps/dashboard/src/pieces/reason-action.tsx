import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSending } from '../sending.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { ProblemNote } from './problem-note.js';

interface ReasonActionProps<Answer> {
  /** What the button does. */
  readonly does: string;
  /** To what, where several such buttons are on a page. */
  readonly what?: string;
  /** What that means. */
  readonly children: ComponentChildren;
  /** @throws Problem */
  readonly write: (reason: string) => Promise<Answer>;
  readonly done: (answer: Answer) => void;
}

/** A button whose action needs a reason that stays in the record: it is asked for in a dialog. */
export function ReasonAction<Answer>({ does, what, children, write, done }: ReasonActionProps<Answer>) {
  const [isOpen, setOpen] = useState(false);
  const { isSending, problem, send } = useSending();
  const title = what === undefined ? does : `${does} ${what}`;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget as HTMLFormElement).get('reason') as string;
    send(
      () => write(reason.trim()),
      (answer) => {
        setOpen(false);
        done(answer);
      },
    );
  };
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog" aria-label={title}>
        {does}
      </button>
      {isOpen && (
        <Dialog title={title} close={() => setOpen(false)}>
          {children}
          <form class="fields" onSubmit={submit}>
            <Field label="Reason" name="reason" problem={problem} hint="It stays in the record.">
              {(control) => <textarea {...control} name="reason" required rows={2} dir="auto" />}
            </Field>
            {problem !== null && problem.of('reason') === undefined && <ProblemNote problem={problem} />}
            <button type="submit" class="primary" disabled={isSending}>
              {does}
            </button>
          </form>
        </Dialog>
      )}
    </>
  );
}
