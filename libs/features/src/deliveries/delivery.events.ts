import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { IsBoolean, IsInt, IsISO8601, IsOptional, IsUUID, Min } from 'class-validator';

class OfOne {
  @IsUUID() announcement: string;
  @IsUUID() channel: string;
  /** Id of a subscription; null: the channel itself, such as a list. */
  @IsOptional() @IsUUID() subscription: string | null;
}

class Accepted extends OfOne {
  /** The same for every attempt, so that a receiver knows a repetition. */
  @IsText({ maxBytes: 300 }) messageId: string;
  /** What the server said. */
  @IsText({ maxBytes: 500, blank: true }) response: string;
}

class Failed extends OfOne {
  /** 1, 2, 3 … of this recipient. */
  @IsInt() @Min(1) attempt: number;
  /** Set aside: it is not tried again. */
  @IsBoolean() permanent: boolean;
  /** Such as 550, tls or timeout. */
  @IsText({ maxBytes: 40 }) code: string;
  @IsText({ maxBytes: 500, blank: true }) why: string;
  /** Null: never by itself. */
  @IsOptional() @IsISO8601() againAt: string | null;
}

class Skipped extends OfOne {
  @IsText({ maxBytes: 500 }) why: string;
}

class Finished {
  @IsUUID() announcement: string;
  @IsUUID() channel: string;
  /** How many have it, how many were given up, and to how many it was not sent by rule. */
  @IsInt() @Min(0) accepted: number;
  @IsInt() @Min(0) setAside: number;
  @IsInt() @Min(0) skipped: number;
}

class Resumed {
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

/** What a server says of a subscriber may name the address. */
const audience = ({ subscription }: OfOne) => (subscription === null ? 'public' : 'admin');

/** The server at the other end has it. */
export const DeliveryAccepted = defineEvent('delivery.accepted', Accepted, {
  audience,
  whenRedacted: (said) => ({ ...said, response: '' }),
});
/** It does not have it, or that is not known. */
export const DeliveryFailed = defineEvent('delivery.failed', Failed, {
  audience,
  whenRedacted: (said) => ({ ...said, why: '' }),
});
/** By rule it is not sent. */
export const DeliverySkipped = defineEvent('delivery.skipped', Skipped, {
  audience,
  whenRedacted: (said) => ({ ...said, why: REDACTED }),
});

/** Nobody is left to whom an announcement has to be brought through a channel. */
export const DeliveryFinished = defineEvent('delivery.finished', Finished, {
  audience: () => 'public',
  whenRedacted: (said) => said,
});
/** After the ledger was restored from a backup, somebody says that this is the one that sends. */
export const SendingResumed = defineEvent('sending.resumed', Resumed, {
  audience: () => 'public',
  whenRedacted: () => ({ reason: REDACTED }),
});

export const deliveryEvents = [
  DeliveryAccepted,
  DeliveryFailed,
  DeliverySkipped,
  DeliveryFinished,
  SendingResumed,
] as const;
export type DeliveryEvent = (typeof deliveryEvents)[number];
