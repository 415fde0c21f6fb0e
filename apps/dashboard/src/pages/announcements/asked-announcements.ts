/** What announcements can be narrowed by, as the address and the API have it. */
export const FILTERS = ['q', 'status', 'kind', 'component', 'from', 'to', 'window'] as const;
export type Filter = (typeof FILTERS)[number];

/** What is asked of the list, as the address has it. */
export interface Asked {
  readonly filters: Readonly<Record<Filter, string>>;
  /** Behind which it goes on; nothing: from the newest. */
  readonly after: string;
}

export function askedOf(query: URLSearchParams): Asked {
  const told = (name: string): string => (query.get(name) ?? '').trim();
  return {
    filters: Object.fromEntries(FILTERS.map((name) => [name, told(name)])) as Asked['filters'],
    after: told('after'),
  };
}

/** Those filters that are given. */
export function given({ filters }: Asked): Readonly<Partial<Record<Filter, string>>> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
