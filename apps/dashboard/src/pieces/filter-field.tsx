import { useId } from 'preact/hooks';
import { TypedInput } from './typed-input.js';

interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  /** In the words of the server. */
  readonly problem: string | undefined;
  readonly show: (value: string) => void;
  /** What can be chosen; without it, any text. */
  readonly of?: Readonly<Record<string, string>>;
  readonly placeholder?: string;
  /** What is offered while it is typed. */
  readonly offered?: readonly string[];
}

/** What a list is narrowed by: it applies when the field is left, or with Enter. */
export function FilterField({ label, value, problem, show, of, placeholder, offered }: FilterFieldProps) {
  const id = useId();
  const control = {
    value,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => show(currentTarget.value),
  };
  return (
    <div>
      <label>
        {label}
        {of === undefined ? (
          <TypedInput
            {...control}
            maxLength={200}
            placeholder={placeholder}
            list={offered === undefined ? undefined : `${id}-offered`}
          />
        ) : (
          <select {...control}>
            <option value="">all</option>
            {Object.entries(of).map(([one, words]) => (
              <option value={one}>{words}</option>
            ))}
          </select>
        )}
      </label>
      {offered !== undefined && (
        <datalist id={`${id}-offered`}>
          {offered.map((one) => (
            <option value={one} />
          ))}
        </datalist>
      )}
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** With Enter the field applies that one is in. */
export function applyField(event: SubmitEvent): void {
  event.preventDefault();
  (document.activeElement as HTMLElement | null)?.dispatchEvent(new Event('change', { bubbles: true }));
}
