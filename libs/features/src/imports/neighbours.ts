import { type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { FORGOTTEN } from '@kernel/redaction.js';
import { MINUTE } from '@kernel/time.js';
import type { Difference } from '../log-entries/log-entry.events.js';
import { sortKeyOf } from '../log-entries/server-admin-log.js';
import type { StoredEntry } from '../log-entries/stored-entry.js';
import { likeness, plainWords } from './likeness.js';

/** Two sources of one entry were written by different clocks. */
export const CLOCKS_DIFFER = 2 * MINUTE;
const LEAST_LIKENESS = 0.8;

/** An entry of another source. */
export interface Sought {
  readonly log: string;
  readonly actor: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: { readonly kind: string; readonly page?: string | undefined };
}

/** The entry that is the same, and what the other source says otherwise of it. */
export interface Same {
  readonly entry: string;
  readonly differs: Difference | undefined;
}

type Told = Pick<StoredEntry, 'id' | 'message' | 'occurredAt' | 'status'> & {
  readonly actor: { readonly name: string };
};

/** An entry that is here. What is asked again and again of it is kept. */
class Neighbour {
  private readText: Told | undefined;
  private plain: string | undefined;
  private source: { readonly text: string; readonly isThere: boolean } | undefined;

  /** `current` is the entry as it is now: where it stands too, and what of it is left. */
  constructor(
    private readonly json: string,
    private readonly current: string,
    told?: Told,
  ) {
    this.readText = told;
  }

  get told(): Told {
    this.readText ??= JSON.parse(this.json) as StoredEntry;
    return this.readText;
  }

  get words(): string {
    this.plain ??= plainWords(this.told.message);
    return this.plain;
  }

  /** Read as text: most of what stands nearby is of the same page, and need not be understood. */
  standsIn(source: string): boolean {
    if (this.source?.text !== source) this.source = { text: source, isThere: this.current.includes(source) };
    return this.source.isThere;
  }
}

/**
 * What stands in a log around the times of a request: read once, so that a request of many entries in few minutes costs
 * no more than another.
 */
export class Neighbours {
  private readonly minutes = new Map<string, Neighbour[]>();

  /** `taken` are entries of which the same was found already; those that are found here come to them. */
  constructor(
    private readonly rows: Rows,
    private readonly taken: Set<string>,
  ) {}

  /** Reads what stands within a few minutes of these times. */
  read(log: string, times: readonly number[]): void {
    let [from, to] = [NaN, NaN];
    for (const at of times.toSorted((a, b) => a - b)) {
      if (at - CLOCKS_DIFFER > to) {
        this.readSpan(log, from, to);
        from = NaN;
      }
      if (Number.isNaN(from)) from = minuteOf(at - CLOCKS_DIFFER);
      to = minuteOf(at + CLOCKS_DIFFER) + MINUTE;
    }
    this.readSpan(log, from, to);
  }

  /** An entry that this request makes. */
  add({ log, at, actor, message, source }: Sought, id: string): void {
    const told = {
      id,
      actor: { name: actor },
      message,
      occurredAt: new Date(at).toISOString(),
      status: 'logged',
    } as const;
    const own = ownSource(source);
    this.put(log, at, new Neighbour(own, own, told));
  }

  /** An entry by the same nick, at least so much alike, not farther off, and not of this source already. */
  findSame(sought: Sought, within: number, atLeast = LEAST_LIKENESS): Same | undefined {
    let best: { neighbour: Neighbour; how: number } | undefined;
    const [words, nick] = [plainWords(sought.message), sought.actor.toLowerCase()];
    for (const [neighbour, apart] of this.around(sought, within)) {
      const isSomebodyElses = neighbour.told.actor.name.toLowerCase() !== nick;
      if (isSomebodyElses || this.taken.has(neighbour.told.id) || neighbour.told.status === 'redacted') continue;
      const alike = likeness(neighbour.words, words);
      const how = alike - apart / 100;
      if (alike >= atLeast && how > (best?.how ?? 0)) best = { neighbour, how };
    }
    if (best === undefined) return undefined;
    this.taken.add(best.neighbour.told.id);
    return { entry: best.neighbour.told.id, differs: differenceOf(best.neighbour, sought, words) };
  }

  /** An entry whose words or whose nick were erased: another source may say again what was. */
  findRedacted(sought: Sought): string | undefined {
    const words = plainWords(sought.message);
    for (const [neighbour] of this.around(sought, CLOCKS_DIFFER)) {
      const { id, status, actor } = neighbour.told;
      const isNameless = actor.name === FORGOTTEN && likeness(neighbour.words, words) >= LEAST_LIKENESS;
      if (status === 'redacted' || isNameless) return id;
    }
    return undefined;
  }

  /** What stands nearby and is not of the same source. */
  private *around({ log, at, source }: Sought, within: number): Generator<[Neighbour, apart: number]> {
    const own = ownSource(source);
    for (let apart = -within / MINUTE; apart <= within / MINUTE; apart++) {
      for (const neighbour of this.minutes.get(minuteKey(log, at + apart * MINUTE)) ?? []) {
        if (!neighbour.standsIn(own)) yield [neighbour, Math.abs(apart)];
      }
    }
  }

  private readSpan(log: string, from: number, to: number): void {
    if (Number.isNaN(from)) return;
    // What an entry said before it was amended, another source may say still.
    const found = this.rows.all(sql`
      SELECT sort_key / ${sortKeyOf(1)} AS at, json, iif(until_position = ${STILL_SO}, json, (
        SELECT json FROM server_admin_log AS c
        WHERE c.entry = s.entry AND c.log = s.log AND c.until_position = ${STILL_SO})) AS current
      FROM server_admin_log AS s
      WHERE log = ${log} AND sort_key >= ${sortKeyOf(from)} AND sort_key < ${sortKeyOf(to)}`);
    for (const { at, json, current } of found) {
      if (current !== null) this.put(log, at as number, new Neighbour(json as string, current as string));
    }
  }

  private put(log: string, at: number, neighbour: Neighbour): void {
    const key = minuteKey(log, at);
    const there = this.minutes.get(key);
    if (there === undefined) this.minutes.set(key, [neighbour]);
    else there.push(neighbour);
  }
}

function minuteKey(log: string, at: number): string {
  return `${minuteOf(at)} ${log}`;
}

function minuteOf(ms: number): number {
  return ms - (ms % MINUTE);
}

/** How a stored entry says that it stands in a source: as JSON, which no message can contain. */
function ownSource({ kind, page }: Sought['source']): string {
  return kind === 'index' ? '{"kind":"index",' : `{"kind":"wiki-page","page":${JSON.stringify(page)},`;
}

function differenceOf(
  { told, words }: Neighbour,
  { actor, message, at }: Sought,
  soughtWords: string,
): Difference | undefined {
  const differs: Difference = {
    ...(actor === told.actor.name ? {} : { actor }),
    ...(soughtWords === words ? {} : { message }),
    ...(minuteOf(at) === minuteOf(Date.parse(told.occurredAt)) ? {} : { occurredAt: new Date(at).toISOString() }),
  };
  return Object.keys(differs).length === 0 ? undefined : differs;
}
