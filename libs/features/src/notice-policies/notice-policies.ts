import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf, NewFactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import {
  NoticePolicyAdopted,
  NoticePolicyApproved,
  type NoticePolicyEvent,
  noticePolicyEvents,
  NoticePolicyProposed,
  NoticePolicyWithdrawn,
  type NoticeRules,
  POLICY_NAME,
} from './notice-policy.events.js';

export type NoticePolicyCommand =
  | {
      readonly do: 'propose';
      /** Of the policy: a new one, or the one of which this is the next version. */
      readonly policy: string;
      readonly name: string;
      readonly rules: NoticeRules;
      readonly reason: string;
      readonly expected?: Expected;
    }
  | {
      readonly do: 'approve';
      readonly policy: string;
      readonly version: number;
      /** Of the token. */
      readonly person: string | null;
      readonly expected?: Expected;
    }
  | {
      readonly do: 'adopt' | 'withdraw';
      /** Ids of approvers who are not known any more, because they wished to be forgotten. */
      readonly gone?: readonly string[] | undefined;
      readonly policy: string;
      readonly version: number;
      readonly reason: string;
      readonly expected?: Expected;
    };

/** The revision of this policy that the caller has seen. */
type Expected = number | undefined;

interface Version {
  readonly rules: NoticeRules;
  readonly state: 'proposed' | 'in force' | 'superseded' | 'withdrawn';
  readonly since: number;
  /** The person who proposed it, where they are one. */
  readonly proposer: string | undefined;
  readonly approvals: readonly string[];
}

interface Policy {
  /** Of the last event that concerned this policy: its ETag. */
  readonly revision: number;
  readonly name: string;
  /** The first is version 1. */
  readonly versions: readonly Version[];
}
export type NoticePoliciesState = ReadonlyMap<string, Policy>;

/** The notice policies: one stream, because only one of them may be for everything. */
export const noticePolicies: Decider<NoticePolicyCommand, NoticePoliciesState, NoticePolicyEvent> = {
  category: 'notice-policies',
  events: noticePolicyEvents,
  initial: new Map(),

  decide(command, state) {
    const policy = state.get(command.policy);
    if (policy !== undefined) checkRevision(command.expected, policy.revision);
    if (command.do === 'propose') return propose(command, state);
    const version = policy?.versions[command.version - 1];
    if (policy === undefined || version === undefined) {
      throw new Rejected('not-found', 'unknown-policy-version', 'there is no such version of a notice policy');
    }
    switch (command.do) {
      case 'approve':
        return approve(command, policy, version, state);
      case 'adopt':
        return adopt(command, policy, version, state);
      case 'withdraw':
        if (version.state === 'withdrawn') return [];
        isProposed(version, 'be withdrawn');
        return [NoticePolicyWithdrawn.of(pickOf(command))];
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact)),
};

function applied(state: NoticePoliciesState, fact: FactOf<NoticePolicyEvent> & { erased: false }): NoticePoliciesState {
  const { recordedAt: since, revision } = fact;
  const { policy: id, version } = fact.data;
  const policy = state.get(id) ?? { name: '', versions: [] };
  const become = (change: (one: Version, number: number) => Version): NoticePoliciesState =>
    new Map(state).set(id, {
      ...policy,
      revision,
      versions: policy.versions.map((one, index) => change(one, index + 1)),
    });
  switch (fact.type) {
    case 'notice-policy.proposed': {
      const { name, rules } = fact.data;
      const proposer = fact.actor.person;
      const next: Version = { rules, state: 'proposed', since, proposer, approvals: [] };
      return new Map(state).set(id, { revision, name, versions: [...policy.versions, next] });
    }
    case 'notice-policy.approved': {
      const { person } = fact.data;
      return become((one, number) => (number === version ? { ...one, approvals: [...one.approvals, person] } : one));
    }
    case 'notice-policy.adopted':
      return become((one, number) => {
        if (number === version) return { ...one, state: 'in force', since };
        return one.state === 'in force' ? { ...one, state: 'superseded', since } : one;
      });
    case 'notice-policy.withdrawn':
      return become((one, number) => (number === version ? { ...one, state: 'withdrawn', since } : one));
    default:
      return unreachable(fact);
  }
}

function propose(
  { policy: id, name, rules, reason }: Extract<NoticePolicyCommand, { do: 'propose' }>,
  state: NoticePoliciesState,
): NewFactOf<NoticePolicyEvent>[] {
  if (!POLICY_NAME.test(name)) {
    throw invalid('name', 'form', 'must be lower-case letters, digits and hyphens, such as rule-a');
  }
  const other = [...state].find(([key, one]) => key !== id && one.name === name);
  if (other !== undefined)
    throw new Rejected('conflict', 'name-taken', `name: there is a policy ${name} already`, 'name');
  const before = state.get(id)?.versions ?? [];
  const open = before.findIndex(({ state: stands }) => stands === 'proposed');
  if (open !== -1) {
    const since = isoInstant(before[open]!.since);
    const sentence = `version ${open + 1} of ${name} is proposed since ${since}: approve or withdraw it first`;
    throw new Rejected('conflict', 'proposal-open', sentence);
  }
  checkRules(rules);
  return [NoticePolicyProposed.of({ policy: id, version: before.length + 1, name, rules, reason })];
}

