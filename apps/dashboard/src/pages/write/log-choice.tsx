import { useId } from 'preact/hooks';
import { Field } from '../../pieces/field.js';
import { LogNames } from '../../pieces/log-field.js';

interface LogChoiceProps {
  readonly log: string;
  readonly problem: string | undefined;
  readonly change: (log: string) => void;
}

export function LogChoice({ log, problem, change }: LogChoiceProps) {
  const id = useId();
  return (
    <Field label="Log" problem={problem}>
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            list={id}
            value={log}
            required
            autoComplete="off"
            placeholder="production"
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
          <LogNames id={id} />
        </>
      )}
    </Field>
  );
}
