import { Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import type { MaintenanceWindowEvent, WindowPlan } from './maintenance-window.events.js';
import type { Span } from './window-rules.js';

export const WINDOW_STATUSES = ['draft', 'scheduled', 'in-progress', 'completed', 'cancelled'] as const;
export type WindowStatus = (typeof WINDOW_STATUSES)[number];

/** When a step was taken, on the ledger's clock, and why. */
interface Reasoned {
  readonly since: number;
  readonly reason: string;
}

export interface Window {
  readonly plan: WindowPlan;
  readonly status: WindowStatus;
  /** The ledger's clock, milliseconds since 1970. */
  readonly since: number;
  readonly held: Reasoned | null;
  /** How it was let go last; null while it is held, and where it never was. */
  readonly released: Reasoned | null;
  readonly cancelled: Reasoned | null;
  /** The last step that gave it other times. */
  readonly moved: (Reasoned & { readonly step: 'rescheduled' | 'extended' }) | null;
  /** Why it cannot wait: such a window may be recorded when it has begun, or is over. */
  readonly emergency: string | null;
  /** When the work began, as claimed. */
  readonly startedAt: number | null;
}

const UNTOUCHED = { held: null, released: null, cancelled: null, moved: null, emergency: null, startedAt: null };

/** What a window is after a fact of its stream. */
export function applied(
  window: Window | null,
  fact: FactOf<MaintenanceWindowEvent> & { erased: false },
): Window | null {
  const since = fact.recordedAt;
  if (fact.type === 'maintenance-window.drafted') {
    return { ...UNTOUCHED, plan: fact.data.plan, status: 'draft', since };
  }
  if (window === null) return null;
  switch (fact.type) {
    case 'maintenance-window.changed':
      return { ...window, plan: fact.data.plan };
    case 'maintenance-window.scheduled':
      return { ...window, status: 'scheduled', since, emergency: fact.data.emergency };
    case 'maintenance-window.rescheduled': {
      const { startsAt, endsAt, emergency, reason } = fact.data;
      const moved = { step: 'rescheduled', since, reason } as const;
      return { ...window, plan: { ...window.plan, startsAt, endsAt }, moved, emergency };
    }
    case 'maintenance-window.held':
      return { ...window, held: { since, reason: fact.data.reason }, released: null };
    case 'maintenance-window.released':
      return { ...window, held: null, released: { since, reason: fact.data.reason } };
    case 'maintenance-window.started':
      return { ...window, status: 'in-progress', since, startedAt: Date.parse(fact.occurredAt) };
    case 'maintenance-window.extended': {
      const { endsAt, reason } = fact.data;
      return { ...window, plan: { ...window.plan, endsAt }, moved: { step: 'extended', since, reason } };
    }
    case 'maintenance-window.completed':
      return { ...window, status: 'completed', since };
    case 'maintenance-window.cancelled':
      return { ...window, status: 'cancelled', since, held: null, cancelled: { since, reason: fact.data.reason } };
    default:
      return unreachable(fact);
  }
}

/** @throws Rejected wrong-state, which says which state it is, and since when */
export function needs(window: Window, action: string, ...statuses: readonly WindowStatus[]): void {
  if (statuses.includes(window.status)) return;
  const state = window.status.replace('-', ' ');
  const wanted = statuses.join(' or ').replaceAll('-', ' ');
  const hint = action === 'be cancelled' && window.status === 'in-progress' ? '; complete it instead' : '';
  const sentence = `the window is ${state} since ${isoInstant(window.since)}: only one that is ${wanted} can ${action}${hint}`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}

/**
 * Whether a window has the times because of this very step, said again. Times that it has for another reason are
 * no move: what would be said of it would be lost. @throws Rejected unchanged
 */
export function isMovedAlready(
  { plan, moved, since }: Window,
  step: 'rescheduled' | 'extended',
  { startsAt, endsAt, reason }: Span & { readonly reason: string },
): boolean {
  if (startsAt !== plan.startsAt || endsAt !== plan.endsAt) return false;
  if (moved?.step === step && moved.reason === reason) return true;
  const [field, says, way] =
    step === 'extended'
      ? ['endsAt', 'endsAt: the window has this end', 'extended']
      : ['startsAt', 'startsAt and endsAt: the window has these times', 'rescheduled'];
  const sentence = `${says} since ${isoInstant(moved?.since ?? since)}: it would not be ${way}`;
  throw new Rejected('conflict', 'unchanged', sentence, field);
}
