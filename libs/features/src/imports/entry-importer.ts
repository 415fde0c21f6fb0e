import { type Author, Rejected } from '@kernel/decider.js';
import type { Actor } from '@kernel/event.js';
import { sealedId } from '@kernel/ids.js';
import { isoInstant, parseInstant } from '@kernel/time.js';
import { NO_STREAM, WrongExpectedRevision } from '@event-store/event-store.js';
import type { Caller } from '@platform/http/caller.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { entryFoundBy, entryKnownBy } from '../log-entries/entry-queries.js';
import { wikitextLine } from '../log-entries/formats/wikitext.js';
import { logEntry } from '../log-entries/log-entry.js';
import type { Difference, EntrySource } from '../log-entries/log-entry.events.js';
import { indexKey } from '../log-entries/server-admin-log.js';
import type { KeyObject } from 'node:crypto';
import type { LogChooser } from '../logs/choose-log.js';
import { personNamed } from '../people/who-is-who.js';
import { findSame, type Same } from './find-same.js';
import { ImportLineSetAside } from './import.events.js';
import type { ImportKey } from './import-key.js';
import type { EntryToImport, LineToKeep, OUTCOMES } from './imports.dto.js';
import { isSetAside } from './lines-set-aside.js';

export interface Outcome {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly id?: string;
  readonly differs?: Difference | undefined;
}

export interface ImportOptions {
  readonly dryRun: boolean;
  readonly createLogs: boolean;
}

/** What of one request is asked again and again. */
interface Run {
  readonly caller: Caller;
  readonly options: ImportOptions;
  readonly key: KeyObject;
  /** Whoever imports, as the author of what has no other. */
  readonly reporter: Author;
  /** Name that was typed → name of the log, or why there is none. */
  readonly logs: Map<string, string | Error>;
  readonly actors: Map<string, Actor>;
  /** Entries that were found to be the same as one of this run. */
  readonly taken: Set<string>;
}

/** Takes over entries of older logs: each once, and where it is here already, linked with what is here. */
export class EntryImporter {
  /** What is the same as what is decided by what is here: so one request decides after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
    private readonly importKey: ImportKey,
  ) {}

  /** What became of each, or why nothing did; in order. */
  import(
    items: readonly (EntryToImport | LineToKeep)[],
    caller: Caller,
    options: ImportOptions,
  ): Promise<PromiseSettledResult<Outcome>[]> {
    const before = this.turn;
    const work = (options.dryRun ? this.importKey.peek() : this.importKey.read()).then(async (key) => {
      await before;
      return this.run(items, { options, key, ...this.askedBy(caller) });
    });
    this.turn = work.catch(() => {});
    return work;
  }

  private askedBy(caller: Caller): Omit<Run, 'options' | 'key'> {
    const author = caller.author({ fingerprint: undefined });
    const reporter = { ...author, via: { ...author.via, kind: 'import' as const } };
    return { caller, reporter, logs: new Map(), actors: new Map(), taken: new Set() };
  }

  private async run(
    items: readonly (EntryToImport | LineToKeep)[],
    run: Run,
  ): Promise<PromiseSettledResult<Outcome>[]> {
    const outcomes: Promise<Outcome>[] = [];
    for (const name of new Set(items.map(({ log }) => log))) await this.findLog(name, run);
    for (const item of items) {
      // It is about an entry that may have come just before it.
      if (item.kind === 'entry' && item.replaces !== undefined) await Promise.allSettled(outcomes);
      outcomes.push(this.one(item, run));
    }
    return Promise.allSettled(outcomes);
  }

  private async one(item: EntryToImport | LineToKeep, run: Run): Promise<Outcome> {
    const log = run.logs.get(item.log)!;
    if (log instanceof Error) throw log;
    return item.kind === 'line' ? this.setAside(item, log, run) : this.entry(item, log, run);
  }

  /** Notes the log that is meant, or why there is none; makes it where it has to be made. */
  private async findLog(typed: string, { caller, reporter, options, logs }: Run): Promise<void> {
    try {
      const sight = caller.sight.alsoSeeing(caller.signedIn.logs ?? []);
      const log = this.chooser.forImport(typed, sight, options.createLogs);
      caller.require('log:manage', log.name);
      if (!options.dryRun) await this.chooser.ensure(log, reporter);
      logs.set(typed, log.name);
    } catch (error) {
      logs.set(typed, error as Error);
    }
  }

