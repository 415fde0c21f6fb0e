import { NO_STREAM, WrongExpectedRevision } from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import { type Author, Rejected } from '@kernel/decider.js';
import type { Actor } from '@kernel/event.js';
import { sealedId } from '@kernel/ids.js';
import { isoInstant, parseInstant } from '@kernel/time.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import type { KeyObject } from 'node:crypto';
import { entryFoundBy, entryKnownBy, findEntry, logOfIndexEntry } from '../log-entries/entry-queries.js';
import { wikitextLine } from '../log-entries/formats/wikitext.js';
import { logEntry } from '../log-entries/log-entry.js';
import type { Difference, EntrySource } from '../log-entries/log-entry.events.js';
import type { StoredEntry } from '../log-entries/stored-entry.js';
import { personNamed } from '../people/who-is-who.js';
import { ImportLineSetAside } from './import.events.js';
import type { EntryToImport, LineToKeep, OUTCOMES } from './imports.dto.js';
import { isSetAside } from './lines-set-aside.js';
import { SAME_WORDS } from './likeness.js';
import { CLOCKS_DIFFER, Neighbours, type Same, type Sought } from './neighbours.js';

export type Item = EntryToImport | LineToKeep;

export interface Outcome {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly id?: string;
  readonly differs?: Difference | undefined;
  /** An entry of about the same time that was redacted here: look whether this one says again what it said. */
  readonly redactedNear?: string | undefined;
}

export interface RunGiven {
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly clock: Clock;
  readonly dryRun: boolean;
  readonly key: KeyObject;
  /** Whoever imports, as the author of what has no other. */
  readonly reporter: Author;
  /** Name that was typed → name of the log, or why there is none. */
  readonly logs: ReadonlyMap<string, string | Error>;
  readonly underWay: UnderWay;
}

/** What requests that are beside each other do: none of it can be read yet. */
export class UnderWay {
  /** What entries become, by what identifies them. */
  readonly outcomes = new Map<string, Promise<Outcome>>();
  /** Entries that are here, of which the same was found. */
  readonly taken = new Set<string>();

  get size(): number {
    return this.outcomes.size + this.taken.size;
  }
}

/** What is read of an item before anything is decided. */
interface Planned extends Sought {
  readonly item: EntryToImport;
  readonly id: string;
  /** By what it is found among what is under way. */
  readonly name: string;
  readonly author: Author;
  same?: Same | undefined;
}

/** One request: decides what each of its items is, in their order, and writes it down. */
export class ImportRun {
  private readonly actors = new Map<string, Actor>();
  private readonly neighbours: Neighbours;

  constructor(private readonly given: RunGiven) {
    this.neighbours = new Neighbours(given.readModel, given.underWay.taken);
  }

  async of(items: readonly Item[]): Promise<PromiseSettledResult<Outcome>[]> {
    const plans = items.map((item) => this.plan(item));
    this.pair(plans.filter((plan): plan is Planned => 'item' in plan));
    const outcomes: Promise<Outcome>[] = [];
    for (const plan of plans) {
      // It is about an entry that may have come just before it.
      if ('item' in plan && plan.item.replaces !== undefined) await Promise.allSettled(outcomes);
      outcomes.push(this.carryOut(plan));
    }
    return Promise.allSettled(outcomes);
  }

  private plan(item: Item): Planned | { readonly line: LineToKeep; readonly log: string } | { readonly wrong: Error } {
    const log = this.given.logs.get(item.log)!;
    if (log instanceof Error) return { wrong: log };
    if (item.kind === 'line') return { line: item, log };
    const at = parseInstant(item.occurredAt, 'occurredAt');
    const { actor, message, source, precision } = item;
    const author = { ...this.given.reporter, actor: this.actor(actor), occurredAt: at, precision };
    const id = this.idOf(log, source, at, item);
    const name = source.kind === 'index' ? `index ${log} ${source.id}` : id;
    return { item, id, name, log, at, actor, message, source, author };
  }

