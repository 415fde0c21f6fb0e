import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Min } from 'class-validator';
import { DOWNTIME_KINDS, type DowntimeKind } from '../maintenance-windows/maintenance-window.events.js';

export const MAX_CHOSEN = 50;
export const ENDINGS = ['one-click', 'page', 'administrator'] as const;

/** What somebody wants to hear of. */
export class Choice {
  /** Ids of components, with their parts; none: all. */
  @IsArray() @ArrayMaxSize(MAX_CHOSEN) @IsUUID('all', { each: true }) components: readonly string[];
  /** Kinds of downtime; none: all. */
  @IsArray() @ArrayMaxSize(DOWNTIME_KINDS.length) @IsIn(DOWNTIME_KINDS, { each: true }) kinds: readonly DowntimeKind[];
}

class Requested extends Choice {
  @IsText({ maxBytes: 254 }) address: string;
}

class Asked {
  /** Whether the mail server took the mail that asks for confirmation. */
  @IsBoolean() accepted: boolean;
  /** 1, 2, 3 … since it was requested. */
  @IsInt() @Min(1) attempt: number;
  @IsText({ maxBytes: 500, blank: true }) why: string;
  /** When it is tried again; null: not by itself. */
  @IsOptional() @IsISO8601() againAt: string | null;
}

class Nothing {}

class Ended {
  @IsIn(ENDINGS) how: (typeof ENDINGS)[number];
  @IsText({ maxBytes: 2000, multiline: true, blank: true }) reason: string;
}

/** Somebody gave an address; whether it is theirs is not known yet. */
export const SubscriptionRequested = defineEvent('subscription.requested', Requested, {
  whenRedacted: (said) => ({ ...said, address: REDACTED }),
});
/** They were asked, by a mail to the address. */
export const SubscriptionAsked = defineEvent('subscription.asked', Asked, {
  whenRedacted: (said) => ({ ...said, why: '' }),
});
/** Whoever reads the mail of the address wants it. */
export const SubscriptionConfirmed = defineEvent('subscription.confirmed', Nothing, { whenRedacted: (said) => said });
export const SubscriptionChanged = defineEvent('subscription.changed', Choice, { whenRedacted: (said) => said });
/** Nothing is sent to the address any more. */
export const SubscriptionEnded = defineEvent('subscription.ended', Ended, {
  whenRedacted: ({ how }) => ({ how, reason: '' }),
});

export const subscriptionEvents = [
  SubscriptionRequested,
  SubscriptionAsked,
  SubscriptionConfirmed,
  SubscriptionChanged,
  SubscriptionEnded,
] as const;
export type SubscriptionEvent = (typeof subscriptionEvents)[number];
