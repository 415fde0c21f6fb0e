import type { Entry } from '../../api/api.js';
import type { FeedEvent } from '../../live/feed.js';

/** What entries have in common: each is a list around the entry. */
export interface Group {
  readonly by: 'host' | 'task' | 'log';
  readonly value: string;
}

/** Groups whose entries are shown; the others of a long message are links. */
const MOST_GROUPS = 4;
const MOST_HOSTS = 3;

/** What the surroundings of an entry are: its hosts and tasks; its log, where it names neither. */
export function groupsOf({ refs, log }: Pick<Entry, 'refs' | 'log'>): { shown: Group[]; others: Group[] } {
  const hosts = refs.hosts.map((value) => ({ by: 'host', value }) as const);
  const tasks = refs.tasks.map((value) => ({ by: 'task', value }) as const);
  const first = [...hosts.slice(0, MOST_HOSTS), ...tasks].slice(0, MOST_GROUPS);
  if (first.length === 0) return { shown: [{ by: 'log', value: log }], others: [] };
  return { shown: first, others: [...hosts, ...tasks].filter((group) => !first.includes(group)) };
}

/** The entry with a few before and after it, oldest first: `before` is newest first, `after` oldest first. */
export function around<Placed extends Pick<Entry, 'id' | 'occurredAt' | 'position'>>(
  entry: Placed,
  before: readonly Placed[],
  after: readonly Placed[],
  few: number,
): Placed[] {
  const others = [...before.toReversed(), ...after].filter(({ id }) => id !== entry.id);
  const isLater = ({ occurredAt, position }: Placed): boolean =>
    occurredAt > entry.occurredAt || (occurredAt === entry.occurredAt && position > entry.position);
  const found = others.findIndex(isLater);
  const place = found === -1 ? others.length : found;
  return [...others.slice(Math.max(0, place - few), place), entry, ...others.slice(place, place + few)];
}

/** Whether an event may change what is shown of a group: it is of an entry that is shown, or names what they share. */
export function touches({ stream, data }: FeedEvent, { value }: Group, shown: readonly string[]): boolean {
  if (shown.some((id) => stream === `log-entry-${id}`)) return true;
  const { message, log } = (data ?? {}) as { message?: unknown; log?: unknown };
  return log === value || (typeof message === 'string' && message.toLowerCase().includes(value.toLowerCase()));
}
