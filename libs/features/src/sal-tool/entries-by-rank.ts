import { type Rows, sql } from '@kernel/projection.js';
import { DAY } from '@kernel/time.js';
import { type EntryFilter, type EntryRow, readEntries } from '../log-entries/entry-queries.js';

export interface Ranked {
  readonly rows: readonly EntryRow[];
  readonly total: number;
}

/**
 * Entries from the `offset`th on, newest first, at any depth as fast as at the top: which day that is, the counts of
 * the days say. `log` null = all that are not hidden; `upTo` = on or before this day.
 */
export function entriesByRank(
  rows: Rows,
  { log, upTo }: { log: string | null; upTo: string | null },
  at: number,
  hiddenLogsJson: string,
  { offset, limit }: { offset: number; limit: number },
): Ranked {
  const hidden = log === null ? sql`OR log IN (SELECT value FROM json_each(${hiddenLogsJson}))` : sql``;
  const found = rows.get(sql`
    WITH days AS (
      SELECT day, sum(CASE WHEN log = ${log ?? ''} THEN entries ELSE -entries END) AS n FROM entry_counts
      WHERE (log = ${log ?? ''} ${hidden}) ${upTo === null ? sql`` : sql`AND day <= ${upTo}`} GROUP BY day
    )
    SELECT day, before, total FROM (
      SELECT day, n, sum(n) OVER (ORDER BY day DESC) - n AS before, sum(n) OVER () AS total FROM days
    ) WHERE before <= ${offset} ORDER BY before DESC, n DESC LIMIT 1`);
  const total = (found?.['total'] as number | undefined) ?? 0;
  if (found === undefined || offset >= total) return { rows: [], total };
  const filter: EntryFilter = {
    ...(log === null ? {} : { logs: [log] }),
    to: Date.parse(`${found['day'] as string}T00:00:00Z`) + DAY,
  };
  const page = { before: null, limit, offset: offset - (found['before'] as number) };
  return { rows: readEntries(rows, filter, at, hiddenLogsJson, page).rows, total };
}
