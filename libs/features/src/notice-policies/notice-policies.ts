import { type Author, checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { FactOf, NewFactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import {
  canAgree,
  checkReach,
  type Circle,
  circleInWords,
  circlesOf,
  inForceIn,
  lacking,
  type Surroundings,
} from './agreement.js';
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
import { checkRules, invalid, onlyOneForEverything } from './policy-rules.js';

export type NoticePolicyCommand = {
  /** Of the policy: a new one, or the one of which this is a version. */
  readonly policy: string;
  readonly around: Surroundings;
  readonly expected?: Expected;
} & (
  | { readonly do: 'propose'; readonly name: string; readonly rules: NoticeRules; readonly reason: string }
  | {
      readonly do: 'approve';
      readonly version: number;
      /** Of the token. */
      readonly person: string | null;
    }
  | { readonly do: 'adopt'; readonly version: number; readonly reason: string }
  | {
      readonly do: 'withdraw';
      readonly version: number;
      readonly reason: string;
      /** Whether the token may do everything. */
      readonly isAdmin: boolean;
    }
);

type Command<What extends NoticePolicyCommand['do']> = Extract<NoticePolicyCommand, { do: What }>;

/** The revision of this policy that the caller has seen. */
type Expected = number | undefined;

interface Version {
  readonly rules: NoticeRules;
  readonly state: 'proposed' | 'in force' | 'superseded' | 'withdrawn';
  readonly since: number;
  /** The person who proposed it, where they are one. */
  readonly proposer: string | undefined;
  /** Id of the principal that did. */
  readonly proposedBy: string;
  /** Why it was adopted by an admin alone, or withdrawn. */
  readonly because: string | null;
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

  decide(command, state, { author }) {
    const policy = state.get(command.policy);
    if (policy !== undefined) checkRevision(command.expected, policy.revision);
    if (command.do === 'propose') return propose(command, state, author.actor.person);
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
        return withdraw(command, policy, version, state, author);
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
      const proposedBy = fact.reporter.id;
      const next: Version = { rules, state: 'proposed', since, proposer, proposedBy, because: null, approvals: [] };
      return new Map(state).set(id, { revision, name, versions: [...policy.versions, next] });
    }
    case 'notice-policy.approved': {
      const { person } = fact.data;
      return become((one, number) => (number === version ? { ...one, approvals: [...one.approvals, person] } : one));
    }
    case 'notice-policy.adopted': {
      const { reason: because } = fact.data;
      return become((one, number) => {
        if (number === version) return { ...one, state: 'in force', since, because };
        return one.state === 'in force' ? { ...one, state: 'superseded', since } : one;
      });
    }
    case 'notice-policy.withdrawn': {
      const { reason: because } = fact.data;
      return become((one, number) => (number === version ? { ...one, state: 'withdrawn', since, because } : one));
    }
    default:
      return unreachable(fact);
  }
}

function propose(
  { policy: id, name, rules, reason, around }: Command<'propose'>,
  state: NoticePoliciesState,
  proposer: string | undefined,
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
  checkReach(circlesOf({ policy: id, name, rules }, inForceIn(state), around.upwards), proposer, around);
  return [NoticePolicyProposed.of({ policy: id, version: before.length + 1, name, rules, reason })];
}

function approve(
  command: Command<'approve'>,
  policy: Policy,
  version: Version,
  state: NoticePoliciesState,
): NewFactOf<NoticePolicyEvent>[] {
  const { policy: id, version: number, person } = command;
  const hasAgreed = person !== null && version.approvals.includes(person);
  if (hasAgreed && version.state === 'in force') return [];
  isProposed(version, 'be approved');
  if (hasAgreed) return [];
  const circles = circlesAround(command, policy, version, state);
  if (circles.length === 0) {
    throw new Rejected(
      'conflict',
      'nobody-to-ask',
      'this policy names no approvers: an admin adopts it, with a reason',
    );
  }
  if (person === null || !circles.some(({ approvers }) => approvers.includes(person))) {
    throw new Rejected('forbidden', 'not-an-approver', 'only those whom the policy names as affected can approve it');
  }
  if (person === version.proposer) {
    throw new Rejected('forbidden', 'own-change', 'who proposed it cannot approve it as well');
  }
  const approved = NoticePolicyApproved.of({ policy: id, version: number, person });
  if (lacking(circles, [...version.approvals, person]).length > 0) return [approved];
  onlyOneForEverything(id, version.rules, inForceIn(state));
  return [approved, NoticePolicyAdopted.of({ policy: id, version: number, reason: null })];
}

function adopt(
  command: Command<'adopt'>,
  policy: Policy,
  version: Version,
  state: NoticePoliciesState,
): NewFactOf<NoticePolicyEvent>[] {
  if (version.state === 'in force' && version.because === command.reason) return [];
  isProposed(version, 'be adopted');
  const { names } = command.around;
  const open = lacking(circlesAround(command, policy, version, state), version.approvals);
  const missing = open.filter((circle) => canAgree(circle, names));
  if (missing.length > 0) {
    const sentence = missing.map((circle) => circleInWords(circle, version, names)).join('; ');
    throw new Rejected('conflict', 'needs-approval', sentence);
  }
  onlyOneForEverything(command.policy, version.rules, inForceIn(state));
  return [NoticePolicyAdopted.of(pickOf(command))];
}

function withdraw(
  command: Command<'withdraw'>,
  policy: Policy,
  version: Version,
  state: NoticePoliciesState,
  { actor: { person }, reporter }: Author,
): NewFactOf<NoticePolicyEvent>[] {
  const circles = circlesAround(command, policy, version, state);
  const isAsked = person !== undefined && circles.some(({ approvers }) => approvers.includes(person));
  if (!command.isAdmin && !isAsked && reporter.id !== version.proposedBy) {
    const sentence = 'only who proposed it, those who have to agree, and an admin can withdraw it';
    throw new Rejected('forbidden', 'not-your-proposal', sentence);
  }
  if (version.state === 'withdrawn' && version.because === command.reason) return [];
  isProposed(version, 'be withdrawn');
  return [NoticePolicyWithdrawn.of(pickOf(command))];
}

function circlesAround(
  { policy, around }: NoticePolicyCommand,
  { name }: Policy,
  { rules }: Version,
  state: NoticePoliciesState,
): readonly Circle[] {
  return circlesOf({ policy, name, rules }, inForceIn(state), around.upwards);
}

function isProposed({ state, since }: Version, action: string): void {
  if (state === 'proposed') return;
  const sentence = `this version is ${state} since ${isoInstant(since)}: only one that is proposed can ${action}`;
  throw new Rejected('conflict', 'wrong-state', sentence);
}

function pickOf({ policy, version, reason }: { policy: string; version: number; reason: string }) {
  return { policy, version, reason };
}
