import { checkRevision, type Context, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { NewFactOf } from '@kernel/event.js';
import { DAY, isoInstant } from '@kernel/time.js';
import { COMPONENT_NAME } from '../components/component.events.js';
import {
  RiskCancelled,
  RiskChanged,
  type RiskDetails,
  RiskEnded,
  RiskRecorded,
  type RedundancyRiskEvent,
  redundancyRiskEvents,
} from './redundancy-risk.events.js';

export type RisksCommand =
  | {
      readonly do: 'record';
      readonly id: string;
      readonly details: Partial<RiskDetails> & Pick<RiskDetails, 'kind' | 'title' | 'startsAt'>;
    }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly details: Partial<RiskDetails>;
      /** The revision of this risk that the caller has seen. */
      readonly expected?: number | undefined;
    }
  | {
      readonly do: 'end';
      readonly id: string;
      /** Milliseconds since 1970; without it, now. */
      readonly endsAt?: number | undefined;
      readonly reason: string;
      readonly expected?: number | undefined;
    }
  | { readonly do: 'cancel'; readonly id: string; readonly reason: string; readonly expected?: number | undefined };

export interface KnownRisk {
  /** Of the last event that concerned this risk: its ETag. */
  readonly revision: number;
  /** As last recorded or changed; what ended it is beside it, so that the same words again are no change. */
  readonly details: RiskDetails;
  /** By the ledger's clock; null while it is neither ended nor cancelled. */
  readonly over: { readonly as: 'ended' | 'cancelled'; readonly since: number } | null;
}
export type RisksState = ReadonlyMap<string, KnownRisk>;

const MAX_RISKS = 10_000;
/** The work of a vendor that takes longer is a mistake in its dates. */
export const MAX_VENDOR_WORK_DAYS = 366;

const NO_DETAILS: RiskDetails = {
  kind: 'fault',
  title: '',
  vendor: '',
  text: '',
  groups: [],
  components: [],
  startsAt: '',
  endsAt: null,
  uid: null,
};

/** What takes redundancy away: one stream, because what was imported once is found again by its UID. */
export const redundancyRisks: Decider<RisksCommand, RisksState, RedundancyRiskEvent> = {
  category: 'redundancy-risks',
  events: redundancyRiskEvents,
  initial: new Map(),

  decide(command, state, context) {
    if (command.do === 'record') return record(command, state);
    const known = state.get(command.id);
    if (known === undefined) {
      throw new Rejected('not-found', 'unknown-risk', 'there is no redundancy risk with this id');
    }
    checkRevision(command.expected, known.revision);
    switch (command.do) {
      case 'change':
        return change(command, known, state);
      case 'end':
        return end(command, known, context);
      case 'cancel':
        checkNotOver(known);
        return [RiskCancelled.of({ id: command.id, reason: command.reason })];
      default:
        return unreachable(command);
    }
  },

  evolve(state, fact) {
    if (fact.erased) return state;
    const known = state.get(fact.data.id) ?? { details: NO_DETAILS, over: null };
    const become = (change: Partial<KnownRisk>): RisksState =>
      new Map(state).set(fact.data.id, { ...known, ...change, revision: fact.revision });
    switch (fact.type) {
      case 'redundancy-risk.recorded':
      case 'redundancy-risk.changed': {
        const { id: _id, ...details } = fact.data;
        return become({ details });
      }
      case 'redundancy-risk.ended':
        return become({ over: { as: 'ended', since: fact.recordedAt } });
      case 'redundancy-risk.cancelled':
        return become({ over: { as: 'cancelled', since: fact.recordedAt } });
      default:
        return unreachable(fact);
    }
  },
};

function record(
  { id, details: given }: Extract<RisksCommand, { do: 'record' }>,
  state: RisksState,
): NewFactOf<RedundancyRiskEvent>[] {
  if (state.size >= MAX_RISKS) {
    throw new Rejected('conflict', 'too-many-risks', `there are ${state.size} redundancy risks, and no more are taken`);
  }
  const details = merge(NO_DETAILS, given);
  checkDetails(id, details, state);
  return [RiskRecorded.of({ id, ...details })];
}

