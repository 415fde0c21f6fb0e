/** What the page of a log is asked for: everything of it stands in the address. Empty = not asked. */
export interface LogQuery {
  /** Names; none = all logs. */
  readonly logs: readonly string[];
  readonly q: string;
  readonly actor: string;
  readonly host: string;
  readonly task: string;
  readonly change: string;
  readonly tag: string;
  readonly operation: string;
  readonly status: string;
  /** Everything as it was known at this instant or position. */
  readonly asOf: string;
  /** Instants or days, UTC; `to` is included when it is a day. */
  readonly from: string;
  readonly to: string;
  /** The instant at which the reader is in the list; empty = at the newest. */
  readonly at: string;
}

/** Filters that are one text each. */
export const TEXTS = [
  'q',
  'actor',
  'host',
  'task',
  'change',
  'tag',
  'operation',
  'status',
  'from',
  'to',
  'asOf',
] as const;
type TextName = (typeof TEXTS)[number];

/** `log` is the one in the path; empty for the page of all. */
export function readQuery(log: string, query: URLSearchParams): LogQuery {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, query.get(name)?.trim() ?? ''])) as Record<
    TextName,
    string
  >;
  const logs = log === '' ? query.getAll('log').filter((name) => name !== '') : [log];
  return { ...texts, logs, at: query.get('at') ?? '' };
}

/** Path and query of the page that shows this. */
export function placeOfQuery({ logs, at, ...rest }: LogQuery): {
  path: string;
  query: Record<string, string | string[]>;
} {
  const texts = Object.fromEntries(TEXTS.map((name) => [name, rest[name]]));
  const [only, ...more] = logs;
  if (only === undefined || more.length > 0) return { path: 'logs', query: { log: [...logs], ...texts, at } };
  return { path: `logs/${encodeURIComponent(only)}`, query: { ...texts, at } };
}

/** The filter as the API takes it. */
export function filterOf({
  logs,
  ...rest
}: LogQuery): Partial<Record<TextName, string>> & { log?: string[]; status?: Status } {
  const asked = TEXTS.filter((name) => rest[name] !== '').map((name) => [name, rest[name]]);
  return { ...(logs.length === 0 ? {} : { log: [...logs] }), ...Object.fromEntries(asked) };
}

type Status = 'logged' | 'amended' | 'retracted' | 'redacted';

/** Whether anything but logs is asked for. */
export function isFiltered(query: LogQuery): boolean {
  return TEXTS.some((name) => query[name] !== '');
}

/** Two questions with the same key have the same answer, wherever the reader is in it. */
export function keyOf(query: LogQuery): string {
  return JSON.stringify(filterOf(query));
}
