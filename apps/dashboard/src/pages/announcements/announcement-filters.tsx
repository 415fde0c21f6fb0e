import type { Problem } from '../../api/problem.js';
import { ANNOUNCED } from '../../pieces/announcement-words.js';
import { applyField, FilterField } from '../../pieces/filter-field.js';
import type { Asked, Filter } from './asked-announcements.js';

const STATUSES = { draft: 'draft', sent: 'sent', discarded: 'discarded' };

interface FiltersProps {
  readonly asked: Asked;
  readonly problem: Problem | null;
  readonly show: (filters: Asked['filters']) => void;
}

/** Which announcements: each field applies when it is left, or with Enter. */
export function AnnouncementFilters({ asked: { filters }, problem, show }: FiltersProps) {
  const narrowed = (name: Filter, label: string) => ({
    label,
    value: filters[name],
    problem: problem?.of(name),
    show: (value: string): void => {
      if (value.trim() !== filters[name]) show({ ...filters, [name]: value.trim() });
    },
  });
  return (
    <form class="narrowing announcement-filters" aria-label="Which announcements" onSubmit={applyField}>
      <FilterField {...narrowed('q', 'Words')} />
      <FilterField {...narrowed('status', 'State')} of={STATUSES} />
      <FilterField {...narrowed('kind', 'Says')} of={ANNOUNCED} />
      <FilterField {...narrowed('component', 'Component')} />
      <FilterField {...narrowed('from', 'From (day, UTC)')} placeholder="2026-12-01" />
      <FilterField {...narrowed('to', 'To (day, UTC)')} placeholder="2026-12-31" />
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}
