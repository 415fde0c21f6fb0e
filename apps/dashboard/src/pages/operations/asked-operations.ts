import { SELECTIONS, type Selection } from './operation-state.js';
import type { By } from './swim-lanes.js';
import { COLUMNS, type Column } from './sorted-operations.js';
import { DEFAULT_LAST, type Last, lastRange, LASTS, readTime, type TimeRange } from './time-range.js';

/** What the address of the page asks for. What it says that nobody understands is as if it were not there. */
export interface Asked {
  readonly by: By;
  /** Null for a range that stays where it is. */
  readonly last: Last | null;
  readonly range: TimeRange;
  /** As they were typed. */
  readonly from: string;
  readonly to: string;
  readonly problems: { readonly from?: string; readonly to?: string };
  readonly log: string;
  readonly name: string;
  readonly host: string;
  readonly actor: string;
  readonly only: Selection | null;
  readonly sort: Column;
  readonly isDescending: boolean;
}

const NO_TIME = 'must be a day such as 2026-11-22, or an instant such as 2026-11-22T17:05Z';

export function askedOf(query: URLSearchParams, now: number): Asked {
  const text = (name: string): string => query.get(name)?.trim() ?? '';
  const sort = text('sort').replace(/^-/, '');
  return {
    by: text('by') === 'name' ? 'name' : 'host',
    ...askedRange(text('from'), text('to'), text('last'), now),
    log: text('log'),
    name: text('name'),
    host: text('host'),
    actor: text('actor'),
    only: memberOf(SELECTIONS, text('only')),
    sort: memberOf(COLUMNS, sort) ?? 'started',
    isDescending: sort === '' || text('sort').startsWith('-'),
  };
}

type AskedRange = Pick<Asked, 'from' | 'to' | 'last' | 'range' | 'problems'>;

function askedRange(from: string, to: string, lastText: string, now: number): AskedRange {
  const last = memberOf(LASTS, lastText) ?? DEFAULT_LAST;
  const moving = { from, to, last, range: lastRange(last, now) };
  if (from === '' && to === '') return { ...moving, problems: {} };
  const start = from === '' ? null : readTime(from, 'from');
  const end = to === '' ? now : readTime(to, 'to');
  if (end === null || (start === null && from !== '')) {
    const problems = {
      ...(end === null ? { to: NO_TIME } : {}),
      ...(from !== '' && start === null ? { from: NO_TIME } : {}),
    };
    return { ...moving, problems };
  }
  const range = { from: start ?? end - LASTS[DEFAULT_LAST], to: end };
  if (range.from >= range.to) return { ...moving, problems: { from: 'must be before the end' } };
  return { from, to, last: null, range, problems: {} };
}

function memberOf<Members extends object>(members: Members, name: string): keyof Members | null {
  return Object.hasOwn(members, name) ? (name as keyof Members) : null;
}

/** The same question with some of it changed; null and '' are left out. */
export function changed(query: URLSearchParams, changes: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}
