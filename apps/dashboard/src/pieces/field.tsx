import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';

/** What a control needs to say what it is, and what is wrong with it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChild;
  /** In the words of the server. */
  readonly problem?: string | undefined;
  readonly children: (control: ControlProps) => ComponentChild;
}

/** A control with its name, what may be written, and what is wrong with it. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, problem === undefined ? '' : `${id}-problem`];
  const describedBy = described.filter((part) => part !== '').join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': describedBy || undefined })}
      {hint !== undefined && (
        <p class="explanation" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
