import { type Context, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf, NewFactOf } from '@kernel/event.js';
import { isoInstant, MINUTE } from '@kernel/time.js';
import {
  type AcceptedOverlap,
  type Judgement,
  type MaintenanceWindowEvent,
  maintenanceWindowEvents,
  WindowCancelled,
  WindowChanged,
  WindowCompleted,
  WindowDrafted,
  WindowExtended,
  WindowHeld,
  type WindowPlan,
  WindowReleased,
  WindowRescheduled,
  WindowScheduled,
  WindowStarted,
} from './maintenance-window.events.js';
import { checkPlan, checkSpan, invalid, type Span } from './window-rules.js';

/** How a window stands to the rules of the moment in which it is scheduled. */
export interface Assessment {
  readonly judgement: Judgement;
  readonly overlaps: readonly AcceptedOverlap[];
  readonly overlapReason: string | null;
  readonly emergency: string | null;
}

export type WindowCommand =
  | {
      readonly do: 'draft';
      readonly plan: WindowPlan;
      readonly series?: string | undefined;
      readonly occurrence?: string | undefined;
    }
  | { readonly do: 'change'; readonly plan: Partial<WindowPlan> }
  | ({ readonly do: 'schedule' } & Assessment)
  | ({ readonly do: 'reschedule'; readonly reason: string } & Span & Assessment)
  | { readonly do: 'extend'; readonly endsAt: string; readonly reason: string }
  | { readonly do: 'hold' | 'release' | 'cancel'; readonly reason: string }
  | { readonly do: 'start' }
  | { readonly do: 'complete'; readonly outcome: string };

export const WINDOW_STATUSES = ['draft', 'scheduled', 'in-progress', 'completed', 'cancelled'] as const;
export type WindowStatus = (typeof WINDOW_STATUSES)[number];

export interface Window {
  readonly plan: WindowPlan;
  readonly status: WindowStatus;
  /** The ledger's clock, milliseconds since 1970. */
  readonly since: number;
  readonly held: { readonly since: number; readonly reason: string } | null;
  /** What cannot wait may be recorded when it has begun, or is over. */
  readonly isEmergency: boolean;
  /** When the work began, as claimed. */
  readonly startedAt: number | null;
}

/** A window that is entered a little late was still meant for now. */
const PAST_BY_AT_MOST = 5 * MINUTE;
/** Who starts earlier has other times than those that people were told. */
export const EARLY_BY_AT_MOST = 15 * MINUTE;

/** Expected downtime, from the plan to its end. */
export const maintenanceWindow: Decider<WindowCommand, Window | null, MaintenanceWindowEvent> = {
  category: 'maintenance-window',
  events: maintenanceWindowEvents,
  initial: null,

  decide(command, window, context) {
    if (command.do === 'draft') {
      if (window !== null) return [];
      checkPlan(command.plan);
      const { plan, series = null, occurrence = null } = command;
      return [WindowDrafted.of({ plan, series, occurrence })];
    }
    if (window === null) {
      throw new Rejected('not-found', 'unknown-window', 'there is no maintenance window with this id');
    }
    switch (command.do) {
      case 'change':
        return change(command.plan, window);
      case 'schedule':
        return schedule(command, window, context);
      case 'reschedule':
        return reschedule(command, window, context);
      case 'hold':
        return hold(command.reason, window);
      case 'release':
        needs(window, 'be released', 'scheduled');
        return window.held === null ? [] : [WindowReleased.of({ reason: command.reason })];
      case 'start':
        return start(window, context);
      case 'extend':
        return extend(command, window, context);
      case 'complete':
        return complete(command.outcome, window, context);
      case 'cancel':
        if (window.status === 'cancelled') return [];
        needs(window, 'be cancelled', 'draft', 'scheduled');
        return [WindowCancelled.of({ reason: command.reason })];
      default:
        return unreachable(command);
    }
  },

  evolve: (window, fact) => (fact.erased ? window : applied(window, fact)),
};

