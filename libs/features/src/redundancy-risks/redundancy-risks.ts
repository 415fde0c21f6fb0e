import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import {
  RiskCancelled,
  RiskChanged,
  type RiskDetails,
  RiskEnded,
  RiskRecorded,
  type RedundancyRiskEvent,
  redundancyRiskEvents,
} from './redundancy-risk.events.js';

export type RiskCommand =
  | { readonly do: 'record'; readonly id: string; readonly details: RiskDetails }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly details: Partial<RiskDetails>;
      readonly expected?: number | undefined;
    }
  | {
      readonly do: 'end';
      readonly id: string;
      readonly endsAt: string;
      readonly reason: string;
      readonly expected?: number | undefined;
    }
  | { readonly do: 'cancel'; readonly id: string; readonly reason: string; readonly expected?: number | undefined };

export interface KnownRisk {
  /** Of the last event that concerned it: its ETag. */
  readonly revision: number;
  readonly details: RiskDetails;
  /** The ledger's clock; null while it stands. */
  readonly over: { readonly how: 'ended' | 'cancelled'; readonly at: number } | null;
}
export type RisksState = ReadonlyMap<string, KnownRisk>;

const MAX_RISKS = 20_000;

/** The work of vendors, and open faults: one stream, because an import looks for all of one calendar. */
export const redundancyRisks: Decider<RiskCommand, RisksState, RedundancyRiskEvent> = {
  category: 'redundancy-risks',
  events: redundancyRiskEvents,
  initial: new Map(),

  decide(command, state) {
    if (command.do === 'record') {
      if (state.has(command.id)) return [];
      if (state.size >= MAX_RISKS) {
        throw new Rejected('conflict', 'too-many-risks', `there are ${state.size} risks, and no more are taken`);
      }
      checkDetails(command.details);
      return [RiskRecorded.of({ id: command.id, ...command.details })];
    }
    const known = state.get(command.id);
    if (known === undefined)
      throw new Rejected('not-found', 'unknown-risk', 'there is no redundancy risk with this id');
    checkRevision(command.expected, known.revision);
    switch (command.do) {
      case 'change': {
        const details = merge(known.details, command.details);
        if (JSON.stringify(details) === JSON.stringify(known.details)) return [];
        stands(known, 'change');
        checkDetails(details);
        return [RiskChanged.of({ id: command.id, ...details })];
      }
      case 'end':
        if (known.over?.how === 'ended') return [];
        stands(known, 'end');
        if (command.endsAt < known.details.startsAt) {
          throw invalid('endsAt', 'end-before-start', `it began at ${known.details.startsAt}`);
        }
        return [RiskEnded.of({ id: command.id, endsAt: command.endsAt, reason: command.reason })];
      case 'cancel':
        if (known.over?.how === 'cancelled') return [];
        stands(known, 'be cancelled');
        return [RiskCancelled.of({ id: command.id, reason: command.reason })];
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact)),
};

function applied(state: RisksState, fact: FactOf<RedundancyRiskEvent> & { erased: false }): RisksState {
  const { revision, recordedAt } = fact;
  if (fact.type === 'redundancy-risk.recorded' || fact.type === 'redundancy-risk.changed') {
    const { id, ...details } = fact.data;
    return new Map(state).set(id, { revision, details, over: state.get(id)?.over ?? null });
  }
  const known = state.get(fact.data.id);
  if (known === undefined) return state;
  const how = fact.type === 'redundancy-risk.ended' ? 'ended' : 'cancelled';
  return new Map(state).set(fact.data.id, { ...known, revision, over: { how, at: recordedAt } });
}

function stands({ over }: KnownRisk, action: string): void {
  if (over === null) return;
  const sentence = `it is ${over.how} since ${isoInstant(over.at)}: only one that stands can ${action}`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}

function checkDetails({ kind, startsAt, endsAt, groups, components }: RiskDetails): void {
  if (endsAt === null && kind === 'vendor-work') {
    throw invalid('endsAt', 'end-missing', 'the work of a vendor has an end; only a fault may be open');
  }
  if (endsAt !== null && endsAt <= startsAt) throw invalid('endsAt', 'end-before-start', `it begins at ${startsAt}`);
  if (groups.length + components.length === 0) {
    throw invalid('groups', 'touches-nothing', 'name a redundancy group or a component that it touches');
  }
}

function invalid(field: string, code: string, sentence: string): Rejected {
  return new Rejected('invalid', code, `${field}: ${sentence}`, field);
}

function merge(before: RiskDetails, given: Partial<RiskDetails>): RiskDetails {
  const pick = <Name extends keyof RiskDetails>(name: Name): RiskDetails[Name] =>
    given[name] === undefined ? before[name] : given[name];
  return {
    kind: pick('kind'),
    title: pick('title'),
    vendor: pick('vendor'),
    text: pick('text'),
    groups: pick('groups'),
    components: pick('components'),
    startsAt: pick('startsAt'),
    endsAt: pick('endsAt'),
    uid: pick('uid'),
  };
}
