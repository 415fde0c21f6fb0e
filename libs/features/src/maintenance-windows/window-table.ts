import { unreachable } from '@kernel/decider.js';
import type { Actor } from '@kernel/event.js';
import { sql } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { defineVersions, type Told } from '@kernel/versions.js';
import {
  type AcceptedOverlap,
  type Judgement,
  type MaintenanceWindowEvent,
  maintenanceWindowEvents,
  type WindowPlan,
} from './maintenance-window.events.js';
import type { WindowStatus } from './window-state.js';

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

/** Which windows there are, and what each version of them affects. */
export const windowTable = defineVersions<WindowRow, MaintenanceWindowEvent>({
  name: 'maintenance-windows',
  version: 3,
  table: 'maintenance_windows',
  category: 'maintenance-window',
  events: maintenanceWindowEvents,
  columns: ['starts_at INTEGER NOT NULL', 'ends_at INTEGER NOT NULL', 'status TEXT NOT NULL', 'completed_at INTEGER'],
  schema: `
    CREATE INDEX maintenance_windows_by_completion ON maintenance_windows (completed_at) WHERE completed_at IS NOT NULL;
    CREATE INDEX maintenance_windows_by_start ON maintenance_windows (starts_at, id, until_position);
    CREATE INDEX maintenance_windows_by_status ON maintenance_windows (status, starts_at, until_position);
    CREATE TABLE maintenance_window_components (
      component TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      window TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      PRIMARY KEY (component, starts_at, window, from_position)
    ) STRICT, WITHOUT ROWID;`,
  apply: applied,
  columnsOf: ({ startsAt, endsAt, status, completedAt }) => [
    Date.parse(startsAt),
    Date.parse(endsAt),
    status,
    completedAt === null ? null : Date.parse(completedAt),
  ],
  also: ({ affected, startsAt }, id, position) =>
    affected.map(
      (component) => sql`
        INSERT INTO maintenance_window_components VALUES (${component}, ${Date.parse(startsAt)}, ${id}, ${position})`,
    ),
});

function applied(before: WindowRow | null, id: string, fact: Told<MaintenanceWindowEvent>): WindowRow | null {
  const at = isoInstant(fact.recordedAt);
  if (fact.type === 'maintenance-window.drafted') return drafted(id, fact.data, fact.actor, at);
  if (before === null) return null;
  const become = (change: Partial<WindowRow>): WindowRow => ({
    ...before,
    ...change,
    changedAt: at,
    sequence: before.sequence + 1,
  });
  const step = (reason: string): Step => ({ at, by: fact.actor, reason });
  switch (fact.type) {
    case 'maintenance-window.changed':
      return become(fact.data.plan);
    case 'maintenance-window.scheduled':
      return become({
        ...fact.data,
        status: 'scheduled',
        since: at,
        scheduledAt: at,
        firstJudgement: fact.data.judgement,
      });
    case 'maintenance-window.rescheduled': {
      const { replaces, reason, startsAt, endsAt, ...assessment } = fact.data;
      const { judgement } = assessment;
      const move: Move = { step: 'rescheduled', at, by: fact.actor, reason, replaces, startsAt, endsAt, judgement };
      return become({ ...assessment, startsAt, endsAt, moves: [...before.moves, move] });
    }
    case 'maintenance-window.extended': {
      const { replaces, reason, endsAt } = fact.data;
      const { startsAt } = before;
      const overlaps = [...before.overlaps, ...fact.data.overlaps];
      const overlapReason = fact.data.overlapReason ?? before.overlapReason;
      const move: Move = { step: 'extended', at, by: fact.actor, reason, replaces, startsAt, endsAt, judgement: null };
      return become({ endsAt, overlaps, overlapReason, moves: [...before.moves, move] });
    }
    case 'maintenance-window.held':
      return become({ held: step(fact.data.reason) });
    case 'maintenance-window.released':
      return become({ held: null });
    case 'maintenance-window.started':
      return become({ status: 'in-progress', since: at, startedAt: fact.occurredAt, lateByMs: fact.data.lateByMs });
    case 'maintenance-window.completed': {
      const { outcome, overranByMs } = fact.data;
      return become({ status: 'completed', since: at, completedAt: fact.occurredAt, overranByMs, outcome });
    }
    case 'maintenance-window.cancelled':
      return become({ status: 'cancelled', since: at, cancelled: step(fact.data.reason), held: null });
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
    id,
    ...plan,
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
