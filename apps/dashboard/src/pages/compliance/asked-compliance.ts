/** What is asked for, as the address has it. */
export const FILTERS = ['from', 'to', 'component', 'kind', 'asOf'] as const;
export type Filter = (typeof FILTERS)[number];
export type Asked = Readonly<Record<Filter, string>>;

const MONTHS_BACK = 11;

/** Twelve months up to the one of `now` (ms), unless the address says otherwise. */
export function askedOf(query: URLSearchParams, now: number): Asked {
  const said = Object.fromEntries(FILTERS.map((name) => [name, (query.get(name) ?? '').trim()])) as Asked;
  const to = said.to === '' ? monthOf(now) : said.to;
  const from = said.from === '' ? monthBefore(to, MONTHS_BACK) : said.from;
  return { ...said, from, to };
}

/** `2026-11` */
function monthOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** What is no month stays as it is: the server says what is wrong with it. */
function monthBefore(month: string, count: number): string {
  const instant = Date.parse(`${month}-01T00:00:00Z`);
  if (Number.isNaN(instant)) return month;
  const day = new Date(instant);
  return monthOf(day.setUTCMonth(day.getUTCMonth() - count));
}

/** Without the filters that are not set. */
export function given(asked: Asked): Readonly<Partial<Record<Filter, string>>> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}
