import { useId } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go } from '../../navigation.js';
import { DOWNTIME_KINDS } from '../../pieces/notice-words.js';
import { applyField } from '../../pieces/filter-field.js';
import { TypedInput } from '../../pieces/typed-input.js';
import type { Asked, Filter } from './asked-compliance.js';

const OFFERED = 250;
const FIELDS: readonly (readonly [name: Filter, label: string, placeholder: string])[] = [
  ['from', 'From month', '2026-01'],
  ['to', 'To month', '2026-12'],
  ['component', 'Component, with its parts', 'all'],
  ['asOf', 'As it was known at (UTC)', '2026-11-22T17:05Z'],
];

interface FiltersProps {
  readonly asked: Asked;
  readonly problem: Problem | null;
}

/** Which windows, as of when: each field applies when it is left, or with Enter. */
export function ComplianceFilters({ asked, problem }: FiltersProps) {
  const id = useId();
  const { value } = useLoaded('components', (signal) =>
    bodyOf(api.GET('/api/v1/components', { params: { query: { limit: OFFERED } }, signal })),
  );
  const show = (name: Filter, text: string): void => {
    if (text.trim() !== asked[name]) go(addressOf('compliance', { ...asked, [name]: text.trim() }));
  };
  return (
    <form class="narrowing compliance-filters" aria-label="Which windows" onSubmit={applyField}>
      {FIELDS.map(([name, label, placeholder]) => (
        <div>
          <label>
            {label}
            <TypedInput
              value={asked[name]}
              placeholder={placeholder}
              maxLength={63}
              list={name === 'component' ? id : undefined}
              aria-invalid={problem?.of(name) !== undefined}
              onChange={({ currentTarget }) => show(name, currentTarget.value)}
            />
          </label>
          {problem?.of(name) !== undefined && <p class="field-problem">{problem.of(name)}</p>}
        </div>
      ))}
      <datalist id={id}>
        {value?.data.map(({ name, title }) => (
          <option value={name}>{title}</option>
        ))}
      </datalist>
      <label>
        Kind
        <select value={asked.kind} onChange={({ currentTarget }) => show('kind', currentTarget.value)}>
          <option value="">all</option>
          {Object.entries(DOWNTIME_KINDS).map(([kind, words]) => (
            <option value={kind}>{words}</option>
          ))}
        </select>
      </label>
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}
