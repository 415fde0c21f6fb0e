import { type Rows, sql } from '@kernel/projection.js';
import { DAY } from '@kernel/time.js';
import { type EntryFilter, type EntryRow, readEntries } from '../log-entries/entry-queries.js';

export interface Ranked {
  readonly rows: readonly EntryRow[];
  readonly total: number;
}

/** Which entries are meant. */
interface Meant {
  /** Null = all that are not hidden. */
  readonly log: string | null;
  /** On or before this day. */
  readonly upTo: string | null;
}

/**
 * Entries from the `offset`th on, newest first, at any depth as fast as at the top: in which month that is, and on which
 * of its days, the counts say.
 */
export function entriesByRank(
  rows: Rows,
  { log, upTo }: Meant,
  at: number,
  hiddenLogsJson: string,
  { offset, limit }: { offset: number; limit: number },
): Ranked {
  const counts = new Counts(rows, log, hiddenLogsJson);
  const [lastMonth, lastDay] = upTo === null ? ['', ''] : [upTo.slice(0, 7), upTo];
  // Of the last month only some days may be meant.
  const late = upTo === null ? 0 : sumOf(counts.between(`d${lastDay}`, `d${lastMonth}-~`));
  const months = counts.between('m', upTo === null ? 'm~' : `m${lastMonth}~`);
  const total = sumOf(months) - late;
  if (offset >= total) return { rows: [], total };
  const [month, beforeMonth] = placeOf(months, offset + late);
  const [day, beforeDay] = placeOf(counts.between(`d${month}-`, `d${month}-~`), offset + late - beforeMonth);
  const filter: EntryFilter = {
    ...(log === null ? {} : { logs: [log] }),
    to: Date.parse(`${day}T00:00:00Z`) + DAY,
  };
  const page = { after: null, limit, offset: offset + late - beforeMonth - beforeDay };
  return { rows: readEntries(rows, filter, at, hiddenLogsJson, page).rows, total };
}

interface Place {
  readonly period: string;
  readonly entries: number;
}

/** The period in which the entry at an offset is, and how many are in later ones. */
function placeOf(places: readonly Place[], offset: number): [period: string, before: number] {
  let before = 0;
  for (const { period, entries } of places) {
    if (before + entries > offset) return [period.slice(1), before];
    before += entries;
  }
  throw new Error('the counts of the entries do not agree: "opsledger verify --read-models" says where');
}

function sumOf(places: readonly Place[]): number {
  return places.reduce((sum, { entries }) => sum + entries, 0);
}

/** How many entries there are in which period. */
class Counts {
  constructor(
    private readonly rows: Rows,
    private readonly log: string | null,
    private readonly hiddenLogsJson: string,
  ) {}

  /** The periods between two texts, the latest first. */
  between(from: string, to: string): Place[] {
    const { log, hiddenLogsJson } = this;
    if (log !== null) {
      return this.rows.all(sql`
        SELECT period, entries FROM entry_counts WHERE log = ${log} AND period > ${from} AND period < ${to}
        ORDER BY period DESC`) as Place[];
    }
    return this.rows.all(sql`
      SELECT period, sum(CASE WHEN log = '' THEN entries ELSE -entries END) AS entries FROM entry_counts
      WHERE (log = '' OR log IN (SELECT value FROM json_each(${hiddenLogsJson})))
        AND period > ${from} AND period < ${to}
      GROUP BY period ORDER BY period DESC`) as Place[];
  }
}
