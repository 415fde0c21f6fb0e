import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { ArrayMaxSize, IsArray, IsIn, IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
import { COMPONENT_NAME } from '../components/component.events.js';

export const RISK_KINDS = ['vendor-work', 'fault'] as const;
/** The work of somebody else (a carrier, a data centre), or something that is broken and takes redundancy away. */
export type RiskKind = (typeof RISK_KINDS)[number];
export const MAX_RISK_REASON_BYTES = 2000;

export class RiskDetails {
  @IsIn(RISK_KINDS) kind: RiskKind;
  @IsText({ maxBytes: 200 }) title: string;
  /** Who does it, or who knows of it. */
  @IsText({ maxBytes: 200, blank: true }) vendor: string;
  @IsText({ maxBytes: 8000, multiline: true, blank: true }) text: string;
  /** Names of redundancy groups, and ids of components. */
  @IsArray() @ArrayMaxSize(50) @Matches(COMPONENT_NAME, { each: true }) groups: readonly string[];
  @IsArray() @ArrayMaxSize(50) @IsUUID('all', { each: true }) components: readonly string[];
  @IsISO8601() startsAt: string;
  /** Null: of a fault, that it is still open. */
  @IsOptional() @IsISO8601() endsAt: string | null;
  /** UID of the iCal event that it was imported from; null: it was entered. */
  @IsOptional() @IsText({ maxBytes: 500 }) uid: string | null;
}

class Recorded extends RiskDetails {
  @IsUUID() id: string;
}

class Ended {
  @IsUUID() id: string;
  /** Of a fault: when it was mended. */
  @IsISO8601() endsAt: string;
  @IsText({ maxBytes: MAX_RISK_REASON_BYTES, multiline: true }) reason: string;
}

class Cancelled {
  @IsUUID() id: string;
  @IsText({ maxBytes: MAX_RISK_REASON_BYTES, multiline: true }) reason: string;
}

const everybody = () => 'public' as const;
const details = {
  audience: everybody,
  whenRedacted: (said: Recorded): Recorded => ({ ...said, title: REDACTED, vendor: '', text: '', uid: null }),
};

/** Known from now on. */
export const RiskRecorded = defineEvent('redundancy-risk.recorded', Recorded, details);
/** What is known of it, whole, from now on: a vendor moved its work. */
export const RiskChanged = defineEvent('redundancy-risk.changed', Recorded, details);
/** The fault is mended, the work is done. */
export const RiskEnded = defineEvent('redundancy-risk.ended', Ended, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});
/** It does not take place, or never was. */
export const RiskCancelled = defineEvent('redundancy-risk.cancelled', Cancelled, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});

export const redundancyRiskEvents = [RiskRecorded, RiskChanged, RiskEnded, RiskCancelled] as const;
export type RedundancyRiskEvent = (typeof redundancyRiskEvents)[number];
