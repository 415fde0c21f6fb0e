import { defineProjection, type Row, type Rows, type Sql, sql } from '@kernel/projection.js';
import { erasedBy, REDACTED, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { stored, type StoredSource } from '../log-entries/stored-entry.js';
import { ImportLineSetAside } from './import.events.js';

/** A line that is no entry, as it is shown. */
export interface SetAsideLine {
  readonly position: number;
  readonly recordedAt: string;
  readonly log: string;
  readonly source: StoredSource;
  readonly number: number;
  readonly line: string;
  readonly why: string;
  readonly part: number;
}

const PREFIX = 'import-line-';

/** What of the old logs is no entry, and why. */
export const linesSetAside = defineProjection({
  name: 'lines-set-aside',
  version: 1,
  schema: `
    CREATE TABLE lines_set_aside (
      key TEXT PRIMARY KEY, position INTEGER NOT NULL UNIQUE, log TEXT NOT NULL, page TEXT NOT NULL, json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX lines_set_aside_by_log ON lines_set_aside (log, position);
    CREATE INDEX lines_set_aside_by_page ON lines_set_aside (page, position);`,
  events: [ImportLineSetAside, RedactionMade],
  on: {
    'import-line.set-aside': (fact) => {
      if (fact.erased) return [];
      const { log, source, ...rest } = fact.data;
      const { position } = fact;
      const row: SetAsideLine = {
        position,
        recordedAt: isoInstant(fact.recordedAt),
        log,
        source: stored(source),
        ...rest,
      };
      return [
        sql`INSERT INTO lines_set_aside VALUES (
          ${fact.stream.slice(PREFIX.length)}, ${position}, ${log}, ${source.page ?? ''}, ${JSON.stringify(row)})`,
      ];
    },
    'redaction.made': (fact) => {
      if (fact.erased || !fact.stream.startsWith(PREFIX)) return [];
      return erasedBy(fact.data).map(({ position, kept }): Sql => {
        const { line, source } = (kept?.data ?? { line: REDACTED }) as { line: string; source?: { page?: string } };
        const page = source?.page ?? null;
        return sql`
          UPDATE lines_set_aside SET page = coalesce(${page}, ''),
            json = json_set(json, '$.line', ${line}, '$.source.page', ${page}) WHERE position = ${position}`;
      });
    },
  },
});

export function isSetAside(rows: Rows, key: string): boolean {
  return rows.get(sql`SELECT 1 FROM lines_set_aside WHERE key = ${key}`) !== undefined;
}

/** Lines in the order in which they were set aside, after a position; up to a position. */
export function readLinesSetAside(
  rows: Rows,
  at: number,
  hiddenLogsJson: string,
  page: { after: number; limit: number; log?: string | undefined; page?: string | undefined },
): SetAsideLine[] {
  const found = rows.all(sql`
    SELECT json FROM lines_set_aside
    WHERE position > ${page.after} AND position <= ${at}
      AND log NOT IN (SELECT value FROM json_each(${hiddenLogsJson}))
      ${page.log === undefined ? sql`` : sql`AND log = ${page.log}`}
      ${page.page === undefined ? sql`` : sql`AND page = ${page.page}`}
    ORDER BY position LIMIT ${page.limit}`);
  return found.map((row: Row) => JSON.parse(row['json'] as string) as SetAsideLine);
}
