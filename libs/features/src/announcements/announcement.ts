import { type Context, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf, NewFactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import {
  AnnouncementComposed,
  AnnouncementDiscarded,
  AnnouncementEdited,
  type AnnouncementEvent,
  announcementEvents,
  AnnouncementSeen,
  AnnouncementSent,
  AnnouncementSentElsewhere,
  type Concerns,
  type Destination,
  type Promised,
  PromiseSettled,
} from './announcement.events.js';
import type { AnnouncementKind } from '../channels/announcement-kinds.js';

export interface Text {
  readonly subject: string;
  readonly text: string;
  readonly promises: readonly Promised[];
}

export type AnnouncementCommand =
  | ({
      readonly do: 'compose';
      readonly kind: AnnouncementKind;
      readonly window: string | null;
      readonly schedule: number;
      readonly concerns: Concerns;
    } & Text)
  | ({ readonly do: 'edit' } & Text)
  | {
      readonly do: 'send';
      readonly destinations: readonly Destination[];
      /** Rules of the linter that found something; those that are wrong facts apart. */
      readonly findings: readonly string[];
      readonly wrong: readonly string[];
      readonly override: string | null;
      readonly late: string | null;
      readonly thread: readonly string[];
    }
  | {
      readonly do: 'record-sent';
      readonly channel: string | null;
      readonly where: string;
      readonly sentAt: string;
      readonly proof: string;
    }
  | { readonly do: 'see'; readonly channel: string; readonly proof: string }
  | {
      readonly do: 'settle';
      readonly promise: number;
      readonly by: string | null;
      readonly waived: boolean;
      readonly reason: string;
    }
  | { readonly do: 'discard'; readonly reason: string };

export const ANNOUNCEMENT_STATUSES = ['draft', 'sent', 'discarded'] as const;
export type AnnouncementStatus = (typeof ANNOUNCEMENT_STATUSES)[number];

export interface Announcement extends Text {
  readonly status: AnnouncementStatus;
  /** The ledger's clock, milliseconds since 1970. */
  readonly since: number;
  readonly channels: readonly string[];
  readonly seen: readonly { readonly channel: string; readonly proof: string }[];
  readonly settled: readonly number[];
  /** Why nobody shall get it. */
  readonly discarded: string | null;
}

const NOTHING_YET = { channels: [], seen: [], settled: [], discarded: null };

/** What people are told: from the draft to what became of what it promised. */
export const announcement: Decider<AnnouncementCommand, Announcement | null, AnnouncementEvent> = {
  category: 'announcement',
  events: announcementEvents,
  initial: null,

  decide(command, state, context) {
    if (command.do === 'compose') {
      if (state !== null) return [];
      const { do: _do, ...composed } = command;
      return [AnnouncementComposed.of(composed)];
    }
    if (state === null) {
      throw new Rejected('not-found', 'unknown-announcement', 'there is no announcement with this id');
    }
    switch (command.do) {
      case 'edit': {
        isDraft(state, 'be edited');
        const { subject, text, promises } = command;
        const { subject: before, text: textBefore, promises: promisesBefore } = state;
        const isSame =
          JSON.stringify([subject, text, promises]) === JSON.stringify([before, textBefore, promisesBefore]);
        return isSame ? [] : [AnnouncementEdited.of({ subject, text, promises })];
      }
      case 'send':
        return send(command, state);
      case 'record-sent':
        return recordSent(command, state, context);
      case 'see': {
        const { channel, proof } = command;
        if (!state.channels.includes(channel)) {
          throw new Rejected('conflict', 'not-sent-there', 'channel: it was not sent to this channel', 'channel');
        }
        const isKnown = state.seen.some((one) => one.channel === channel && one.proof === proof);
        return isKnown ? [] : [AnnouncementSeen.of({ channel, proof })];
      }
      case 'settle': {
        const { do: _do, ...settled } = command;
        if (state.promises[command.promise] === undefined) {
          throw new Rejected(
            'not-found',
            'unknown-promise',
            'promise: the announcement makes no such promise',
            'promise',
          );
        }
        return state.settled.includes(command.promise) ? [] : [PromiseSettled.of(settled)];
      }
      case 'discard':
        if (state.discarded === command.reason) return [];
        isDraft(state, 'be discarded');
        return [AnnouncementDiscarded.of({ reason: command.reason })];
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact)),
};

function applied(state: Announcement | null, fact: FactOf<AnnouncementEvent> & { erased: false }): Announcement | null {
  const since = fact.recordedAt;
  if (fact.type === 'announcement.composed') {
    const { subject, text, promises } = fact.data;
    return { subject, text, promises, status: 'draft', since, ...NOTHING_YET };
  }
  if (state === null) return null;
  switch (fact.type) {
    case 'announcement.edited':
      return { ...state, ...fact.data };
    case 'announcement.sent':
      return { ...state, status: 'sent', since, channels: fact.data.destinations.map(({ channel }) => channel) };
    case 'announcement.sent-elsewhere': {
      const { channel } = fact.data;
      const channels =
        channel === null || state.channels.includes(channel) ? state.channels : [...state.channels, channel];
      return { ...state, status: 'sent', since: state.status === 'sent' ? state.since : since, channels };
    }
    case 'announcement.seen':
      return { ...state, seen: [...state.seen, fact.data] };
    case 'announcement.promise-settled':
      return { ...state, settled: [...state.settled, fact.data.promise] };
    case 'announcement.discarded':
      return { ...state, status: 'discarded', since, discarded: fact.data.reason };
    default:
      return unreachable(fact);
  }
}

function send(
  { destinations, findings, wrong, override, late, thread }: Extract<AnnouncementCommand, { do: 'send' }>,
  state: Announcement,
): NewFactOf<AnnouncementEvent>[] {
  isDraft(state, 'be sent');
  if (destinations.length === 0) {
    const sentence = 'channels: no rule sends it anywhere; name a channel, or give one a rule';
    throw new Rejected('conflict', 'no-channel', sentence, 'channels');
  }
  if (wrong.length > 0 && override === null) {
    const sentence = `override: its facts are wrong (${wrong.join(', ')}); mend them, or say why it is sent as it is`;
    throw new Rejected('conflict', 'wrong-facts', sentence, 'override');
  }
  const overridden = wrong.length === 0 ? null : override;
  return [AnnouncementSent.of({ destinations, findings: [...wrong, ...findings], overridden, late, thread })];
}

function recordSent(
  { channel, where, sentAt, proof }: Extract<AnnouncementCommand, { do: 'record-sent' }>,
  state: Announcement,
  { now }: Context,
): NewFactOf<AnnouncementEvent>[] {
  if (state.status === 'discarded') isDraft(state, 'be recorded as sent');
  if (Date.parse(sentAt) > now) {
    throw new Rejected('invalid', 'in-the-future', 'sentAt: it cannot have been sent later than now', 'sentAt');
  }
  return [AnnouncementSentElsewhere.of({ channel, where, sentAt, proof })];
}

function isDraft({ status, since }: Announcement, action: string): void {
  if (status === 'draft') return;
  const sentence = `the announcement is ${status} since ${isoInstant(since)}: only a draft can ${action}`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}
