/** What of a component decides where its row stands. */
interface Placed {
  readonly name: string;
  readonly parent: string | null;
}

export interface TreeRow<Component> {
  readonly component: Component;
  /** 0 for what is a part of nothing that is shown. */
  readonly depth: number;
}

/** Each component below what it is a part of, in the order in which they came. */
export function treeRows<Component extends Placed>(components: readonly Component[]): TreeRow<Component>[] {
  const shown = new Set(components.map(({ name }) => name));
  const parts = new Map<string | null, Component[]>();
  for (const component of components) {
    const parent = component.parent !== null && shown.has(component.parent) ? component.parent : null;
    parts.set(parent, [...(parts.get(parent) ?? []), component]);
  }
  const below = (parent: string | null, depth: number): TreeRow<Component>[] =>
    (parts.get(parent) ?? []).flatMap((component) => [{ component, depth }, ...below(component.name, depth + 1)]);
  return below(null, 0);
}

/** What a component list can be narrowed by, as the address has it. */
export const FILTERS = ['q', 'log', 'host', 'group', 'scope', 'status'] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Readonly<Record<Filter, string>>;

export function filtersOf(query: URLSearchParams): Filters {
  return Object.fromEntries(FILTERS.map((name) => [name, (query.get(name) ?? '').trim()])) as Filters;
}

/** Those that are given. */
export function given(filters: Filters): Readonly<Partial<Record<Filter, string>>> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