  private async entry(item: EntryToImport, log: string, run: Run): Promise<Outcome> {
    const at = parseInstant(item.occurredAt, 'occurredAt');
    const id = entryId(run.key, item.source, at, item);
    const author = this.author(item, at, run);
    if (item.replaces !== undefined) {
      const revised = await this.revise(item, item.replaces, id, author, run);
      if (revised !== null) return revised;
    }
    const known = this.known(id, item.source);
    if (known !== undefined) return { outcome: 'known', id: known };
    const sought = { log, actor: item.actor, message: item.message, at, source: item.source };
    const same = findSame(this.readModel, sought, run.taken);
    const source = withoutUselessLine(item);
    if (same !== undefined) {
      run.taken.add(same.entry);
      return this.link(same, { source, keys: [id] }, author, run);
    }
    const command = { do: 'import', log, message: item.message, source } as const;
    if (run.options.dryRun) return { outcome: 'imported' };
    return this.execute(id, command, author, { outcome: 'imported', id }, { fresh: true });
  }

  private async link(
    { entry, differs }: Same,
    link: { source: EntrySource; keys: string[] },
    author: Author,
    { options }: Run,
  ): Promise<Outcome> {
    const linked = { outcome: 'linked', id: entry, differs } as const;
    return options.dryRun ? linked : this.execute(entry, { do: 'link', ...link, differs }, author, linked);
  }

  /** Null when the line that was written over is not here. */
  private async revise(
    item: EntryToImport,
    replaced: NonNullable<EntryToImport['replaces']>,
    id: string,
    author: Author,
    run: Run,
  ): Promise<Outcome | null> {
    const before = entryId(
      run.key,
      { ...item.source, ordinal: replaced.ordinal },
      Date.parse(replaced.occurredAt),
      replaced,
    );
    const entry = this.known(before, { kind: 'wiki-page' });
    if (entry === undefined) return null;
    // A line that is written back to what it was is found by the revision too.
    const key = sealedId(run.key, Date.parse(replaced.occurredAt), 'revised', id, String(item.source.revision));
    if (entryFoundBy(this.readModel, key) !== undefined) return { outcome: 'known', id: entry };
    const reason = `written over on the wiki page ${item.source.page}, revision ${item.source.revision}`;
    const { actor, occurredAt, precision } = author;
    const source = withoutUselessLine(item);
    const said = { message: item.message, actor, occurredAt, precision };
    const command = { do: 'revise', ...said, reason, source, keys: [key, id] } as const;
    const revised = { outcome: 'revised', id: entry } as const;
    const by = { ...author, actor: this.actor(replaced.by, run), occurredAt: undefined, precision: undefined };
    return run.options.dryRun ? revised : this.execute(entry, command, by, revised);
  }

  private async setAside({ source, number, line, why, part }: LineToKeep, log: string, run: Run): Promise<Outcome> {
    const id = sealedId(run.key, 0, 'line', log, source.page ?? source.kind, why, line);
    if (isSetAside(this.readModel, id)) return { outcome: 'known' };
    if (run.options.dryRun) return { outcome: 'set-aside' };
    const fact = ImportLineSetAside.of({ log, source, number, line, why, part });
    try {
      await this.ledger.record(`import-line-${id}`, NO_STREAM, [fact], run.reporter);
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
    try {
      await this.ledger.execute(logEntry, id, command, author, options);
      return outcome;
    } catch (error) {
      const isKnown = error instanceof Rejected && ['already-logged', 'redacted'].includes(error.code);
      if (isKnown) return { outcome: 'known', id };
      throw error;
    }
  }

  /** The entry that was made of a line or document before, or linked with it. */
  private known(id: string, source: EntrySource): string | undefined {
    return entryKnownBy(this.readModel, id, source.id === undefined ? null : indexKey(source.id));
  }

  private author({ actor, precision }: EntryToImport, at: number, run: Run): Author {
    return { ...run.reporter, actor: this.actor(actor, run), occurredAt: at, precision };
  }

  private actor(name: string, { actors }: Run): Actor {
    let actor = actors.get(name);
    if (actor === undefined) {
      const person = personNamed(this.readModel, name);
      actor = person === null ? { name } : { name, person };
      actors.set(name, actor);
    }
    return actor;
  }
}

/** What identifies an entry: never where on its page it stands, so that a longer page adds only what is new. */
function entryId(
  key: KeyObject,
  source: EntrySource,
  at: number,
  { actor, message }: { readonly actor: string; readonly message: string },
): string {
  if (source.kind === 'index') return sealedId(key, at, 'index', source.id ?? '');
  return sealedId(key, at, 'wiki page', source.page ?? '', isoInstant(at), actor, message, String(source.ordinal ?? 0));
}

/** The line is kept only where it could not be written again from what was read. */
function withoutUselessLine({ source, actor, message, occurredAt }: EntryToImport): EntrySource {
  const { line, ...rest } = source;
  if (line === undefined) return rest;
  const written = wikitextLine({ occurredAt, actor: { name: actor }, message, status: 'logged' });
  return `${line}\n` === written ? rest : source;
}
