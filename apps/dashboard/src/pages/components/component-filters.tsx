import type { Problem } from '../../api/problem.js';
import { addressOf, go } from '../../navigation.js';
import { applyField, FilterField } from '../../pieces/filter-field.js';
import type { Filter, Filters } from './component-rows.js';

const SCOPES = ['selected-projects', 'team-project', 'control-plane', 'toolforge', 'cloud-vps'];
const STATUSES = ['active', 'retired'];

interface FiltersProps {
  readonly filters: Filters;
  readonly problem: Problem | null;
}

/** Which components: each field applies when it is left, or with Enter. */
export function ComponentFilters({ filters, problem }: FiltersProps) {
  const narrowed = (name: Filter, label: string) => ({
    label,
    value: filters[name],
    problem: problem?.of(name),
    show: (value: string): void => {
      if (value.trim() !== filters[name]) go(addressOf('components', { ...filters, [name]: value.trim() }));
    },
  });
  return (
    <form class="component-filters" aria-label="Which components" onSubmit={applyField}>
      <FilterField {...narrowed('q', 'Begins with')} />
      <FilterField {...narrowed('log', 'Log')} />
      <FilterField {...narrowed('host', 'Host')} />
      <FilterField {...narrowed('group', 'Redundancy group')} />
      <FilterField {...narrowed('scope', 'Notice scope')} of={asTheyAre(SCOPES)} />
      <FilterField {...narrowed('status', 'Status')} of={asTheyAre(STATUSES)} />
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}

function asTheyAre(words: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => [word, word]));
}
