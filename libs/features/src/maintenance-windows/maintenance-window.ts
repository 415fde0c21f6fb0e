import { type Context, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { NewFactOf } from '@kernel/event.js';
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
import { applied, isMovedAlready, needs, type Window } from './window-state.js';

/** What takes place at the same time, and why that is accepted. */
export interface Beside {
  readonly overlaps: readonly AcceptedOverlap[];
  readonly overlapReason: string | null;
}

/** How a window stands to the rules of the moment in which it is scheduled. */
export interface Assessment extends Beside {
  readonly judgement: Judgement;
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
  | ({ readonly do: 'extend'; readonly endsAt: string; readonly reason: string } & Beside)
  | { readonly do: 'hold' | 'release' | 'cancel'; readonly reason: string }
  | { readonly do: 'start' }
  | { readonly do: 'complete'; readonly outcome: string };

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
        return release(command.reason, window);
      case 'start':
        return start(window, context);
      case 'extend':
        return extend(command, window, context);
      case 'complete':
        return complete(command.outcome, window, context);
      case 'cancel':
        return cancel(command.reason, window);
      default:
        return unreachable(command);
    }
  },

  evolve: (window, fact) => (fact.erased ? window : applied(window, fact)),
};

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
  { do: _do, startsAt, endsAt, reason, ...given }: Extract<WindowCommand, { do: 'reschedule' }>,
  window: Window,
  context: Context,
): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be rescheduled', 'scheduled');
  if (isMovedAlready(window, 'rescheduled', { startsAt, endsAt, reason })) return [];
  const replaces = { startsAt: window.plan.startsAt, endsAt: window.plan.endsAt };
  // What cannot wait still cannot when it waits a little.
  const assessment = { ...given, emergency: given.emergency ?? window.emergency };
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
  checkAccepted(assessment);
}

function checkAccepted({ overlaps, overlapReason }: Beside): void {
  if (overlaps.length === 0 || overlapReason !== null) return;
  throw new Rejected('conflict', 'overlaps', 'overlapReason: it overlaps something; say why that is accepted');
}

function hold(reason: string, window: Window): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be held', 'scheduled');
  const { held } = window;
  if (held === null) return [WindowHeld.of({ reason })];
  if (held.reason === reason) return [];
  throw new Rejected('conflict', 'held', `the window is held since ${isoInstant(held.since)}, for another reason`);
}

function release(reason: string, window: Window): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be released', 'scheduled');
  const { held, released } = window;
  if (held !== null) return [WindowReleased.of({ reason })];
  if (released === null) {
    const sentence = `the window is scheduled since ${isoInstant(window.since)}, and not held`;
    throw new Rejected('conflict', 'wrong-state', sentence);
  }
  if (released.reason === reason) return [];
  const sentence = `the window was released at ${isoInstant(released.since)} already, for another reason`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}

function cancel(reason: string, window: Window): NewFactOf<MaintenanceWindowEvent>[] {
  const { cancelled } = window;
  if (cancelled === null) {
    needs(window, 'be cancelled', 'draft', 'scheduled');
    return [WindowCancelled.of({ reason })];
  }
  if (cancelled.reason === reason) return [];
  const sentence = `the window is cancelled since ${isoInstant(cancelled.since)}, for another reason`;
  throw new Rejected('conflict', 'wrong-state', sentence);
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
  if (window.emergency === null && at < window.since - PAST_BY_AT_MOST) {
    const sentence = `it was scheduled at ${isoInstant(window.since)}; only an emergency begins before it is recorded`;
    throw invalid('occurredAt', 'before-scheduled', sentence);
  }
  return [WindowStarted.of({ lateByMs: Math.max(0, at - planned) })];
}

function extend(
  { endsAt, reason, overlaps, overlapReason }: Extract<WindowCommand, { do: 'extend' }>,
  window: Window,
  { now }: Context,
): NewFactOf<MaintenanceWindowEvent>[] {
  needs(window, 'be extended', 'in-progress');
  const { startsAt, endsAt: before } = window.plan;
  if (isMovedAlready(window, 'extended', { startsAt, endsAt, reason })) return [];
  if (endsAt < before) throw invalid('endsAt', 'not-longer', `${endsAt} is before the planned end, ${before}`);
  if (Date.parse(endsAt) <= now) throw invalid('endsAt', 'in-the-past', `${endsAt} is over already`);
  checkSpan({ startsAt, endsAt });
  checkAccepted({ overlaps, overlapReason });
  return [WindowExtended.of({ endsAt, replaces: { startsAt, endsAt: before }, reason, overlaps, overlapReason })];
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
