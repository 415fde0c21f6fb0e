import type { Problem } from '../../api/problem.js';
import { STATUSES } from '../../pieces/window-words.js';
import { applyField, FilterField } from '../../pieces/filter-field.js';
import { DOWNTIME_KINDS } from '../../pieces/notice-words.js';
import type { Asked, Filter } from './window-query.js';

interface FiltersProps {
  readonly asked: Asked;
  readonly problem: Problem | null;
  readonly show: (changes: Partial<Asked>) => void;
}

const STATUS_WORDS = Object.fromEntries(STATUSES.map((status) => [status, status.replace('-', ' ')]));

/** Which windows: each field applies when it is left, or with Enter. */
export function WindowFilters({ asked, problem, show }: FiltersProps) {
  const { filters, view } = asked;
  const narrowed = (name: Filter, label: string) => ({
    label,
    value: filters[name],
    problem: problem?.of(name),
    show: (value: string): void => {
      if (value.trim() !== filters[name]) show({ filters: { ...filters, [name]: value.trim() } });
    },
  });
  return (
    <form class="window-filters" aria-label="Which windows" onSubmit={applyField}>
      <FilterField {...narrowed('q', 'Words')} />
      <FilterField {...narrowed('component', 'Component')} />
      <FilterField {...narrowed('status', 'State')} of={STATUS_WORDS} />
      <FilterField {...narrowed('kind', 'Kind')} of={DOWNTIME_KINDS} />
      {view === 'list' && <FilterField {...narrowed('from', 'From (day, UTC)')} placeholder="2026-12-01" />}
      {view === 'list' && <FilterField {...narrowed('to', 'To (day, UTC)')} placeholder="2026-12-31" />}
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}
