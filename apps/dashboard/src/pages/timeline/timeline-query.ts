/** Kinds of record, as the API and the address call them. */
export const KINDS = ['log-entry', 'maintenance-window', 'announcement'] as const;
export type Kind = (typeof KINDS)[number];

/** What the timeline can be narrowed by that is one text each. */
export const TEXTS = ['component', 'window', 'actor', 'host', 'task', 'change', 'from', 'to', 'asOf'] as const;
export type TextFilter = (typeof TEXTS)[number];

/** What is asked of the timeline: all of it stands in the address. Empty: not asked. */
export type Asked = Readonly<Record<TextFilter, string>> & {
  /** None: all kinds. */
  readonly kinds: readonly string[];
  readonly log: readonly string[];
};

export function askedOf(query: URLSearchParams): Asked {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, (query.get(name) ?? '').trim()]));
  const all = (name: string): string[] => query.getAll(name).filter((one) => one !== '');
  return { ...(texts as Record<TextFilter, string>), kinds: all('kinds'), log: all('log') };
}

/** Those filters that are given, as the API takes them. */
export function given(asked: Asked): Readonly<Partial<Record<keyof Asked, string | readonly string[]>>> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value.length > 0));
}

/** Filters of what only some kinds have; one that fewer have is one that fewer of the same have. */
const ONLY_OF: Readonly<Partial<Record<keyof Asked, readonly Kind[]>>> = {
  host: ['log-entry'],
  change: ['log-entry'],
  log: ['log-entry'],
  task: ['log-entry', 'maintenance-window'],
  actor: ['log-entry', 'maintenance-window'],
};

/** What cannot be found because of a filter. */
export interface LeftOut {
  readonly by: keyof Asked;
  readonly kinds: readonly Kind[];
}

/** The kinds that do not have what is asked for, and the filter that leaves out the most of them. */
export function leftOut(asked: Asked): LeftOut | null {
  const narrow = Object.keys(given(asked)).flatMap((name): LeftOut[] => {
    const only = ONLY_OF[name as keyof Asked];
    return only === undefined ? [] : [{ by: name as keyof Asked, kinds: KINDS.filter((kind) => !only.includes(kind)) }];
  });
  return narrow.sort((a, b) => b.kinds.length - a.kinds.length)[0] ?? null;
}

/** The kinds that are asked for. */
export function kindsShown({ kinds }: Asked): readonly Kind[] {
  return kinds.length === 0 ? KINDS : KINDS.filter((kind) => kinds.includes(kind));
}
