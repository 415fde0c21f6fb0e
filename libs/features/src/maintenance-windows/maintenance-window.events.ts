import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  IMPACT_LENGTHS,
  type ImpactLength,
  POLICY_SCOPES,
  type PolicyScope,
} from '../notice-policies/notice-policy.events.js';

/** What people will notice. */
export const DOWNTIME_KINDS = [
  'all-services',
  'network',
  'database',
  'read-only',
  'restarts',
  'degraded',
  'other',
] as const;
export type DowntimeKind = (typeof DOWNTIME_KINDS)[number];
export const MAX_WINDOW_MINUTES = 30 * 24 * 60;
export const MAX_AFFECTED = 200;
export const TASK = /^[TDM]\d{3,}$/;
/** The number of a change, or its Change-Id. */
export const CHANGE = /^(?:\d{1,10}|I[0-9a-f]{6,40})$/;
export const MAX_WINDOW_TEXT_BYTES = 8000;
export const MAX_WINDOW_REASON_BYTES = 2000;

const REASON = { maxBytes: MAX_WINDOW_REASON_BYTES, multiline: true };

/** Who answers for the work: a name, the person where one is known, or an address where they are none. */
export class Responsible {
  @IsText({ maxBytes: 254 }) name: string;
  @IsOptional() @IsUUID() person?: string | undefined;
}

/** What is planned, whole. */
export class WindowPlan {
  @IsText({ maxBytes: 200 }) title: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(7) @IsIn(DOWNTIME_KINDS, { each: true }) kinds: readonly DowntimeKind[];
  /** The words for `other`; empty without it. */
  @IsText({ maxBytes: 200, blank: true }) otherKind: string;
  /** Ids of components. */
  @IsArray() @ArrayMaxSize(MAX_AFFECTED) @IsUUID('all', { each: true }) affected: readonly string[];
  /** Ids of components that people would expect to be affected and that are not. */
  @IsArray() @ArrayMaxSize(MAX_AFFECTED) @IsUUID('all', { each: true }) unaffected: readonly string[];
  /** ISO 8601 in UTC with milliseconds, as all times here. */
  @IsISO8601() startsAt: string;
  @IsISO8601() endsAt: string;
  /** Expected length of the impact inside the window; 0 = none; null = it is not known, so the whole window. */
  @IsOptional() @IsInt() @Min(0) @Max(MAX_WINDOW_MINUTES) impactMinutes: number | null;
  @IsArray() @ArrayMaxSize(50) @Matches(TASK, { each: true }) tasks: readonly string[];
  @IsArray() @ArrayMaxSize(50) @IsText({ maxBytes: 60 }, { each: true }) changes: readonly string[];
  @ValidateNested() @Type(() => Responsible) responsible: Responsible;
  /** For everybody to read. */
  @IsText({ maxBytes: MAX_WINDOW_TEXT_BYTES, multiline: true, blank: true }) text: string;
}

/** By which rule a window was judged when it was scheduled or moved; never judged again. */
export class Judgement {
  @IsUUID() policy: string;
  @IsText({ maxBytes: 63 }) policyName: string;
  @IsInt() @Min(1) policyVersion: number;
  /** The row and the column of the matrix that demanded most. */
  @IsIn(POLICY_SCOPES) scope: PolicyScope;
  @IsIn(IMPACT_LENGTHS) impact: ImpactLength;
  /** Null: the log is enough. */
  @IsOptional() @IsInt() @Min(0) noticeMinutes: number | null;
  @IsBoolean() starting: boolean;
  @IsIn(['owed', 'optional', 'none']) ended: 'owed' | 'optional' | 'none';
  /** Less time than the policy demands was left already. */
  @IsBoolean() short: boolean;
}

/** Another piece of work, or a fault, on the same redundancy group or component at the same time. */
export class AcceptedOverlap {
  @IsIn(['window', 'vendor-work', 'fault']) kind: 'window' | 'vendor-work' | 'fault';
  @IsUUID() id: string;
  /** Name of the redundancy group, or id of the component that both touch. */
  @IsText({ maxBytes: 63 }) on: string;
}

class Drafted {
  @ValidateNested() @Type(() => WindowPlan) plan: WindowPlan;
  /** Id of the series that it is an occurrence of. */
  @IsOptional() @IsUUID() series: string | null;
  /** The day for which the series planned it, 2026-11-24, also when it has been moved. */
  @IsOptional() @Matches(/^\d{4}-\d\d-\d\d$/) occurrence: string | null;
}

class Changed {
  @ValidateNested() @Type(() => WindowPlan) plan: WindowPlan;
}

