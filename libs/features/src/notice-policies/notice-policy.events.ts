import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { NOTICE_SCOPES, type NoticeScope } from '../components/component.events.js';

export const POLICY_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** How long the impact lasts: the columns of the notification matrix. Restarts and resets count as `under-5-min`. */
export const IMPACT_LENGTHS = ['none', 'under-5-min', 'from-5-min', 'over-1-hour'] as const;
export type ImpactLength = (typeof IMPACT_LENGTHS)[number];
/** `any`: also what falls under no row of the matrix. */
export const POLICY_SCOPES = ['any', ...NOTICE_SCOPES] as const;
export type PolicyScope = (typeof POLICY_SCOPES)[number] | NoticeScope;
export const ENDED_NOTICES = ['owed', 'optional', 'none'] as const;
export const MAX_NOTICE_MINUTES = 90 * 24 * 60;

/** One field of the matrix. */
export class NoticeCell {
  @IsIn(POLICY_SCOPES) scope: PolicyScope;
  @IsIn(IMPACT_LENGTHS) impact: ImpactLength;
  /** How long ahead it has to be announced; null: the log is enough. */
  @IsOptional() @IsInt() @Min(0) @Max(MAX_NOTICE_MINUTES) noticeMinutes: number | null;
}

/** What a policy demands, whole. */
export class NoticeRules {
  @IsText({ maxBytes: 200 }) title: string;
  /** What no cell names needs no notice; a cell for its own scope counts before one for `any`. */
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => NoticeCell) cells: readonly NoticeCell[];
  /** Whether a mail is owed within the 15 minutes before the start, where notice is. */
  @IsBoolean() starting: boolean;
  /** Whether one is owed within the 15 minutes after the actual end. */
  @IsIn(ENDED_NOTICES) ended: (typeof ENDED_NOTICES)[number];
  /** Ids of the components (with their parts) that it is for; empty: for all that no other policy is for. */
  @IsArray() @ArrayMaxSize(200) @IsUUID('all', { each: true }) components: readonly string[];
  /** Ids of the people affected, whose agreement a change needs. */
  @IsArray() @ArrayMaxSize(50) @IsUUID('all', { each: true }) approvers: readonly string[];
  /** How many of them. */
  @IsInt() @Min(0) @Max(50) quorum: number;
}

class Proposed {
  @IsUUID() policy: string;
  /** 1, 2, 3 … of this policy. */
  @IsInt() @Min(1) version: number;
  @Matches(POLICY_NAME) name: string;
  @ValidateNested() @Type(() => NoticeRules) rules: NoticeRules;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

class Approved {
  @IsUUID() policy: string;
  @IsInt() @Min(1) version: number;
  /** Who agreed: the person of the token. */
  @IsUUID() person: string;
}

class Adopted {
  @IsUUID() policy: string;
  @IsInt() @Min(1) version: number;
  /** Why an admin acted alone, where nobody is named who could agree; null: the quorum agreed. */
  @IsOptional() @IsText({ maxBytes: 2000, multiline: true }) reason: string | null;
}

class Withdrawn {
  @IsUUID() policy: string;
  @IsInt() @Min(1) version: number;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

const everybody = () => 'public' as const;

/** A version of a policy that is not in force yet. */
export const NoticePolicyProposed = defineEvent('notice-policy.proposed', Proposed, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, rules: { ...said.rules, title: REDACTED }, reason: REDACTED }),
});
export const NoticePolicyApproved = defineEvent('notice-policy.approved', Approved, {
  audience: everybody,
  whenRedacted: (said) => said,
});
/** Windows that are scheduled from now on are judged by this version. */
export const NoticePolicyAdopted = defineEvent('notice-policy.adopted', Adopted, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: said.reason === null ? null : REDACTED }),
});
/** A proposed version that will not come into force. */
export const NoticePolicyWithdrawn = defineEvent('notice-policy.withdrawn', Withdrawn, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});

export const noticePolicyEvents = [
  NoticePolicyProposed,
  NoticePolicyApproved,
  NoticePolicyAdopted,
  NoticePolicyWithdrawn,
] as const;
export type NoticePolicyEvent = (typeof noticePolicyEvents)[number];
