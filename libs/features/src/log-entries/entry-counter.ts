import { StoreOverloaded } from '@event-store/event-store.js';
import { type Rows, type SearchableRows, sql } from '@kernel/projection.js';
import { DAY, isoDay } from '@kernel/time.js';
import type { Counts } from './entry-histogram.js';
import { countSlice, type CountedSlice, type EntryFilter, searchEntries } from './entry-queries.js';
import { entriesOf } from './stored-entry.js';
import { Turns } from './turns.js';

/** Matches that are counted at once: a search that comes meanwhile waits for so many. */
const SLICE = 10_000;
/** Counts that take turns. */
const MOST_UNDER_WAY = 64;

export interface Counted {
  /** The position for which they are counted. */
  readonly position: number;
  readonly counts: Counts;
  /** Milliseconds since 1970 of the oldest and the newest, as far as they were looked for. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Counts entries over time, exactly, and without holding up others for long. */
export class EntryCounter {
  private underWay = 0;
  private readonly turns = new Turns();

  constructor(
    private readonly rows: SearchableRows,
    private readonly slice = SLICE,
  ) {}

  /**
   * By the hour. `goesOn` is asked before each slice, when its turn has come, of what was found by then; where it says no, the answer is null.
   * @throws StoreOverloaded, and what `goesOn` throws
   */
  async byHour(
    filter: EntryFilter,
    position: number,
    hiddenLogsJson: string,
    goesOn: (counted: Counted) => boolean,
  ): Promise<Counted | null> {
    if (this.underWay >= MOST_UNDER_WAY) throw new StoreOverloaded(`${MOST_UNDER_WAY} counts are under way already`);
    this.underWay++;
    try {
      const counts = new Map<number, number>();
      let counted: Counted = { position, counts, first: null, last: null };
      let after: string | null = null;
      do {
        const place: { after: string | null; most: number } = { after, most: this.slice };
        const soFar: Counted = counted;
        const slice: CountedSlice | null = await this.turns.take(async (): Promise<CountedSlice | null> =>
          goesOn(soFar) ? countSlice(this.rows, filter, position, hiddenLogsJson, place) : null,
        );
        if (slice === null) return null;
        for (const { hour, entries } of slice.hours) counts.set(hour, (counts.get(hour) ?? 0) + entries);
        counted = { position, counts, first: slice.first ?? counted.first, last: counted.last ?? slice.last };
        after = slice.next;
      } while (after !== null);
      return counted;
    } finally {
      this.underWay--;
    }
  }

  /**
   * By the day, at the newest position, from what the read model has counted already; null where more than logs and
   * whole days is asked for. The first and the last are looked for where the range is open.
   */
  async byDay(filter: EntryFilter, hiddenLogsJson: string): Promise<Counted | null> {
    if (!isOfWholeDays(filter)) return null;
    const { position, counts } = countsOfDays(this.rows, filter, hiddenLogsJson);
    const isOpen = counts.size > 0 && (filter.from === undefined || filter.to === undefined);
    const end = async (order: 'newest' | 'oldest'): Promise<number | null> => {
      const place = { after: null, order, limit: 1 };
      const { rows } = await searchEntries(this.rows, filter, position, hiddenLogsJson, place);
      const [entry] = entriesOf(rows);
      return entry === undefined ? null : Date.parse(entry.occurredAt);
    };
    const [first, last] = isOpen ? [await end('oldest'), await end('newest')] : [null, null];
    return { position, counts, first, last };
  }
}

function isOfWholeDays({ logs: _logs, from = 0, to = 0, ...rest }: EntryFilter): boolean {
  return from % DAY === 0 && to % DAY === 0 && Object.values(rest).every((wanted) => wanted === undefined);
}

/** One statement, so that the counts are of the position that it names. */
function countsOfDays(
  rows: Rows,
  { logs, from, to }: EntryFilter,
  hiddenLogsJson: string,
): { position: number; counts: Counts } {
  const [first, behind] = [from, to].map((time) => (time === undefined ? undefined : `d${isoDay(time)}`));
  const counted =
    logs === undefined
      ? sql`sum(CASE WHEN log = '' THEN entries ELSE -entries END) AS entries FROM entry_counts
          WHERE (log = '' OR log IN (SELECT value FROM json_each(${hiddenLogsJson})))`
      : sql`sum(entries) AS entries FROM entry_counts
          WHERE log IN (SELECT value FROM json_each(${JSON.stringify(logs)}))`;
  const found = rows.all(sql`
    SELECT c.position, d.period, d.entries FROM checkpoint AS c LEFT JOIN (
      SELECT period, ${counted} AND period >= ${first ?? 'd'} AND period < ${behind ?? 'd~'} GROUP BY period) AS d`);
  const days = found.filter(({ entries }) => entries > 0);
  const counts = new Map(days.map(({ period, entries }) => [Date.parse(period.slice(1)), entries as number]));
  return { position: found[0]!['position'] as number, counts };
}
