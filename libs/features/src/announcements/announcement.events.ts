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
  IsISO8601,
  IsOptional,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator';
import { CHANNEL_TYPES, type ChannelType } from '../channels/channel.events.js';
import { DOWNTIME_KINDS, type DowntimeKind } from '../maintenance-windows/maintenance-window.events.js';
import {
  IMPACT_LENGTHS,
  type ImpactLength,
  POLICY_SCOPES,
  type PolicyScope,
} from '../notice-policies/notice-policy.events.js';
import { ANNOUNCEMENT_KINDS, type AnnouncementKind } from '../channels/announcement-kinds.js';

export const MAX_SUBJECT_BYTES = 300;
export const MAX_ANNOUNCEMENT_BYTES = 32_000;
const REASON = { maxBytes: 2000, multiline: true };

/** Something that a text says will follow. */
export class Promised {
  @IsText({ maxBytes: 1000, multiline: true }) text: string;
  /** Null: the text does not say when. */
  @IsOptional() @IsISO8601() dueAt: string | null;
}

/** What it is about, as far as it decides where it goes. */
export class Concerns {
  /** Ids of components. */
  @IsArray() @ArrayMaxSize(200) @IsUUID('all', { each: true }) components: readonly string[];
  @IsArray() @ArrayMaxSize(20) @IsIn(DOWNTIME_KINDS, { each: true }) kinds: readonly DowntimeKind[];
  /** Notice scopes of the components; `any` of those that have none. */
  @IsArray() @ArrayMaxSize(POLICY_SCOPES.length) @IsIn(POLICY_SCOPES, { each: true }) scopes: readonly PolicyScope[];
  @IsIn(IMPACT_LENGTHS) impact: ImpactLength;
}

class Words {
  @IsText({ maxBytes: MAX_SUBJECT_BYTES }) subject: string;
  @IsText({ maxBytes: MAX_ANNOUNCEMENT_BYTES, multiline: true }) text: string;
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => Promised) promises: readonly Promised[];
}

class Composed extends Words {
  @IsIn(ANNOUNCEMENT_KINDS) kind: AnnouncementKind;
  /** The window that it is about; null: of none. */
  @IsOptional() @IsUUID() window: string | null;
  /** How often the window had been given other times by then: which of its schedules it tells. */
  @IsInt() @Min(0) schedule: number;
  @ValidateNested() @Type(() => Concerns) concerns: Concerns;
}

export class Destination {
  @IsUUID() channel: string;
  @IsIn(CHANNEL_TYPES) type: ChannelType;
  /** The rule that sent it there, or who chose it. */
  @IsText({ maxBytes: 500 }) why: string;
}

class Sent {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => Destination)
  destinations: readonly Destination[];
  /** Rules of the linter that found something in what was sent. */
  @IsArray() @ArrayMaxSize(50) @IsText({ maxBytes: 63 }, { each: true }) findings: readonly string[];
  /** Why it was sent though its facts are wrong; null: nothing forbade it. */
  @IsOptional() @IsText(REASON) overridden: string | null;
  /** Why it was not sent in time; null: it was. */
  @IsOptional() @IsText(REASON) late: string | null;
  /** The announcements of which it continues the thread, oldest first. */
  @IsArray() @ArrayMaxSize(100) @IsUUID('all', { each: true }) thread: readonly string[];
}

class SentElsewhere {
  /** Id of a channel; null: it is none of the channels. */
  @IsOptional() @IsUUID() channel: string | null;
  /** Such as the address of a mailing list. */
  @IsText({ maxBytes: 500 }) where: string;
  @IsISO8601() sentAt: string;
  /** Where it can be read, such as in the archive of a list. */
  @IsText({ maxBytes: 1000 }) proof: string;
}

class Seen {
  @IsUUID() channel: string;
  @IsText({ maxBytes: 1000 }) proof: string;
}

class PromiseKept {
  /** Which of its promises: 0, 1, 2 … */
  @IsInt() @Min(0) promise: number;
  /** The announcement that keeps it; null: what follows is said in the reason. */
  @IsOptional() @IsUUID() by: string | null;
  @IsBoolean() waived: boolean;
  @IsText(REASON) reason: string;
}

class WithReason {
  @IsText(REASON) reason: string;
}

const everybody = () => 'public' as const;
const wordless = <Said extends Words>(said: Said): Said => ({
  ...said,
  subject: REDACTED,
  text: REDACTED,
  promises: said.promises.map(({ dueAt }) => ({ text: REDACTED, dueAt })),
});
const redacted = (reason: string | null) => (reason === null ? null : REDACTED);

/** Written; nobody was told. */
export const AnnouncementComposed = defineEvent('announcement.composed', Composed, {
  audience: everybody,
  whenRedacted: (said) => wordless(said),
});
/** What it says, whole, from now on. */
export const AnnouncementEdited = defineEvent('announcement.edited', Words, {
  audience: everybody,
  whenRedacted: (said) => wordless(said),
});
/** It goes to these channels, as it is. */
export const AnnouncementSent = defineEvent('announcement.sent', Sent, {
  audience: everybody,
  whenRedacted: (said) => ({
    ...said,
    destinations: said.destinations.map(({ channel, type }) => ({ channel, type, why: REDACTED })),
    overridden: redacted(said.overridden),
    late: redacted(said.late),
  }),
});
/** A person sent it, and says where it can be read. */
export const AnnouncementSentElsewhere = defineEvent('announcement.sent-elsewhere', SentElsewhere, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, where: REDACTED, proof: REDACTED }),
});
/** What a server accepted was seen where everybody can read it. */
export const AnnouncementSeen = defineEvent('announcement.seen', Seen, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, proof: REDACTED }),
});
/** What it promised has come, or is not expected any more. */
export const PromiseSettled = defineEvent('announcement.promise-settled', PromiseKept, {
  audience: everybody,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});
/** A draft that nobody will get. */
export const AnnouncementDiscarded = defineEvent('announcement.discarded', WithReason, {
  audience: everybody,
  whenRedacted: () => ({ reason: REDACTED }),
});

export const announcementEvents = [
  AnnouncementComposed,
  AnnouncementEdited,
  AnnouncementSent,
  AnnouncementSentElsewhere,
  AnnouncementSeen,
  PromiseSettled,
  AnnouncementDiscarded,
] as const;
export type AnnouncementEvent = (typeof announcementEvents)[number];
