import { Rejected } from '@kernel/decider.js';
import { type PolicyInForce, policyFor } from './judge.js';
import type { NoticePoliciesState } from './notice-policies.js';

/** What the stream of the policies does not tell: how components and people stand now. */
export interface Surroundings {
  /** Of each component of the version: its id, and those of what it is a part of, the nearest first. */
  readonly upwards: readonly (readonly string[])[];
  /** Names of people by their ids; who wished to be forgotten has none. */
  readonly names: ReadonlyMap<string, string>;
}

/** What of a version is agreed upon. */
export type Standing = Pick<PolicyInForce, 'policy' | 'name' | 'rules'>;

/** So many of these people have to agree, because this policy says so. */
export interface Circle {
  readonly policy: string;
  readonly approvers: readonly string[];
  readonly quorum: number;
}

/**
 * Who has to agree to a version: those whom its policy names (by what is in force, of the first version by itself), and
 * those whom each policy names that judges one of its components now.
 */
export function circlesOf(
  version: Standing,
  inForce: readonly Standing[],
  upwards: Surroundings['upwards'],
): readonly Circle[] {
  const own = inForce.find(({ policy }) => policy === version.policy) ?? version;
  const judging = upwards.flatMap((line) => policyFor(inForce, line) ?? []);
  return [...new Set([own, ...judging])].flatMap(({ name, rules: { approvers, quorum } }) =>
    approvers.length === 0 ? [] : { policy: name, approvers, quorum },
  );
}

/** The versions that are in force. */
export function inForceIn(state: NoticePoliciesState): Standing[] {
  return [...state].flatMap(([policy, { name, versions }]) => {
    const valid = versions.find((one) => one.state === 'in force');
    return valid === undefined ? [] : { policy, name, rules: valid.rules };
  });
}

/** Those of whom too few have agreed. */
export function lacking(circles: readonly Circle[], approvals: readonly string[]): Circle[] {
  return circles.filter((circle) => agreedIn(circle, approvals) < circle.quorum);
}

/** People who are not there any more cannot agree: without a way out the policy would be stuck for ever. */
export function canAgree({ approvers, quorum }: Circle, names: Surroundings['names']): boolean {
  return approvers.filter((person) => names.has(person)).length >= quorum;
}

/** `web names ada and grace, 2 of whom have to agree; 1 did` */
export function circleInWords(
  circle: Circle,
  { approvals, proposer }: { readonly approvals: readonly string[]; readonly proposer: string | undefined },
  names: Surroundings['names'],
): string {
  const { policy, approvers, quorum } = circle;
  const who = `${policy} names ${peopleInWords(approvers, names)}, ${quorum} of whom ${quorum === 1 ? 'has' : 'have'} to agree`;
  const isOneOfThem = proposer !== undefined && approvers.includes(proposer);
  const does = isOneOfThem ? '; who proposed it is one of them and does not count' : '';
  return `${who}; ${agreedIn(circle, approvals)} did${does}`;
}

/** @throws Rejected where so many are asked that it could never come into force: who proposes it does not count */
export function checkReach(circles: readonly Circle[], proposer: string | undefined, around: Surroundings): void {
  for (const circle of circles) {
    const { policy, approvers, quorum } = circle;
    const others = approvers.filter((person) => person !== proposer);
    if (others.length >= quorum || !canAgree(circle, around.names)) continue;
    const sentence =
      `quorum: ${policy} names ${peopleInWords(approvers, around.names)}, and ${quorum} of them would have to agree; ` +
      'who proposes a version does not count: name more people, ask fewer of them, or let somebody else propose it';
    throw new Rejected('conflict', 'proposer-does-not-count', sentence, 'quorum');
  }
}

function agreedIn({ approvers }: Circle, approvals: readonly string[]): number {
  return approvals.filter((person) => approvers.includes(person)).length;
}

const AT_MOST = 10;

function peopleInWords(ids: readonly string[], names: Surroundings['names']): string {
  const known = ids.flatMap((id) => names.get(id) ?? []);
  const shown = known.slice(0, AT_MOST);
  const rest = ids.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [`${rest} more`])].join(', ').replace(/, (?=[^,]*$)/, ' and ');
}
