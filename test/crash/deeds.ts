import { unreachable } from '@kernel/decider.js';
import { randomBytes } from 'node:crypto';

const OF_NOTHING = ['post', 'batch', 'import', 'log', 'person', 'token'] as const;
const OF_AN_ENTRY = ['amend', 'retract', 'redact'] as const;
const KINDS = [...OF_NOTHING, ...OF_AN_ENTRY] as const;
type OfNothing = (typeof OF_NOTHING)[number];
type OfAnEntry = (typeof OF_AN_ENTRY)[number];
export type Kind = (typeof KINDS)[number];

/** A request before it is sent. Each of `words` stands in exactly one event that it may lead to, in the same order. */
export interface Attempt {
  readonly did: 'attempt';
  /** The idempotency key. */
  readonly key: string;
  readonly kind: Kind;
  readonly path: string;
  readonly body: unknown;
  readonly words: readonly string[];
  /** The entry that is meant, and the revision that is expected of it. */
  readonly entry?: string;
  readonly expected?: number;
}

/** An entry that was acknowledged, as the writers know it. */
interface Entry {
  readonly id: string;
  revision: number;
  readonly marks: string[];
}

/** How likely each is, in hundredths. */
const WEIGHTS: Record<Kind, number> = {
  post: 42,
  batch: 10,
  amend: 20,
  retract: 8,
  redact: 4,
  import: 8,
  log: 3,
  person: 3,
  token: 2,
};
/** So few that writers meet at the same entry. */
const ENTRIES_IN_PLAY = 12;
const BLANK_SHARE = 0.08;
const LONGEST_PADDING = 400;

/** A word that stands in one event alone; it begins with what no hash in hexadecimal digits has. */
export const MARK = /zq[0-9a-f]{18}/;
export const markOf = (words: string): string => MARK.exec(words)?.[0] ?? '';

/** Makes up what the writers ask for, and remembers what they could ask next. */
export class Deeds {
  private readonly entries: Entry[] = [];

  constructor(private readonly random: () => number) {}

  next(): Attempt {
    let left = this.random() * 100;
    const wanted = KINDS.find((kind) => (left -= WEIGHTS[kind]) < 0) ?? 'post';
    const entry = this.entries[Math.floor(this.random() * this.entries.length)];
    const key = randomBytes(12).toString('hex');
    if (isOfAnEntry(wanted))
      return entry === undefined ? this.ofNothing(key, 'post') : this.ofEntry(key, wanted, entry);
    return this.ofNothing(key, wanted);
  }

  /** An entry is there, or has another revision. */
  know(id: string, revision: number, words: string): void {
    const known = this.entries.find((entry) => entry.id === id);
    if (known !== undefined) {
      known.revision = revision;
      return;
    }
    this.entries.push({ id, revision, marks: [markOf(words)] });
    if (this.entries.length > ENTRIES_IN_PLAY) this.entries.shift();
  }

  /** What was said of an entry in play; nobody asks anything of it any more. */
  forget(id: string): readonly string[] {
    const index = this.entries.findIndex((entry) => entry.id === id);
    return index < 0 ? [] : this.entries.splice(index, 1)[0]!.marks;
  }

  private ofNothing(key: string, kind: OfNothing): Attempt {
    const words = Array.from({ length: kind === 'batch' || kind === 'import' ? 8 : 1 }, () => this.words());
    return { did: 'attempt', key, kind, ...this.request(kind, words), words };
  }

  private ofEntry(key: string, kind: OfAnEntry, { id, revision, marks }: Entry): Attempt {
    const words = `${kind} ${newMark()}`;
    const body = kind === 'amend' ? { message: words, reason: 'said better' } : { reason: words };
    if (kind === 'amend') marks.push(markOf(words));
    const path = `/api/v1/log-entries/${id}/${kind}`;
    const expected = kind === 'redact' ? {} : { expected: revision };
    return { did: 'attempt', key, kind, path, body, words: [words], entry: id, ...expected };
  }

  private words(): string {
    const padding = 'x'.repeat(Math.floor(this.random() * LONGEST_PADDING));
    const half = this.random() < 0.3 ? 'START - ' : '';
    return `${half}deploy ${newMark()} to db${Math.floor(this.random() * 9000)} "ü" T1234 ${padding}`.trim();
  }

  private request(kind: OfNothing, words: readonly string[]): { path: string; body: unknown } {
    const [first] = words as readonly [string];
    const mark = markOf(first);
    const entry = (message: string) => ({ log: 'production', message: this.random() < BLANK_SHARE ? '' : message });
    switch (kind) {
      case 'batch':
        return { path: '/api/v1/log-entries/batch', body: words.map(entry) };
      case 'import':
        return { path: '/api/v1/imports', body: words.map((message) => this.older(message)) };
      case 'log':
        return { path: '/api/v1/logs', body: { name: mark, title: mark } };
      case 'person':
        return { path: '/api/v1/people', body: { displayName: first, aliases: [{ kind: 'nick', name: mark }] } };
      case 'token':
        return { path: '/api/v1/tokens', body: { tool: 'deploy', label: mark, scopes: ['log:write'] } };
      case 'post':
        return { path: '/api/v1/log-entries', body: entry(first) };
      default:
        return unreachable(kind);
    }
  }

  private older(message: string): object {
    const occurredAt = new Date(Date.UTC(2010, 0, 1) + Math.floor(this.random() * 2e11)).toISOString();
    const source = { kind: 'index', id: markOf(message) };
    return { kind: 'entry', log: 'production', source, actor: 'root', message, occurredAt, precision: 'second' };
  }
}

function isOfAnEntry(kind: Kind): kind is OfAnEntry {
  return (OF_AN_ENTRY as readonly Kind[]).includes(kind);
}

function newMark(): string {
  return `zq${randomBytes(9).toString('hex')}`;
}
