import type { Actor, FactOf } from '@kernel/event.js';
import { defineProjection, type Row, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, type Kept, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { type RedundancyRiskEvent, redundancyRiskEvents, type RiskDetails } from './redundancy-risk.events.js';

/** A risk as its events made it. */
export interface RiskRow extends RiskDetails {
  readonly id: string;
  readonly status: 'standing' | 'ended' | 'cancelled';
  readonly recordedAt: string;
  readonly recordedBy: Actor;
  readonly over: { readonly at: string; readonly by: Actor; readonly reason: string } | null;
  /** Positions of the events whose words these are. */
  readonly saidAt: { readonly details: number; readonly recorded: number; readonly over: number | null };
}

/** Which redundancy risks there are: one row for each version of each. */
export const riskTable = defineProjection({
  name: 'redundancy-risks',
  version: 1,
  schema: `
    CREATE TABLE redundancy_risks (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      status TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      uid TEXT,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;
    CREATE INDEX redundancy_risks_by_end ON redundancy_risks (ends_at, until_position);
    CREATE INDEX redundancy_risks_by_uid ON redundancy_risks (uid, until_position);`,
  events: [...redundancyRiskEvents, RedactionMade],
  on: {
    'redundancy-risk.recorded': onDetails,
    'redundancy-risk.changed': onDetails,
    'redundancy-risk.ended': onOver,
    'redundancy-risk.cancelled': onOver,
    'redaction.made': (fact, own) => {
      if (fact.erased || fact.stream !== 'redundancy-risks') return [];
      return withoutErased(new Map(erasedBy(fact.data).map(({ position, kept }) => [position, kept])), own);
    },
  },
});

type RiskFact = FactOf<RedundancyRiskEvent>;

function onDetails(fact: RiskFact, own: Rows): Sql[] {
  if (fact.erased || !('title' in fact.data)) return [];
  const { id, ...details } = fact.data;
  const before = now(id, own);
  return write(
    {
      id,
      ...details,
      status: before?.status ?? 'standing',
      recordedAt: before?.recordedAt ?? isoInstant(fact.recordedAt),
      recordedBy: before?.recordedBy ?? fact.actor,
      over: before?.over ?? null,
      saidAt: {
        details: fact.position,
        recorded: before?.saidAt.recorded ?? fact.position,
        over: before?.saidAt.over ?? null,
      },
    },
    fact,
  );
}

function onOver(fact: RiskFact, own: Rows): Sql[] {
  if (fact.erased || !('reason' in fact.data)) return [];
  const before = now(fact.data.id, own);
  if (before === undefined) return [];
  const over = { at: isoInstant(fact.recordedAt), by: fact.actor, reason: fact.data.reason };
  const saidAt = { ...before.saidAt, over: fact.position };
  const change = 'endsAt' in fact.data ? { endsAt: fact.data.endsAt, status: 'ended' } : { status: 'cancelled' };
  return write({ ...before, ...change, over, saidAt } as RiskRow, fact);
}

function withoutErased(kept: ReadonlyMap<number, Kept | null>, own: Rows): Sql[] {
  return own.all(sql`SELECT id, from_position, json FROM redundancy_risks`).flatMap(({ id, from_position, json }) => {
    const row = JSON.parse(json as string) as RiskRow;
    const over = kept.get(row.saidAt.over ?? -1);
    const details = kept.get(row.saidAt.details)?.data as RiskDetails | undefined;
    const told = {
      ...row,
      ...details,
      // An end that came later stays.
      endsAt: row.endsAt,
      recordedBy: kept.get(row.saidAt.recorded)?.actor ?? row.recordedBy,
      over:
        row.over === null || over == null
          ? row.over
          : { ...row.over, by: over.actor, reason: (over.data as { reason: string }).reason },
    };
    const after = JSON.stringify(told);
    if (after === json) return [];
    return [
      sql`UPDATE redundancy_risks SET json = ${after}, uid = ${told.uid} WHERE id = ${id} AND from_position = ${from_position}`,
    ];
  });
}

function now(id: string, own: Rows): RiskRow | undefined {
  const row = own.get(sql`SELECT json FROM redundancy_risks WHERE id = ${id} AND until_position = ${STILL_SO}`);
  return row === undefined ? undefined : (JSON.parse(row['json'] as string) as RiskRow);
}

function write(row: RiskRow, { position, revision }: { position: number; revision: number }): Sql[] {
  const endsAt = row.endsAt === null ? STILL_SO : Date.parse(row.endsAt);
  return [
    sql`UPDATE redundancy_risks SET until_position = ${position} WHERE id = ${row.id} AND until_position = ${STILL_SO}`,
    sql`INSERT INTO redundancy_risks VALUES (
      ${row.id}, ${position}, ${STILL_SO}, ${revision}, ${row.status}, ${Date.parse(row.startsAt)}, ${endsAt}, ${row.uid},
      ${JSON.stringify(row)})`,
  ];
}

/** Risks that are not cancelled and last into [from, to), milliseconds since 1970; what is open lasts for ever. */
export function readRisksBetween(rows: Rows, from: number, to: number, at: number): RiskRow[] {
  const found = rows.all(sql`
    SELECT json FROM redundancy_risks
    WHERE ends_at > ${from} AND starts_at < ${to} AND status <> 'cancelled'
      AND from_position <= ${at} AND until_position > ${at}
    ORDER BY starts_at, id`);
  return found.map(({ json }) => JSON.parse(json as string) as RiskRow);
}

export interface FoundRisk {
  readonly row: RiskRow;
  readonly revision: number;
}

/** All risks as they were at a position, by id. */
export function readRisks(rows: Rows, at: number): FoundRisk[] {
  const found = rows.all(sql`
    SELECT revision, json FROM redundancy_risks WHERE from_position <= ${at} AND until_position > ${at} ORDER BY id`);
  return found.map(toFound);
}

export function findRisk(rows: Rows, id: string, at: number): FoundRisk | undefined {
  const row = rows.get(sql`
    SELECT revision, json FROM redundancy_risks WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row === undefined ? undefined : toFound(row);
}

/** What was imported from the event of a calendar, as it is now. */
export function findRiskOf(rows: Rows, uid: string): FoundRisk | undefined {
  const row = rows.get(
    sql`SELECT revision, json FROM redundancy_risks WHERE uid = ${uid} AND until_position = ${STILL_SO}`,
  );
  return row === undefined ? undefined : toFound(row);
}

function toFound({ json, revision }: Row): FoundRisk {
  return { row: JSON.parse(json as string) as RiskRow, revision: revision as number };
}