function applied(window: Window | null, fact: FactOf<MaintenanceWindowEvent> & { erased: false }): Window | null {
  const since = fact.recordedAt;
  if (fact.type === 'maintenance-window.drafted') {
    return { plan: fact.data.plan, status: 'draft', since, held: null, isEmergency: false, startedAt: null };
  }
  if (window === null) return null;
  switch (fact.type) {
    case 'maintenance-window.changed':
      return { ...window, plan: fact.data.plan };
    case 'maintenance-window.scheduled':
      return { ...window, status: 'scheduled', since, isEmergency: fact.data.emergency !== null };
    case 'maintenance-window.rescheduled': {
      const { startsAt, endsAt, emergency } = fact.data;
      return { ...window, plan: { ...window.plan, startsAt, endsAt }, isEmergency: emergency !== null };
    }
    case 'maintenance-window.held':
      return { ...window, held: { since, reason: fact.data.reason } };
    case 'maintenance-window.released':
      return { ...window, held: null };
    case 'maintenance-window.started':
      return { ...window, status: 'in-progress', since, startedAt: Date.parse(fact.occurredAt) };
    case 'maintenance-window.extended':
      return { ...window, plan: { ...window.plan, endsAt: fact.data.endsAt } };
    case 'maintenance-window.completed':
      return { ...window, status: 'completed', since };
    case 'maintenance-window.cancelled':
      return { ...window, status: 'cancelled', since, held: null };
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

function change(given: Partial<WindowPlan>, window: Window): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be changed', 'draft', 'scheduled', 'in-progress');
  const plan = merge(window.plan, given);
  if (JSON.stringify(plan) === JSON.stringify(window.plan)) return [];
  checkPlan(plan);
  if (window.status !== 'draft') refuseAnnounced(plan, window);
  return [WindowChanged.of({ plan })];
}

/** What people were told, and what the judgement is about, is not changed in passing. */
function refuseAnnounced(plan: WindowPlan, { plan: before, status }: Window): void {
  const state = status.replace('-', ' ');
  for (const field of ['startsAt', 'endsAt', 'kinds', 'affected', 'impactMinutes'] as const) {
    if (JSON.stringify(plan[field]) === JSON.stringify(before[field])) continue;
    const way = field.endsWith('sAt')
      ? status === 'scheduled'
        ? 'reschedule it, with a reason'
        : 'extend it, with a reason'
      : 'cancel it and plan another, because this one was judged for what it says';
    throw new Rejected('conflict', 'already-judged', `${field}: the window is ${state}; ${way}`, field);
  }
}

function schedule(
  { do: _do, ...assessment }: Extract<WindowCommand, { do: 'schedule' }>,
  window: Window,
  context: Context,
): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be scheduled', 'draft');
  checkReady(window.plan, assessment, context);
  return [WindowScheduled.of(assessment)];
}

function reschedule(
  { do: _do, startsAt, endsAt, reason, ...assessment }: Extract<WindowCommand, { do: 'reschedule' }>,
  window: Window,
  context: Context,
): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be rescheduled', 'scheduled');
  const replaces = { startsAt: window.plan.startsAt, endsAt: window.plan.endsAt };
  if (startsAt === replaces.startsAt && endsAt === replaces.endsAt) return [];
  const plan = { ...window.plan, startsAt, endsAt };
  checkPlan(plan);
  checkReady(plan, assessment, context);
  return [WindowRescheduled.of({ ...assessment, startsAt, endsAt, replaces, reason })];
}

function checkReady(plan: WindowPlan, assessment: Assessment, { now }: Context): void {
  if (plan.affected.length === 0) {
    throw invalid('affected', 'nothing-affected', 'name at least one component: without it nobody can be told');
  }
  const [starts, ends] = [Date.parse(plan.startsAt), Date.parse(plan.endsAt)];
  if (assessment.emergency === null) {
    const hint = 'only an emergency is recorded afterwards';
    if (ends <= now) throw invalid('endsAt', 'in-the-past', `${plan.endsAt} is over already; ${hint}`);
    if (starts < now - PAST_BY_AT_MOST) throw invalid('startsAt', 'in-the-past', `${plan.startsAt} is past; ${hint}`);
  }
  if (assessment.overlaps.length > 0 && assessment.overlapReason === null) {
    throw new Rejected('conflict', 'overlaps', 'overlapReason: it overlaps something; say why that is accepted');
  }
}

