import { DAY, isDay } from '../../pieces/times.js';

/** What windows can be narrowed by, as the address has it. */
export const FILTERS = ['q', 'status', 'component', 'kind', 'from', 'to'] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Record<Filter, string>>;

/** What is asked of the page: as a calendar around a day, or as a list. */
export interface Asked {
  readonly view: 'calendar' | 'list';
  readonly span: 'month' | 'week';
  /** A day of UTC that is shown, such as 2026-11-25. */
  readonly day: string;
  readonly filters: Filters;
  /** Which stands first in a list. */
  readonly order: 'newest' | 'oldest';
}

export function askedOf(query: URLSearchParams, now: number): Asked {
  const day = query.get('day') ?? '';
  return {
    view: query.get('view') === 'list' ? 'list' : 'calendar',
    span: query.get('span') === 'week' ? 'week' : 'month',
    day: isDay(day) && day.length === 10 ? day : dayOf(now),
    filters: Object.fromEntries(FILTERS.map((name) => [name, (query.get(name) ?? '').trim()])) as Filters,
    order: query.get('order') === 'oldest' ? 'oldest' : 'newest',
  };
}

/** As the address has it; what is so anyhow is left out. */
export function queryOf({ view, span, day, filters, order }: Asked, now: number): Readonly<Record<string, string>> {
  return {
    ...filters,
    view: view === 'list' ? view : '',
    order: view === 'list' && order === 'oldest' ? order : '',
    span: span === 'week' ? span : '',
    day: day === dayOf(now) ? '' : day,
  };
}

/** Those that are given. A calendar shows its own days. */
export function given({ view, filters }: Asked): Readonly<Partial<Record<Filter, string>>> {
  return Object.fromEntries(
    Object.entries(filters).filter(
      ([name, value]) => value !== '' && (view === 'list' || (name !== 'from' && name !== 'to')),
    ),
  );
}

/** The day of UTC in which an instant lies. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY);
}

/** The same day of another month, or its last one where that has fewer. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}
