import { useId } from 'preact/hooks';
import { TypedInput } from '../../pieces/typed-input.js';

interface LogFieldProps {
  /** The names that are offered. */
  readonly offered: readonly string[];
  readonly chosen: readonly string[];
  readonly choose: (logs: readonly string[]) => void;
}

/** Which logs: none for all, several with commas. */
export function LogField({ offered, chosen, choose }: LogFieldProps) {
  const id = useId();
  return (
    <label class="log-field">
      <span>Log</span>
      <TypedInput
        list={id}
        value={chosen.join(', ')}
        placeholder="all logs"
        onChange={(event) => {
          event.stopPropagation();
          choose(event.currentTarget.value.split(/[\s,]+/).filter((name) => name !== ''));
        }}
      />
      <datalist id={id}>
        {offered.map((name) => (
          <option value={name} />
        ))}
      </datalist>
    </label>
  );
}