function hold(reason: string, window: Window): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be held', 'scheduled');
  const { held } = window;
  if (held === null) return [WindowHeld.of({ reason })];
  if (held.reason === reason) return [];
  throw new Rejected('conflict', 'held', `the window is held since ${isoInstant(held.since)}, for another reason`);
}

function start(window: Window, { now, author }: Context): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be started', 'scheduled');
  if (window.held !== null) {
    const sentence = `the window is held since ${isoInstant(window.held.since)}: release it first`;
    throw new Rejected('conflict', 'held', sentence);
  }
  const at = author.occurredAt ?? now;
  if (at > now) throw invalid('occurredAt', 'in-the-future', 'the work cannot have begun later than now');
  const planned = Date.parse(window.plan.startsAt);
  if (at < planned - EARLY_BY_AT_MOST) {
    const sentence = `the window starts at ${window.plan.startsAt}, and at most 15 minutes before that: reschedule it`;
    throw new Rejected('conflict', 'too-early', sentence);
  }
  if (at >= Date.parse(window.plan.endsAt)) {
    const sentence = `the window was to end at ${window.plan.endsAt}: reschedule it, so that people learn the new end`;
    throw new Rejected('conflict', 'too-late', sentence);
  }
  if (!window.isEmergency && at < window.since - PAST_BY_AT_MOST) {
    const sentence = `it was scheduled at ${isoInstant(window.since)}; only an emergency begins before it is recorded`;
    throw invalid('occurredAt', 'before-scheduled', sentence);
  }
  return [WindowStarted.of({ lateByMs: Math.max(0, at - planned) })];
}

function extend(
  { endsAt, reason }: { endsAt: string; reason: string },
  window: Window,
  { now }: Context,
): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be extended', 'in-progress');
  const { startsAt, endsAt: before } = window.plan;
  if (endsAt === before) return [];
  if (endsAt < before) throw invalid('endsAt', 'not-longer', `${endsAt} is before the planned end, ${before}`);
  if (Date.parse(endsAt) <= now) throw invalid('endsAt', 'in-the-past', `${endsAt} is over already`);
  checkSpan({ startsAt, endsAt });
  return [WindowExtended.of({ endsAt, replaces: { startsAt, endsAt: before }, reason })];
}

function complete(outcome: string, window: Window, { now, author }: Context): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be completed', 'in-progress');
  const at = author.occurredAt ?? now;
  if (at > now) throw invalid('occurredAt', 'in-the-future', 'the work cannot have ended later than now');
  if (at < window.startedAt!) {
    throw invalid('occurredAt', 'end-before-start', `the work began at ${isoInstant(window.startedAt!)}`);
  }
  return [WindowCompleted.of({ overranByMs: at - Date.parse(window.plan.endsAt), outcome })];
}

/** In one order, so that the same plan is the same JSON. */
function merge(before: WindowPlan, given: Partial<WindowPlan>): WindowPlan {
  const pick = <Name extends keyof WindowPlan>(name: Name): WindowPlan[Name] =>
    given[name] === undefined ? before[name] : given[name];
  return {
    title: pick('title'),
    kinds: pick('kinds'),
    otherKind: pick('otherKind'),
    affected: pick('affected'),
    unaffected: pick('unaffected'),
    startsAt: pick('startsAt'),
    endsAt: pick('endsAt'),
    impactMinutes: pick('impactMinutes'),
    tasks: pick('tasks'),
    changes: pick('changes'),
    responsible: pick('responsible'),
    text: pick('text'),
  };
}