  /** Finds what is the same as entries of other sources; what is more surely it takes its entry first. */
  private pair(plans: readonly Planned[]): void {
    for (const [log, ofLog] of Map.groupBy(plans, (plan) => plan.log)) {
      this.neighbours.read(
        log,
        ofLog.map(({ at }) => at),
      );
    }
    const unknown = new Map<string, Planned>();
    for (const plan of plans) {
      const isNew = plan.item.replaces === undefined && !this.outcomes.has(plan.name) && !unknown.has(plan.name);
      if (isNew && this.known(plan.id, plan.item.source, plan.log) === undefined) unknown.set(plan.name, plan);
    }
    for (const atLeast of [SAME_WORDS, undefined]) {
      for (const within of [0, CLOCKS_DIFFER]) {
        for (const plan of unknown.values()) plan.same ??= this.neighbours.findSame(plan, within, atLeast);
      }
    }
  }

  private async carryOut(plan: ReturnType<ImportRun['plan']>): Promise<Outcome> {
    if ('wrong' in plan) throw plan.wrong;
    if ('line' in plan) return this.setAside(plan.line, plan.log);
    const { item, id, name } = plan;
    if (item.replaces !== undefined) {
      const revised = await this.revise(plan, item.replaces);
      if (revised !== null) return revised;
    }
    const before = this.outcomes.get(name);
    if (before !== undefined) return { outcome: 'known', ...idOf(await before) };
    const outcome = this.entry(plan);
    this.outcomes.set(name, outcome).set(id, outcome);
    return outcome.catch((error: unknown) => {
      // Given again, it is tried again.
      this.outcomes.delete(name);
      this.outcomes.delete(id);
      if (plan.same !== undefined) this.given.underWay.taken.delete(plan.same.entry);
      throw error;
    });
  }

  private get outcomes(): Map<string, Promise<Outcome>> {
    return this.given.underWay.outcomes;
  }

  private async entry(plan: Planned): Promise<Outcome> {
    const { item, log, id, author } = plan;
    const known = this.known(id, item.source, log);
    if (known !== undefined) return { outcome: 'known', id: known };
    const source = withoutUselessLine(item);
    // Of what this request itself makes, one may be the same as another, too.
    plan.same ??= this.neighbours.findSame(plan, CLOCKS_DIFFER);
    const { same } = plan;
    if (same !== undefined) {
      const { entry, differs } = same;
      await this.outcomes.get(entry);
      return this.execute(entry, { do: 'link', source, keys: [id], differs }, author, {
        outcome: 'linked',
        id: entry,
        differs,
      });
    }
    const redactedNear = this.neighbours.findRedacted(plan);
    this.neighbours.add(plan, id);
    const command = { do: 'import', log, message: item.message, source } as const;
    const more = redactedNear === undefined ? {} : { redactedNear };
    if (this.given.dryRun) {
      logEntry.decide(command, logEntry.initial, { now: this.given.clock.now(), author });
      return { outcome: 'imported', ...more };
    }
    return this.execute(id, command, author, { outcome: 'imported', id, ...more }, { fresh: true });
  }

  /** Null when the line that was written over is not here. */
  private async revise(plan: Planned, replaced: NonNullable<EntryToImport['replaces']>): Promise<Outcome | null> {
    const { item, log, id, author } = plan;
    const then = parseInstant(replaced.occurredAt, 'replaces.occurredAt');
    const before = this.idOf(log, { ...item.source, ordinal: replaced.ordinal }, then, replaced);
    const isTried = this.given.dryRun && this.outcomes.has(before);
    const entry = isTried ? before : this.known(before, { kind: 'wiki-page' }, log);
    if (entry === undefined) return null;
    // A line that is written back to what it was is found by the revision too.
    const key = sealedId(this.given.key, then, 'revised', id, String(item.source.revision));
    if (entryFoundBy(this.given.readModel, key) !== undefined) return { outcome: 'known', id: entry };
    const other = this.known(id, item.source, log);
    const twin = other === undefined ? this.neighbours.findSame(plan, 0, SAME_WORDS) : undefined;
    const newOne = other ?? twin?.entry;
    const reason = `written over on the wiki page ${item.source.page}, revision ${item.source.revision}`;
    const link = { source: withoutUselessLine(item), keys: newOne === undefined ? [key, id] : [key] };
    const by = { ...author, actor: this.actor(replaced.by), occurredAt: undefined, precision: undefined };
    if (newOne !== undefined && newOne !== entry) {
      // Where another source has the old words, too, they are two: the page lost one of them.
      const isTwo = this.standsElsewhere(entry);
      const command = { do: 'withdraw', reason: `${reason}: its new words are the entry ${newOne}`, ...link } as const;
      const withdrawn = { outcome: 'revised', id: entry } as const;
      if (!isTwo) await this.execute(entry, command, by, withdrawn);
      if (twin === undefined) return isTwo ? { outcome: 'known', id: newOne } : withdrawn;
      plan.same = twin;
      return null;
    }
    const { actor, occurredAt, precision } = author;
    const command = { do: 'revise', message: item.message, actor, occurredAt, precision, reason, ...link } as const;
    return this.execute(entry, command, by, { outcome: 'revised', id: entry });
  }