function change(
  { id, details: given }: Extract<RisksCommand, { do: 'change' }>,
  known: KnownRisk,
  state: RisksState,
): NewFactOf<RedundancyRiskEvent>[] {
  const details = merge(known.details, given);
  if (JSON.stringify(details) === JSON.stringify(merge(known.details, {}))) return [];
  checkNotOver(known);
  checkDetails(id, details, state);
  return [RiskChanged.of({ id, ...details })];
}

function end(
  { id, endsAt: given, reason }: Extract<RisksCommand, { do: 'end' }>,
  known: KnownRisk,
  { now }: Context,
): NewFactOf<RedundancyRiskEvent>[] {
  checkNotOver(known);
  const { startsAt } = known.details;
  if (Date.parse(startsAt) > now) {
    const sentence = `it has not begun and will at ${startsAt}: cancel it instead`;
    throw new Rejected('conflict', 'not-begun', sentence);
  }
  const endsAt = given ?? now;
  if (endsAt > now) {
    const sentence = `endsAt: ${isoInstant(endsAt)} is still to come; what is expected is said by a change`;
    throw new Rejected('invalid', 'in-the-future', sentence, 'endsAt');
  }
  if (endsAt < Date.parse(startsAt)) throw endBeforeStart(isoInstant(endsAt), startsAt);
  return [RiskEnded.of({ id, endsAt: isoInstant(endsAt), reason })];
}

/** @throws Rejected risk-ended, risk-cancelled */
function checkNotOver({ over }: KnownRisk): void {
  if (over === null) return;
  throw new Rejected(
    'conflict',
    `risk-${over.as}`,
    `this redundancy risk is ${over.as} since ${isoInstant(over.since)}`,
  );
}

function checkDetails(id: string, details: RiskDetails, state: RisksState): void {
  const { kind, groups, components, startsAt, endsAt, uid } = details;
  for (const field of ['groups', 'components'] as const) {
    const twice = details[field].find((one, index) => details[field].indexOf(one) !== index);
    if (twice === undefined) continue;
    throw new Rejected('invalid', 'named-twice', `${field}: ${twice} stands there twice`, field);
  }
  const wrong = groups.find((name) => !COMPONENT_NAME.test(name));
  if (wrong !== undefined) {
    throw new Rejected('invalid', 'form', `groups: ${JSON.stringify(wrong)} cannot be the name of a group`, 'groups');
  }
  if (groups.length + components.length === 0) {
    const sentence = 'groups: name a redundancy group or a component, or nothing can be compared with it';
    throw new Rejected('invalid', 'touches-nothing', sentence, 'groups');
  }
  if (endsAt === null && kind !== 'fault') {
    throw new Rejected('invalid', 'no-end', 'endsAt: only a fault may be open; say when the work ends', 'endsAt');
  }
  if (endsAt !== null) checkSpan(kind, startsAt, endsAt);
  if (uid === null) return;
  // What was called off may be told of anew: the calendar has the last word.
  for (const [other, { details, over }] of state) {
    if (other === id || details.uid !== uid || over?.as === 'cancelled') continue;
    throw new Rejected('conflict', 'uid-taken', `uid: the redundancy risk ${other} was imported with it`, 'uid');
  }
}

function checkSpan(kind: string, startsAt: string, endsAt: string): void {
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  if (length <= 0) throw endBeforeStart(endsAt, startsAt);
  if (kind === 'fault' || length <= MAX_VENDOR_WORK_DAYS * DAY) return;
  const sentence = `endsAt: is more than ${MAX_VENDOR_WORK_DAYS} days behind the start, ${startsAt}`;
  throw new Rejected('invalid', 'too-long', sentence, 'endsAt');
}

function endBeforeStart(endsAt: string, startsAt: string): Rejected {
  return new Rejected(
    'invalid',
    'end-before-start',
    `endsAt: ${endsAt} is not behind the start, ${startsAt}`,
    'endsAt',
  );
}

/** In the order of `NO_DETAILS`, so that the same details are the same JSON. */
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
