import { defineEvent } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { LOG_NAME } from '../logs/log.events.js';

export const COMPONENT_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
/** The rows of the notification matrix: how long ahead a downtime has to be announced depends on them. */
export const NOTICE_SCOPES = ['selected-projects', 'team-project', 'control-plane', 'toolforge', 'cloud-vps'] as const;
export type NoticeScope = (typeof NOTICE_SCOPES)[number];
/** A name of hosts with ranges and lists, and at its end perhaps `*`: `db1*`, `cloudvirt[1001-1080].eqiad.wmnet`. */
export const HOST_PATTERN = /^[a-z](?:[a-z0-9.-]|\[[0-9,-]+\]|\{[a-z0-9.,-]+\})*\*?$/;
export const MAX_OF_EACH = 50;
export const MAX_PATTERN_BYTES = 253;
export const MAX_REASON_BYTES = 2000;

export const SHORT = { maxBytes: 200, blank: true };
export const LONG = { maxBytes: 4000, blank: true, multiline: true };

/** What is said of a component; the logs it covers are facts of their own, because not everybody may know of each. */
export class ComponentDetails {
  @Matches(COMPONENT_NAME) name: string;
  @IsText(SHORT) title: string;
  @IsText(LONG) description: string;
  /** Id of the component that it is a part of. */
  @IsOptional() @IsUUID() parent: string | null;
  @IsText(SHORT) ownerTeam: string;
  /** Null: that of its parent. */
  @IsOptional() @IsIn(NOTICE_SCOPES) noticeScope: NoticeScope | null;
  @IsArray() @ArrayMaxSize(MAX_OF_EACH) @Matches(HOST_PATTERN, { each: true }) hosts: readonly string[];
  /** Components of one group are each other's redundancy. */
  @IsArray() @ArrayMaxSize(MAX_OF_EACH) @Matches(COMPONENT_NAME, { each: true }) groups: readonly string[];
  @IsArray() @ArrayMaxSize(MAX_OF_EACH) @Matches(COMPONENT_NAME, { each: true }) aliases: readonly string[];
  @IsText(SHORT) contact: string;
}

class Known extends ComponentDetails {
  @IsUUID() id: string;
}

class Covered {
  @IsUUID() id: string;
  @Matches(LOG_NAME) log: string;
}

class Ended {
  @IsUUID() id: string;
  @IsText({ maxBytes: MAX_REASON_BYTES, multiline: true }) reason: string;
}

/** Names, places in the tree and hosts have to stay: others refer to them. */
const details = {
  audience: () => 'public' as const,
  whenRedacted: (known: Known): Known => ({
    ...known,
    title: REDACTED,
    description: REDACTED,
    ownerTeam: REDACTED,
    contact: REDACTED,
  }),
};
const ofItsLog = {
  audience: ({ log }: Covered) => ({ log }),
  whenRedacted: (covered: Covered): Covered => covered,
};
const ending = {
  audience: () => 'public' as const,
  whenRedacted: ({ id }: Ended): Ended => ({ id, reason: REDACTED }),
};

/** A component is known from now on. */
export const ComponentRegistered = defineEvent('component.registered', Known, details);
/** What is said of a component, whole, from now on. */
export const ComponentChanged = defineEvent('component.changed', Known, details);
/** A log is about a component: seen by those who see the log. */
export const ComponentLogAttached = defineEvent('component.log-attached', Covered, ofItsLog);
export const ComponentLogDetached = defineEvent('component.log-detached', Covered, ofItsLog);
/** It is not there any more; what it was stays readable. */
export const ComponentRetired = defineEvent('component.retired', Ended, ending);
export const ComponentReinstated = defineEvent('component.reinstated', Ended, ending);

export const componentEvents = [
  ComponentRegistered,
  ComponentChanged,
  ComponentLogAttached,
  ComponentLogDetached,
  ComponentRetired,
  ComponentReinstated,
] as const;
export type ComponentEvent = (typeof componentEvents)[number];