  private standsElsewhere(entry: string): boolean {
    const found = findEntry(this.given.readModel, entry, this.given.readModel.position());
    const { source, alsoIn } = JSON.parse(found!.json) as StoredEntry;
    return source?.kind !== 'wiki-page' || alsoIn.length > 0;
  }

  private async setAside({ source, number, line, why, part }: LineToKeep, log: string): Promise<Outcome> {
    const { key, readModel, ledger, reporter, dryRun } = this.given;
    const id = sealedId(key, 0, 'line', log, source.page ?? source.kind, why, line, String(part));
    if (isSetAside(readModel, id)) return { outcome: 'known' };
    if (dryRun) return { outcome: 'set-aside' };
    const fact = ImportLineSetAside.of({ log, source, number, line, why, part });
    try {
      await ledger.record(`import-line-${id}`, NO_STREAM, [fact], reporter);
      return { outcome: 'set-aside' };
    } catch (error) {
      // The same line stands there twice.
      if (error instanceof WrongExpectedRevision) return { outcome: 'known' };
      throw error;
    }
  }

  private async execute(
    id: string,
    command: Parameters<typeof logEntry.decide>[0],
    author: Author,
    outcome: Outcome,
    options: { fresh?: boolean } = {},
  ): Promise<Outcome> {
    if (this.given.dryRun) return outcome;
    try {
      await this.given.ledger.execute(logEntry, id, command, author, options);
      return outcome;
    } catch (error) {
      const isKnown = error instanceof Rejected && ['already-logged', 'redacted'].includes(error.code);
      if (isKnown) return { outcome: 'known', id };
      throw error;
    }
  }

  /** The entry that was made of a line or document before, or linked with it. Never one that was made in another log. */
  private known(id: string, source: EntrySource, log: string): string | undefined {
    const known = entryKnownBy(this.given.readModel, id);
    if (known !== undefined || source.id === undefined) return known;
    const { entry, log: its } = logOfIndexEntry(this.given.readModel, source.id) ?? {};
    return its === log ? entry : undefined;
  }

  /**
   * What identifies an entry: its log, so that nobody reaches into another one, and never where on its page it stands, so
   * that a longer page adds only what is new.
   */
  private idOf(
    log: string,
    source: EntrySource,
    at: number,
    said: { readonly actor: string; readonly message: string },
  ): string {
    const { key } = this.given;
    if (source.kind === 'index') return sealedId(key, at, 'index', log, source.id!);
    const place = ['wiki page', log, source.page!, isoInstant(at)];
    return sealedId(key, at, ...place, said.actor, said.message, String(source.ordinal ?? 0));
  }

  private actor(name: string): Actor {
    let actor = this.actors.get(name);
    if (actor === undefined) {
      const person = personNamed(this.given.readModel, name);
      actor = person === null ? { name } : { name, person };
      this.actors.set(name, actor);
    }
    return actor;
  }
}

function idOf({ id }: Outcome): { id?: string } {
  return id === undefined ? {} : { id };
}

/** The line is kept only where it could not be written again from what was read. */
function withoutUselessLine({ source, actor, message, occurredAt }: EntryToImport): EntrySource {
  const { line, ...rest } = source;
  if (line === undefined) return source;
  const written = wikitextLine({ occurredAt, actor: { name: actor }, message, status: 'logged' });
  return `${line}\n` === written ? rest : source;
}
