import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import {
  ChannelAdded,
  ChannelChanged,
  type ChannelDetails,
  type ChannelEvent,
  channelEvents,
  ChannelRetired,
  ChannelSecretRotated,
} from './channel.events.js';
import { checkTarget } from './channel-target.js';

export type ChannelsCommand =
  | { readonly do: 'add'; readonly id: string; readonly details: ChannelDetails }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly details: Partial<ChannelDetails>;
      readonly expected?: number | undefined;
    }
  | { readonly do: 'rotate'; readonly id: string; readonly expected?: number | undefined }
  | { readonly do: 'retire'; readonly id: string; readonly reason: string; readonly expected?: number | undefined };

export interface KnownChannel {
  /** Of the last event that concerned it: its ETag. */
  readonly revision: number;
  readonly details: ChannelDetails;
  readonly rotation: number;
  /** `since` by the ledger's clock; null while it is used. */
  readonly retired: { readonly since: number; readonly reason: string } | null;
}
export type ChannelsState = ReadonlyMap<string, KnownChannel>;

const MAX_CHANNELS = 500;

/** Where announcements go: one stream, because a name belongs to one of them. */
export const channels: Decider<ChannelsCommand, ChannelsState, ChannelEvent> = {
  category: 'channels',
  events: channelEvents,
  initial: new Map(),

  decide(command, state) {
    if (command.do === 'add') {
      if (state.has(command.id)) return [];
      if (state.size >= MAX_CHANNELS) {
        throw new Rejected('conflict', 'too-many-channels', `there are ${state.size} channels, and no more are taken`);
      }
      checkDetails(command.id, command.details, state);
      return [ChannelAdded.of({ id: command.id, ...command.details })];
    }
    const known = state.get(command.id);
    if (known === undefined) throw new Rejected('not-found', 'unknown-channel', 'there is no channel with this id');
    checkRevision(command.expected, known.revision);
    if (known.retired !== null) {
      if (command.do === 'retire' && command.reason === known.retired.reason) return [];
      const sentence = `the channel ${known.details.name} is retired since ${isoInstant(known.retired.since)}`;
      throw new Rejected('conflict', 'wrong-state', sentence);
    }
    switch (command.do) {
      case 'retire':
        return [ChannelRetired.of({ id: command.id, reason: command.reason })];
      case 'change': {
        const details = merge(known.details, command.details);
        if (JSON.stringify(details) === JSON.stringify(known.details)) return [];
        checkDetails(command.id, details, state);
        return [ChannelChanged.of({ id: command.id, ...details })];
      }
      case 'rotate':
        if (known.details.type !== 'webhook') {
          throw new Rejected('conflict', 'no-secret', `a channel of the type ${known.details.type} has no secret`);
        }
        return [ChannelSecretRotated.of({ id: command.id, rotation: known.rotation + 1 })];
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact)),
};

function applied(state: ChannelsState, fact: FactOf<ChannelEvent> & { erased: false }): ChannelsState {
  const { revision } = fact;
  const known = state.get(fact.data.id);
  switch (fact.type) {
    case 'channel.added':
    case 'channel.changed': {
      const { id, ...details } = fact.data;
      return new Map(state).set(id, { retired: null, rotation: 0, ...known, revision, details });
    }
    case 'channel.secret-rotated':
      return known === undefined
        ? state
        : new Map(state).set(fact.data.id, { ...known, revision, rotation: fact.data.rotation });
    case 'channel.retired': {
      const { id, reason } = fact.data;
      const retired = { since: fact.recordedAt, reason };
      return known === undefined ? state : new Map(state).set(id, { ...known, revision, retired });
    }
    default:
      return unreachable(fact);
  }
}

function checkDetails(id: string, details: ChannelDetails, state: ChannelsState): void {
  const { name } = details;
  const isTaken = [...state].some(([other, known]) => other !== id && known.details.name === name);
  if (isTaken) throw new Rejected('conflict', 'name-taken', `name: there is a channel ${name} already`, 'name');
  checkTarget(details);
}

function merge(before: ChannelDetails, given: Partial<ChannelDetails>): ChannelDetails {
  const pick = <Name extends keyof ChannelDetails>(name: Name): ChannelDetails[Name] =>
    given[name] === undefined ? before[name] : given[name];
  return {
    name: pick('name'),
    type: pick('type'),
    title: pick('title'),
    target: pick('target'),
    listId: pick('listId'),
    rules: pick('rules'),
  };
}
