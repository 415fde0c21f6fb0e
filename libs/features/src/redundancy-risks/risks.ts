import { defineProjection, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { type RiskDetails, redundancyRiskEvents } from './redundancy-risk.events.js';

/** How a risk came to its end. */
export interface RiskEnd {
  readonly as: 'ended' | 'cancelled';
  /** When that was recorded. */
  readonly at: string;
  readonly reason: string;
  readonly saidAt: number;
}

/** A redundancy risk as its events made it; `endsAt` is when it ended, where that is known. */
export interface RiskRow extends RiskDetails {
  readonly id: string;
  readonly over: RiskEnd | null;
  readonly recordedAt: string;
  /** Position of the event whose words these are. */
  readonly saidAt: number;
}

/** `ends_ms` of a fault that is open. */
const FOR_EVER = STILL_SO;

/** What takes redundancy away, and when: one row for each version of each risk. */
export const risks = defineProjection({
  name: 'risks',
  version: 1,
  schema: `
    CREATE TABLE redundancy_risks (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      starts_ms INTEGER NOT NULL,
      ends_ms INTEGER NOT NULL,
      is_cancelled INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;
    CREATE INDEX redundancy_risks_end ON redundancy_risks (ends_ms, starts_ms);`,
  events: [...redundancyRiskEvents, RedactionMade],
  on: {
    'redundancy-risk.recorded': (fact) => {
      if (fact.erased) return [];
      const recordedAt = isoInstant(fact.recordedAt);
      return write({ ...fact.data, over: null, recordedAt, saidAt: fact.position }, fact);
    },
    'redundancy-risk.changed': (fact, own) => {
      if (fact.erased) return [];
      const { over = null, recordedAt = isoInstant(fact.recordedAt) } = now(fact.data.id, own) ?? {};
      return write({ ...fact.data, over, recordedAt, saidAt: fact.position }, fact);
    },
    'redundancy-risk.ended': (fact, own) => {
      if (fact.erased) return [];
      const { id, endsAt, reason } = fact.data;
      const over = { as: 'ended', at: isoInstant(fact.recordedAt), reason, saidAt: fact.position } as const;
      return revise(id, { endsAt, over }, fact, own);
    },
    'redundancy-risk.cancelled': (fact, own) => {
      if (fact.erased) return [];
      const { id, reason } = fact.data;
      const over = { as: 'cancelled', at: isoInstant(fact.recordedAt), reason, saidAt: fact.position } as const;
      return revise(id, { over }, fact, own);
    },
    'redaction.made': (fact, own) => {
      if (fact.erased || fact.stream !== 'redundancy-risks') return [];
      return withoutErased(new Map(erasedBy(fact.data).map(({ position, kept }) => [position, kept?.data])), own);
    },
  },
});

/** Cleans every version of what is erased, so that nothing serves it from this moment on; gives what a replay gives. */
function withoutErased(kept: ReadonlyMap<number, object | undefined>, own: Rows): Sql[] {
  return own.all(sql`SELECT id, from_position, json FROM redundancy_risks`).flatMap(({ id, from_position, json }) => {
    const row = JSON.parse(json as string) as RiskRow;
    const { over, endsAt } = row;
    const reason = over === null ? undefined : (kept.get(over.saidAt) as { reason: string } | undefined)?.reason;
    const told = {
      ...row,
      ...kept.get(row.saidAt),
      // The event of the end said it, not the one whose words are cleaned.
      endsAt,
      ...(over === null || reason === undefined ? {} : { over: { ...over, reason } }),
    };
    const after = JSON.stringify(told);
    if (after === json) return [];
    return [sql`UPDATE redundancy_risks SET json = ${after} WHERE id = ${id} AND from_position = ${from_position}`];
  });
}

type Place = { readonly position: number; readonly revision: number };

function now(id: string, own: Rows): RiskRow | undefined {
  const row = own.get(sql`SELECT json FROM redundancy_risks WHERE id = ${id} AND until_position = ${STILL_SO}`);
  return row === undefined ? undefined : (JSON.parse(row['json'] as string) as RiskRow);
}

function revise(id: string, change: Partial<RiskRow>, fact: Place, own: Rows): Sql[] {
  const row = now(id, own);
  return row === undefined ? [] : write({ ...row, ...change }, fact);
}

function write(row: RiskRow, { position, revision }: Place): Sql[] {
  const ends = row.endsAt === null ? FOR_EVER : Date.parse(row.endsAt);
  return [
    sql`UPDATE redundancy_risks SET until_position = ${position} WHERE id = ${row.id} AND until_position = ${STILL_SO}`,
    sql`
      INSERT INTO redundancy_risks VALUES (
        ${row.id}, ${position}, ${STILL_SO}, ${revision}, ${Date.parse(row.startsAt)}, ${ends},
        ${row.over?.as === 'cancelled' ? 1 : 0}, ${JSON.stringify(row)})`,
  ];
}

/** A risk, and the revision of the last event that changed it. */
export interface FoundRisk {
  readonly row: RiskRow;
  readonly revision: number;
}

/** One risk as it was at a position. */
export function readRisk(rows: Rows, id: string, at: number): FoundRisk | undefined {
  const found = rows.get(sql`
    SELECT revision, json FROM redundancy_risks
    WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return found === undefined ? undefined : foundRisk(found);
}

/** All risks as they were at a position, cancelled ones too, by their start. */
export function readRisks(rows: Rows, at: number): FoundRisk[] {
  const found = rows.all(sql`
    SELECT revision, json FROM redundancy_risks
    WHERE from_position <= ${at} AND until_position > ${at} ORDER BY starts_ms, id`);
  return found.map(foundRisk);
}

/**
 * The risks that take redundancy away at some moment from `from` up to, not including, `to` (ISO 8601 or milliseconds
 * since 1970), by their start; never cancelled ones. An open fault lasts until it is ended.
 */
export function readRisksBetween(rows: Rows, from: string | number, to: string | number, at: number): RiskRow[] {
  const found = rows.all(sql`
    SELECT revision, json FROM redundancy_risks
    WHERE ends_ms > ${instant(from)} AND starts_ms < ${instant(to)} AND is_cancelled = 0
      AND from_position <= ${at} AND until_position > ${at}
    ORDER BY starts_ms, id`);
  return found.map((one) => foundRisk(one).row);
}

function instant(given: string | number): number {
  return typeof given === 'number' ? given : Date.parse(given);
}

function foundRisk({ json, revision }: Record<string, unknown>): FoundRisk {
  return { row: JSON.parse(json as string) as RiskRow, revision: revision as number };
}
