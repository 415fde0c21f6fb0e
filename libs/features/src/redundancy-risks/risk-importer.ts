import type { Clock } from '@kernel/clock.js';
import { refuseCredentials } from '@kernel/credentials.js';
import { type Author, Rejected } from '@kernel/decider.js';
import { DAY } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { DAYS_AHEAD } from './occurrences.js';
import type { RiskDetails } from './redundancy-risk.events.js';
import { redundancyRisks, type RisksCommand, type RisksState } from './redundancy-risks.js';
import { type CalendarEvent, keyOf, readCalendar, uidOf } from './risk-calendar.js';
import { readRisks, type RiskRow } from './risks.js';

export type ImportOutcome = 'recorded' | 'changed' | 'cancelled' | 'unchanged';

/** What became of one event, or of one time at which it recurs, or what was wrong with it. */
export interface ImportedEvent {
  readonly uid: string | null;
  readonly recurrenceId: string | null;
  readonly id?: string;
  readonly outcome?: ImportOutcome;
  readonly problem?: unknown;
}

export interface Imported {
  readonly results: ImportedEvent[];
  /** What recurs is written out until then, milliseconds since 1970; later times are taken when the file is imported anew. */
  readonly readUntil: number;
  /** How many events recur after that too. */
  readonly cut: number;
}

/** What the file does not say: what its events touch. */
export type Touched = Pick<Partial<RiskDetails>, 'groups' | 'components' | 'vendor'>;

/** Times of all events of one file. */
const MAX_TIMES = 1000;

/** Makes the work of a vendor what its calendar says. */
export class RiskImporter {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly clock: Clock,
  ) {}

  /** @throws Rejected where the file cannot be read as a whole */
  async import(text: string, touched: Touched, caller: Caller, isDryRun: boolean): Promise<Imported> {
    const now = this.clock.now();
    const { events, whole, cut } = readCalendar(text, now);
    if (events.length > MAX_TIMES) {
      const sentence = `the events of the file take place ${events.length} times, at most ${MAX_TIMES} are taken`;
      throw new Rejected('invalid', 'too-many-events', sentence);
    }
    const known = this.known();
    const all = [...events, ...withdrawn(events, whole, known, now)];
    const author = caller.author();
    const run = isDryRun ? await this.dryRun(author, now) : (command: RisksCommand) => this.execute(command, author);
    const results: ImportedEvent[] = [];
    for (const event of all) results.push(await this.take(event, touched, known, author, run));
    return { results, readUntil: now + DAYS_AHEAD * DAY, cut: cut.size };
  }

  /** By the UID that they were imported with; not what was called off, which may be told of anew. */
  private known(): Map<string, RiskRow> {
    const rows = readRisks(this.readModel, this.readModel.position()).map(({ row }) => row);
    return new Map(
      rows.flatMap((row) => (row.uid === null || row.over?.as === 'cancelled' ? [] : [[row.uid, row] as const])),
    );
  }

  private async take(
    { uid, recurrenceId, said, problem }: CalendarEvent,
    touched: Touched,
    known: ReadonlyMap<string, RiskRow>,
    author: Author,
    run: (command: RisksCommand) => Promise<boolean>,
  ): Promise<ImportedEvent> {
    try {
      if (problem !== undefined || uid === null) throw problem;
      const key = keyOf(uid, recurrenceId);
      const before = known.get(key);
      if (said === null) {
        if (before === undefined) return { uid, recurrenceId, outcome: 'unchanged' };
        await run({ do: 'cancel', id: before.id, reason: 'cancelled in the calendar that it was imported from' });
        return { uid, recurrenceId, id: before.id, outcome: 'cancelled' };
      }
      refuseCredentials(said, false);
      const id = before?.id ?? this.ledger.newId(author);
      const details = { ...touched, ...said, kind: 'vendor-work', uid: key } as const;
      const isChanged = await run({ do: before === undefined ? 'record' : 'change', id, details });
      const outcome = before === undefined ? 'recorded' : isChanged ? 'changed' : 'unchanged';
      return { uid, recurrenceId, id, outcome };
    } catch (error) {
      return { uid, recurrenceId, problem: error };
    }
  }

  private async execute(command: RisksCommand, author: Author): Promise<boolean> {
    return (await this.ledger.execute(redundancyRisks, null, command, author)).changed;
  }

  /** Decides as the ledger would; no two events of a file have one key. */
  private async dryRun(author: Author, now: number): Promise<(command: RisksCommand) => Promise<boolean>> {
    const { state }: { state: RisksState } = await this.ledger.load(redundancyRisks, redundancyRisks.category);
    return (command) =>
      Promise.resolve().then(() => redundancyRisks.decide(command, state, { now, author }).length > 0);
  }
}

/** Times to come that were known of an event and are none of it any more. */
function withdrawn(
  events: readonly CalendarEvent[],
  whole: ReadonlySet<string>,
  known: ReadonlyMap<string, RiskRow>,
  now: number,
): CalendarEvent[] {
  const still = new Set(events.map(({ uid, recurrenceId }) => (uid === null ? null : keyOf(uid, recurrenceId))));
  return [...known].flatMap(([key, { startsAt, over }]) => {
    const uid = uidOf(key);
    const start = Date.parse(startsAt);
    if (over !== null || still.has(key) || !whole.has(uid)) return [];
    if (start <= now || start >= now + DAYS_AHEAD * DAY) return [];
    return [{ uid, recurrenceId: key === uid ? null : key.slice(uid.length + 1), said: null }];
  });
}
