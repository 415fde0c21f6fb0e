import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Min } from 'class-validator';

export const OBLIGATION_KINDS = [
  'advance',
  'starting',
  'ended',
  'delayed',
  'rescheduled',
  'cancelled',
  'promise',
] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

class Waived {
  /** Id of the obligation, which is derived from what it is about. */
  @IsUUID() obligation: string;
  @IsUUID() window: string;
  @IsIn(OBLIGATION_KINDS) kind: ObligationKind;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

class Reminded {
  @IsUUID() window: string;
  /** The start of which they were reminded. */
  @IsISO8601() startsAt: string;
  /** 1, 2, 3 … */
  @IsInt() @Min(1) attempt: number;
  /** Whether the mail server took it. */
  @IsBoolean() accepted: boolean;
  @IsText({ maxBytes: 500, blank: true }) why: string;
  /** When it is tried again; null: not by itself. */
  @IsOptional() @IsISO8601() againAt: string | null;
}

const everybody = () => 'public' as const;

/** Nobody is owed this message any more. */
export const ObligationWaived = defineEvent('obligation.waived', Waived, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});
/** Whoever answers for a window was reminded that it starts. */
export const ResponsibleReminded = defineEvent('responsible.reminded', Reminded, {
  audience: () => 'admin',
  whenRedacted: (said) => ({ ...said, why: '' }),
});

export const obligationEvents = [ObligationWaived, ResponsibleReminded] as const;
