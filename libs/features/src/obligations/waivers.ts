import { defineProjection, type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, RedactionMade } from '@kernel/redaction.js';
import { ObligationWaived, ResponsibleReminded } from './obligation.events.js';

/** Which obligations were waived, and who was reminded. */
export const waiverTable = defineProjection({
  name: 'obligations',
  version: 1,
  schema: `
    CREATE TABLE obligation_waivers (
      position INTEGER PRIMARY KEY,
      obligation TEXT NOT NULL,
      window TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX obligation_waivers_of ON obligation_waivers (window);
    CREATE TABLE reminders (
      window TEXT NOT NULL,
      starts_at TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      again_at INTEGER,
      PRIMARY KEY (window, starts_at)
    ) STRICT, WITHOUT ROWID;`,
  events: [ObligationWaived, ResponsibleReminded, RedactionMade],
  on: {
    'obligation.waived': (fact) => {
      if (fact.erased) return [];
      const { obligation, window, reason } = fact.data;
      return [sql`INSERT INTO obligation_waivers VALUES (${fact.position}, ${obligation}, ${window}, ${reason})`];
    },
    'responsible.reminded': (fact) => {
      if (fact.erased) return [];
      const { window, startsAt, attempt, againAt } = fact.data;
      return [
        sql`INSERT OR REPLACE INTO reminders VALUES (
          ${window}, ${startsAt}, ${attempt}, ${againAt === null ? null : Date.parse(againAt)})`,
      ];
    },
    'redaction.made': (fact) => {
      if (fact.erased) return [];
      return erasedBy(fact.data)
        .filter(({ type }) => type === ObligationWaived.type)
        .map(({ position, kept }) => {
          const data: { reason?: string } | undefined = kept?.data;
          return sql`UPDATE obligation_waivers SET reason = ${data?.reason ?? ''} WHERE position = ${position}`;
        });
    },
  },
});

/** Reasons for which obligations of these windows were waived by a position. */
export function readWaivers(rows: Rows, windows: readonly string[], at = STILL_SO): Map<string, string> {
  const found = rows.all(sql`
    SELECT obligation, reason FROM obligation_waivers
    WHERE window IN (SELECT value FROM json_each(${JSON.stringify(windows)})) AND position <= ${at} ORDER BY position`);
  return new Map(found.map(({ obligation, reason }) => [obligation as string, reason as string]));
}

/** What was tried to remind somebody of a start; `againAt`: null = nothing more by itself. */
export function readReminder(
  rows: Rows,
  window: string,
  startsAt: string,
): { readonly attempt: number; readonly againAt: number | null } | undefined {
  const row = rows.get(sql`
    SELECT attempt, again_at FROM reminders WHERE window = ${window} AND starts_at = ${startsAt}`);
  if (row === undefined) return undefined;
  return { attempt: row['attempt'] as number, againAt: row['again_at'] as number | null };
}
