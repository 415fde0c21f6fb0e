import { unreachable } from '@kernel/decider.js';
import type { Actor, FactOf } from '@kernel/event.js';
import { defineProjection, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, type Kept, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import {
  type AcceptedOverlap,
  type Judgement,
  type MaintenanceWindowEvent,
  maintenanceWindowEvents,
  type WindowPlan,
} from './maintenance-window.events.js';
import type { WindowStatus } from './maintenance-window.js';

/** One step that gave it other times; what it replaced stays. */
export interface Move {
  readonly step: 'rescheduled' | 'extended';
  /** The ledger's clock. */
  readonly at: string;
  readonly by: Actor;
  readonly reason: string;
  readonly replaces: { readonly startsAt: string; readonly endsAt: string };
  readonly startsAt: string;
  readonly endsAt: string;
  /** Null where nothing was judged. */
  readonly judgement: Judgement | null;
}

interface Step {
  readonly at: string;
  readonly by: Actor;
  readonly reason: string;
}

/** A window as its events made it. */
export interface WindowRow extends WindowPlan {
  readonly id: string;
  readonly series: string | null;
  readonly occurrence: string | null;
  readonly status: WindowStatus;
  /** Of the status. */
  readonly since: string;
  readonly draftedAt: string;
  readonly draftedBy: Actor;
  readonly scheduledAt: string | null;
  readonly firstJudgement: Judgement | null;
  /** By which it is judged now. */
  readonly judgement: Judgement | null;
  readonly emergency: string | null;
  readonly overlaps: readonly AcceptedOverlap[];
  readonly overlapReason: string | null;
  readonly held: Step | null;
  readonly cancelled: Step | null;
  readonly moves: readonly Move[];
  readonly startedAt: string | null;
  readonly lateByMs: number | null;
  readonly completedAt: string | null;
  readonly overranByMs: number | null;
  readonly outcome: string;
  /** How often a calendar has to be told anew. */
  readonly sequence: number;
  readonly changedAt: string;
}

/** Which windows there are: one row for each version of each, and what each version was made of. */
export const windowTable = defineProjection({
  name: 'maintenance-windows',
  version: 1,
  schema: `
    CREATE TABLE maintenance_windows (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      status TEXT NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;
    CREATE INDEX maintenance_windows_by_start ON maintenance_windows (starts_at, id, until_position);
    CREATE INDEX maintenance_windows_by_status ON maintenance_windows (status, starts_at, until_position);
    CREATE TABLE maintenance_window_facts (
      position INTEGER PRIMARY KEY,
      window TEXT NOT NULL,
      json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX maintenance_window_facts_of ON maintenance_window_facts (window, position);
    CREATE TABLE maintenance_window_components (
      component TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      window TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      PRIMARY KEY (component, starts_at, window, from_position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX maintenance_window_components_of ON maintenance_window_components (window);`,
  events: [...maintenanceWindowEvents, RedactionMade],
  on: {
    'maintenance-window.drafted': write,
    'maintenance-window.changed': write,
    'maintenance-window.scheduled': write,
    'maintenance-window.rescheduled': write,
    'maintenance-window.held': write,
    'maintenance-window.released': write,
    'maintenance-window.started': write,
    'maintenance-window.extended': write,
    'maintenance-window.completed': write,
    'maintenance-window.cancelled': write,
    'redaction.made': (fact, own) => {
      if (fact.erased) return [];
      return withoutErased(new Map(erasedBy(fact.data).map(({ position, kept }) => [position, kept])), own);
    },
  },
});

type WindowFact = FactOf<MaintenanceWindowEvent>;
/** What a version needs of the fact that made it. */
type Told = Pick<WindowFact & { erased: false }, 'position' | 'revision' | 'type' | 'recordedAt'> &
  Pick<Kept, 'data' | 'actor' | 'occurredAt'>;

function write(fact: WindowFact, own: Rows): Sql[] {
  if (fact.erased) return [];
  const { position, revision, type, recordedAt, data, actor, occurredAt } = fact;
  const told: Told = { position, revision, type, recordedAt, data, actor, occurredAt };
  const id = fact.stream.slice('maintenance-window-'.length);
  const row = own.get(sql`SELECT json FROM maintenance_windows WHERE id = ${id} AND until_position = ${STILL_SO}`);
  const before = row === undefined ? null : (JSON.parse(row['json'] as string) as WindowRow);
  const after = applied(before, id, told);
  if (after === null) return [];
  return [
    sql`INSERT INTO maintenance_window_facts VALUES (${position}, ${id}, ${JSON.stringify(told)})`,
    sql`UPDATE maintenance_windows SET until_position = ${position} WHERE id = ${id} AND until_position = ${STILL_SO}`,
    sql`INSERT INTO maintenance_windows VALUES (
      ${id}, ${position}, ${STILL_SO}, ${revision}, ${Date.parse(after.startsAt)}, ${Date.parse(after.endsAt)},
      ${after.status}, ${JSON.stringify(after)})`,
    ...after.affected.map(
      (component) => sql`
        INSERT INTO maintenance_window_components VALUES (${component}, ${Date.parse(after.startsAt)}, ${id}, ${position})`,
    ),
  ];
}

/** Makes every version of the windows concerned anew from what is left, so that a replay gives the same. */
function withoutErased(kept: ReadonlyMap<number, Kept | null>, own: Rows): Sql[] {
  const positions = JSON.stringify([...kept.keys()]);
  const windows = own.all(sql`
    SELECT DISTINCT window FROM maintenance_window_facts WHERE position IN (SELECT value FROM json_each(${positions}))`);
  return windows.flatMap(({ window }) => {
    const id = window as string;
    const facts = own.all(sql`SELECT json FROM maintenance_window_facts WHERE window = ${id} ORDER BY position`);
    let row: WindowRow | null = null;
    const changed: Sql[] = [];
    for (const { json } of facts) {
      const fact = JSON.parse(json as string) as Told;
      const { data, actor, occurredAt } = kept.get(fact.position) ?? fact;
      const told = { ...fact, data, actor, occurredAt };
      row = applied(row, id, told);
      const { position } = fact;
      changed.push(
        sql`UPDATE maintenance_window_facts SET json = ${JSON.stringify(told)} WHERE position = ${position}`,
        sql`UPDATE maintenance_windows SET json = ${JSON.stringify(row)} WHERE id = ${id} AND from_position = ${position}`,
      );
    }
    return changed;
  });
}

function applied(before: WindowRow | null, id: string, told: Told): WindowRow | null {
  const fact = told as unknown as WindowFact & { erased: false };
  const at = isoInstant(told.recordedAt);
  if (fact.type === 'maintenance-window.drafted') return drafted(id, fact.data, told.actor, at);
  if (before === null) return null;
  const become = (change: Partial<WindowRow>): WindowRow => ({ ...before, ...change, changedAt: at });
  const tell = (change: Partial<WindowRow>): WindowRow => become({ ...change, sequence: before.sequence + 1 });
  const step = (reason: string): Step => ({ at, by: told.actor, reason });
  switch (fact.type) {
    case 'maintenance-window.changed':
      return tell(fact.data.plan);
    case 'maintenance-window.scheduled':
      return tell({
        ...fact.data,
        status: 'scheduled',
        since: at,
        scheduledAt: at,
        firstJudgement: fact.data.judgement,
      });
    case 'maintenance-window.rescheduled': {
      const { replaces, reason, startsAt, endsAt, ...assessment } = fact.data;
      const { judgement } = assessment;
      const move: Move = { step: 'rescheduled', at, by: told.actor, reason, replaces, startsAt, endsAt, judgement };
      return tell({ ...assessment, startsAt, endsAt, moves: [...before.moves, move] });
    }
    case 'maintenance-window.extended': {
      const { replaces, reason, endsAt } = fact.data;
      const { startsAt } = before;
      const move: Move = { step: 'extended', at, by: told.actor, reason, replaces, startsAt, endsAt, judgement: null };
      return tell({ endsAt, moves: [...before.moves, move] });
    }
    case 'maintenance-window.held':
      return become({ held: step(fact.data.reason) });
    case 'maintenance-window.released':
      return become({ held: null });
    case 'maintenance-window.started':
      return become({ status: 'in-progress', since: at, startedAt: told.occurredAt, lateByMs: fact.data.lateByMs });
    case 'maintenance-window.completed': {
      const { outcome, overranByMs } = fact.data;
      return become({ status: 'completed', since: at, completedAt: told.occurredAt, overranByMs, outcome });
    }
    case 'maintenance-window.cancelled':
      return tell({ status: 'cancelled', since: at, cancelled: step(fact.data.reason), held: null });
    default:
      return unreachable(fact);
  }
}

function drafted(
  id: string,
  { plan, series, occurrence }: { plan: WindowPlan; series: string | null; occurrence: string | null },
  actor: Actor,
  at: string,
): WindowRow {
  return {
    ...plan,
    id,
    series,
    occurrence,
    status: 'draft',
    since: at,
    draftedAt: at,
    draftedBy: actor,
    scheduledAt: null,
    firstJudgement: null,
    judgement: null,
    emergency: null,
    overlaps: [],
    overlapReason: null,
    held: null,
    cancelled: null,
    moves: [],
    startedAt: null,
    lateByMs: null,
    completedAt: null,
    overranByMs: null,
    outcome: '',
    sequence: 0,
    changedAt: at,
  };
}
