import { useId } from 'preact/hooks';
import type { Problem } from '../../api/problem.js';
import { addressOf, go } from '../../navigation.js';
import type { Filter, Filters } from './component-rows.js';

const SCOPES = ['selected-projects', 'team-project', 'control-plane', 'toolforge', 'cloud-vps'];
const STATUSES = ['active', 'retired'];

interface FiltersProps {
  readonly filters: Filters;
  readonly problem: Problem | null;
}

/** Which components: each field applies when it is left, or with Enter. */
export function ComponentFilters({ filters, problem }: FiltersProps) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    (document.activeElement as HTMLElement | null)?.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const narrowed = (name: Filter, label: string) => ({
    name,
    label,
    value: filters[name],
    problem: problem?.of(name),
    show: (value: string): void => {
      if (value.trim() !== filters[name]) go(addressOf('components', { ...filters, [name]: value.trim() }));
    },
  });
  return (
    <form class="component-filters" aria-label="Which components" onSubmit={submit}>
      <FilterField {...narrowed('q', 'Begins with')} />
      <FilterField {...narrowed('log', 'Log')} />
      <FilterField {...narrowed('host', 'Host')} />
      <FilterField {...narrowed('group', 'Redundancy group')} />
      <FilterField {...narrowed('scope', 'Notice scope')} of={SCOPES} />
      <FilterField {...narrowed('status', 'Status')} of={STATUSES} />
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  /** In the words of the server. */
  readonly problem: string | undefined;
  readonly show: (value: string) => void;
  /** What can be chosen; without it, any text. */
  readonly of?: readonly string[];
}

function FilterField({ label, value, problem, show, of }: FieldProps) {
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
          <input {...control} type="text" maxLength={200} autoComplete="off" spellcheck={false} />
        ) : (
          <select {...control}>
            <option value="">all</option>
            {of.map((one) => (
              <option value={one}>{one}</option>
            ))}
          </select>
        )}
      </label>
      {problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
