import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Problem } from '../api/problem.js';

/** What the control of a field must say of itself. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-describedby': string;
}

interface FieldProps {
  readonly label: string;
  /** As the API calls it. */
  readonly name: string;
  readonly problem: Problem | null;
  readonly hint?: ComponentChildren;
  /** What to do about the problem. */
  readonly remedy?: ComponentChildren;
  readonly children: (control: ControlProps) => JSX.Element;
}

/** A field with its name, what it takes, and what is wrong with it; that is told politely. */
export function Field({ label, name, problem, hint, remedy, children }: FieldProps) {
  const id = useId();
  const wrong = problem?.of(name);
  const control = {
    id,
    'aria-invalid': wrong === undefined ? undefined : true,
    'aria-describedby': `${id}-problem ${id}-hint`,
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(control)}
      <div id={`${id}-problem`} class="field-problem" aria-live="polite">
        {wrong !== undefined && <p>{wrong.replace(`${name}: `, '')}</p>}
      </div>
      {remedy}
      <div id={`${id}-hint`} class="hint">
        {hint}
      </div>
    </div>
  );
}