function checkRules({ cells, approvers, quorum, components }: NoticeRules): void {
  const seen = new Set<string>();
  for (const { scope, impact } of cells) {
    const key = `${scope}, ${impact}`;
    if (seen.has(key)) throw invalid('cells', 'named-twice', `says twice what ${key} needs`);
    seen.add(key);
  }
  if (new Set(approvers).size < approvers.length) throw invalid('approvers', 'named-twice', 'names somebody twice');
  if (new Set(components).size < components.length) throw invalid('components', 'named-twice', 'names one twice');
  if (quorum > approvers.length) {
    throw invalid('quorum', 'more-than-approvers', `is ${quorum}, and there are ${approvers.length} approvers`);
  }
  if (approvers.length > 0 && quorum === 0)
    throw invalid('quorum', 'none', 'must be 1 at least where approvers are named');
}

function approve(
  { policy: id, version: number, person }: Extract<NoticePolicyCommand, { do: 'approve' }>,
  policy: Policy,
  version: Version,
  state: NoticePoliciesState,
): NewFactOf<NoticePolicyEvent>[] {
  if (person !== null && version.approvals.includes(person)) return [];
  isProposed(version, 'be approved');
  const { approvers, quorum } = approversOf(policy, version);
  if (approvers.length === 0) {
    throw new Rejected(
      'conflict',
      'nobody-to-ask',
      'this policy names no approvers: an admin adopts it, with a reason',
    );
  }
  if (person === null || !approvers.includes(person)) {
    throw new Rejected('forbidden', 'not-an-approver', 'only those whom the policy names as affected can approve it');
  }
  if (person === version.proposer) {
    throw new Rejected('forbidden', 'own-change', 'who proposed it cannot approve it as well');
  }
  const approved = NoticePolicyApproved.of({ policy: id, version: number, person });
  if (version.approvals.length + 1 < quorum) return [approved];
  onlyOneForEverything(id, version.rules, state);
  return [approved, NoticePolicyAdopted.of({ policy: id, version: number, reason: null })];
}

function adopt(
  command: Extract<NoticePolicyCommand, { do: 'adopt' | 'withdraw' }>,
  policy: Policy,
  version: Version,
  state: NoticePoliciesState,
): NewFactOf<NoticePolicyEvent>[] {
  if (version.state === 'in force') return [];
  isProposed(version, 'be adopted');
  const { approvers, quorum } = approversOf(policy, version);
  // People who are not there any more cannot agree: without a way out the policy would be stuck for ever.
  const left = approvers.filter((person) => !(command.gone ?? []).includes(person));
  if (approvers.length > 0 && left.length >= quorum) {
    const sentence = `the policy names ${approvers.length} approvers, ${quorum} of whom have to agree; ${version.approvals.length} did`;
    throw new Rejected('conflict', 'needs-approval', sentence);
  }
  onlyOneForEverything(command.policy, version.rules, state);
  return [NoticePolicyAdopted.of(pickOf(command))];
}

/** Who is affected by a change is said by what is in force; of the first version by itself. */
function approversOf({ versions }: Policy, version: Version): NoticeRules {
  return (versions.find(({ state }) => state === 'in force') ?? version).rules;
}

/** Of two policies for everything nobody could say which one judges. */
function onlyOneForEverything(id: string, { components }: NoticeRules, state: NoticePoliciesState): void {
  for (const [key, { name, versions }] of state) {
    const rival = versions.find((one) => key !== id && one.state === 'in force');
    if (rival === undefined) continue;
    if (components.length === 0 && rival.rules.components.length === 0) {
      const sentence = `components: ${name} is for everything already; name components, or propose another version of ${name}`;
      throw new Rejected('conflict', 'two-for-everything', sentence, 'components');
    }
    if (components.some((one) => rival.rules.components.includes(one))) {
      const sentence = `components: ${name} is for one of these components already`;
      throw new Rejected('conflict', 'component-taken', sentence, 'components');
    }
  }
  const own = state.get(id)?.versions.find((one) => one.state === 'in force');
  const isLast = own !== undefined && own.rules.components.length === 0 && components.length > 0;
  if (isLast) {
    const sentence = 'components: this policy is the one for everything, and some policy has to be';
    throw new Rejected('conflict', 'none-for-everything', sentence, 'components');
  }
}

function isProposed({ state, since }: Version, action: string): void {
  if (state === 'proposed') return;
  const sentence = `this version is ${state} since ${isoInstant(since)}: only one that is proposed can ${action}`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}

function pickOf({ policy, version, reason }: { policy: string; version: number; reason: string }) {
  return { policy, version, reason };
}

function invalid(field: string, code: string, sentence: string): Rejected {
  return new Rejected('invalid', code, `${field}: ${sentence}`, field);
}
