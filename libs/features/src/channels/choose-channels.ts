import { IMPACT_LENGTHS } from '../notice-policies/notice-policy.events.js';
import type { AnnouncementKind } from './announcement-kinds.js';
import type { ChannelRow } from './channel-table.js';
import type { ChannelRule } from './channel.events.js';

/** What of an announcement decides where it goes. */
export interface Addressed {
  readonly kind: AnnouncementKind;
  readonly scopes: ChannelRule['scopes'];
  readonly kinds: readonly ChannelRule['kinds'][number][];
  readonly impact: ChannelRule['impact'];
}

export interface Chosen {
  readonly channel: ChannelRow;
  /** The rule that sent it there, in words. */
  readonly why: string;
}

/** Where an announcement goes by the rules of the channels, and why; a channel without rules gets nothing by itself. */
export function chooseChannels(channels: readonly ChannelRow[], addressed: Addressed): Chosen[] {
  return channels
    .filter(({ retired }) => retired === null)
    .flatMap((channel) => {
      const rule = channel.rules.find((one) => matches(one, addressed));
      return rule === undefined ? [] : [{ channel, why: ruleInWords(rule) }];
    });
}

function matches(rule: ChannelRule, { kind, scopes, kinds, impact }: Addressed): boolean {
  return (
    (rule.scopes.length === 0 || rule.scopes.some((one) => scopes.includes(one))) &&
    isOfKind(rule.kinds, kinds) &&
    (rule.announcements.length === 0 || rule.announcements.includes(kind)) &&
    IMPACT_LENGTHS.indexOf(impact) >= IMPACT_LENGTHS.indexOf(rule.impact)
  );
}

/** Whether downtime is of a kind that somebody chose; none chosen is any. Of all services each kind is a part. */
export function isOfKind(chosen: readonly string[], kinds: readonly string[]): boolean {
  return chosen.length === 0 || kinds.includes('all-services') || chosen.some((one) => kinds.includes(one));
}

/** `scope toolforge or cloud-vps, and impact from 5 min` */
export function ruleInWords({ scopes, kinds, announcements, impact }: ChannelRule): string {
  const parts = [
    scopes.length === 0 ? '' : `scope ${scopes.join(' or ')}`,
    kinds.length === 0 ? '' : `downtime ${kinds.join(' or ')}`,
    announcements.length === 0 ? '' : `announcement ${announcements.join(' or ')}`,
    impact === 'none' ? '' : `impact ${impact.replaceAll('-', ' ')}${impact === 'over-1-hour' ? '' : ' or longer'}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'everything goes here' : parts.join(', and ');
}