class Scheduled {
  @ValidateNested() @Type(() => Judgement) judgement: Judgement;
  @IsArray() @ValidateNested({ each: true }) @Type(() => AcceptedOverlap) overlaps: readonly AcceptedOverlap[];
  /** Why the overlaps are accepted; null where there are none. */
  @IsOptional() @IsText(REASON) overlapReason: string | null;
  /** Why it cannot wait; null for what is planned. */
  @IsOptional() @IsText(REASON) emergency: string | null;
}

/** The times that a step replaces. */
export class Replaced {
  @IsISO8601() startsAt: string;
  @IsISO8601() endsAt: string;
}

class Rescheduled extends Scheduled {
  @IsISO8601() startsAt: string;
  @IsISO8601() endsAt: string;
  @ValidateNested() @Type(() => Replaced) replaces: Replaced;
  @IsText(REASON) reason: string;
}

class WithReason {
  @IsText(REASON) reason: string;
}

class Started {
  /** Milliseconds behind the planned start, when it is later. */
  @IsInt() @Min(0) lateByMs: number;
}

class Extended {
  @IsISO8601() endsAt: string;
  @ValidateNested() @Type(() => Replaced) replaces: Replaced;
  @IsText(REASON) reason: string;
  /** What it meets only because it takes longer. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => AcceptedOverlap) overlaps: readonly AcceptedOverlap[];
  @IsOptional() @IsText(REASON) overlapReason: string | null;
}

class Completed {
  /** The actual end against the planned one: positive = it overran, negative = it was early. */
  @IsInt() overranByMs: number;
  @IsText({ maxBytes: MAX_WINDOW_TEXT_BYTES, multiline: true, blank: true }) outcome: string;
}

const everybody = () => 'public' as const;
const withoutWords = (plan: WindowPlan): WindowPlan => ({
  ...plan,
  title: REDACTED,
  otherKind: plan.otherKind === '' ? '' : REDACTED,
  changes: [],
  responsible: { ...plan.responsible, name: REDACTED },
  text: '',
});
const acceptance = <Said extends { overlapReason: string | null }>(said: Said): Said => ({
  ...said,
  overlapReason: said.overlapReason === null ? null : REDACTED,
});
const words = <Said extends { overlapReason: string | null; emergency: string | null }>(said: Said): Said => ({
  ...acceptance(said),
  emergency: said.emergency === null ? null : REDACTED,
});
const onlyReason = { audience: everybody, whenRedacted: () => ({ reason: REDACTED }) };

/** Somebody plans it; nobody was told. */
export const WindowDrafted = defineEvent('maintenance-window.drafted', Drafted, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, plan: withoutWords(said.plan) }),
});
/** The plan, whole, from now on; of a window that is scheduled the times stay, they are moved by `rescheduled`. */
export const WindowChanged = defineEvent('maintenance-window.changed', Changed, {
  audience: everybody,
  whenRedacted: (said) => ({ plan: withoutWords(said.plan) }),
});
/** It will take place, and is judged by the policy of now. */
export const WindowScheduled = defineEvent('maintenance-window.scheduled', Scheduled, {
  audience: everybody,
  whenRedacted: (said) => words(said),
});
/** Other times, judged anew. */
export const WindowRescheduled = defineEvent('maintenance-window.rescheduled', Rescheduled, {
  audience: everybody,
  whenRedacted: (said) => ({ ...words(said), reason: REDACTED }),
});
/** It must not start, and nobody is told that it does, until it is released. */
export const WindowHeld = defineEvent('maintenance-window.held', WithReason, onlyReason);
export const WindowReleased = defineEvent('maintenance-window.released', WithReason, onlyReason);
/** The work has begun, at the time that it occurred. */
export const WindowStarted = defineEvent('maintenance-window.started', Started, {
  audience: everybody,
  whenRedacted: (said) => said,
});
/** It will take longer than was said. */
export const WindowExtended = defineEvent('maintenance-window.extended', Extended, {
  history: [(older) => ({ ...older, overlaps: [], overlapReason: null })],
  audience: everybody,
  whenRedacted: (said) => ({ ...acceptance(said), reason: REDACTED }),
});
/** The work has ended, at the time that it occurred. */
export const WindowCompleted = defineEvent('maintenance-window.completed', Completed, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, outcome: '' }),
});
/** It does not take place. */
export const WindowCancelled = defineEvent('maintenance-window.cancelled', WithReason, onlyReason);

export const maintenanceWindowEvents = [
  WindowDrafted,
  WindowChanged,
  WindowScheduled,
  WindowRescheduled,
  WindowHeld,
  WindowReleased,
  WindowStarted,
  WindowExtended,
  WindowCompleted,
  WindowCancelled,
] as const;
export type MaintenanceWindowEvent = (typeof maintenanceWindowEvents)[number];
