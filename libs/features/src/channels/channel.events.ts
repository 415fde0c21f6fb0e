import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsUUID, Matches, Min, ValidateNested } from 'class-validator';
import { ANNOUNCEMENT_KINDS, type AnnouncementKind } from './announcement-kinds.js';
import { DOWNTIME_KINDS, type DowntimeKind } from '../maintenance-windows/maintenance-window.events.js';
import {
  IMPACT_LENGTHS,
  type ImpactLength,
  POLICY_SCOPES,
  type PolicyScope,
} from '../notice-policies/notice-policy.events.js';

export const CHANNEL_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
/**
 * A mailing list or a webhook is sent to; subscribers get a mail each; the page and the Atom feed show what is sent to
 * them; manual means that a person sends it, and says so.
 */
export const CHANNEL_TYPES = ['mailing-list', 'webhook', 'subscribers', 'page', 'atom', 'manual'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

/** What goes to a channel: all that is named must hold; an empty list names nothing, so anything goes. */
export class ChannelRule {
  @IsArray() @ArrayMaxSize(20) @IsIn(POLICY_SCOPES, { each: true }) scopes: readonly PolicyScope[];
  @IsArray() @ArrayMaxSize(20) @IsIn(DOWNTIME_KINDS, { each: true }) kinds: readonly DowntimeKind[];
  @IsArray() @ArrayMaxSize(20) @IsIn(ANNOUNCEMENT_KINDS, { each: true }) announcements: readonly AnnouncementKind[];
  /** The length of the impact, or longer. */
  @IsIn(IMPACT_LENGTHS) impact: ImpactLength;
}

export class ChannelDetails {
  @Matches(CHANNEL_NAME) name: string;
  @IsIn(CHANNEL_TYPES) type: ChannelType;
  @IsText({ maxBytes: 200, blank: true }) title: string;
  /** Mail address of a list, address of a webhook; of a manual one, where a person sends it; else empty. */
  @IsText({ maxBytes: 500, blank: true }) target: string;
  /** Of a mailing list: its List-Id; empty: it is made of the address. */
  @IsText({ maxBytes: 200, blank: true }) listId: string;
  /** One of them is enough; without any, nothing goes there by itself. */
  @IsArray() @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => ChannelRule) rules: readonly ChannelRule[];
}

class Said extends ChannelDetails {
  @IsUUID() id: string;
}

class Rotated {
  @IsUUID() id: string;
  /** The secret is derived from it; 0 is the first. */
  @IsInt() @Min(1) rotation: number;
}

class Retired {
  @IsUUID() id: string;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

class KeyMade {
  @Matches(/^[\w-]{43}$/) key: string;
}

const admin = () => 'admin' as const;
const details = {
  audience: admin,
  whenRedacted: (said: Said): Said => ({ ...said, title: REDACTED, target: '', listId: '' }),
};

export const ChannelAdded = defineEvent('channel.added', Said, details);
/** What is said of it, whole, from now on. */
export const ChannelChanged = defineEvent('channel.changed', Said, details);
/** Of a webhook: another secret; the one before it signs too until the next rotation. */
export const ChannelSecretRotated = defineEvent('channel.secret-rotated', Rotated, {
  audience: admin,
  whenRedacted: (said) => said,
});
/** Nothing is sent there any more. */
export const ChannelRetired = defineEvent('channel.retired', Retired, {
  audience: admin,
  whenRedacted: (said) => ({ ...said, reason: REDACTED }),
});

/** What secrets of webhooks and the links in mails are derived with. Made once. */
export const SendingKeyMade = defineEvent('sending-key.made', KeyMade, { whenRedacted: 'refuse' });

export const channelEvents = [ChannelAdded, ChannelChanged, ChannelSecretRotated, ChannelRetired] as const;
export type ChannelEvent = (typeof channelEvents)[number];
