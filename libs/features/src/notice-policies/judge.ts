import { Rejected } from '@kernel/decider.js';
import { MINUTE } from '@kernel/time.js';
import type { ComponentRow } from '../components/component-catalogue.js';
import type { ComponentTree } from '../components/component-tree.js';
import { ENDED_NOTICES, type ImpactLength, type NoticeRules, type PolicyScope } from './notice-policy.events.js';

/** A version of a policy by which windows are judged. */
export interface PolicyInForce {
  readonly policy: string;
  readonly name: string;
  readonly version: number;
  readonly rules: NoticeRules;
}

/** What a policy demands for one window; see `Judgement` in maintenance-window.events.ts. */
export interface Judged {
  readonly policy: string;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly scope: PolicyScope;
  readonly impact: ImpactLength;
  readonly noticeMinutes: number | null;
  readonly starting: boolean;
  readonly ended: NoticeRules['ended'];
  readonly short: boolean;
}

/** What of a plan is judged. */
export interface Judgeable {
  /** Ids of components. */
  readonly affected: readonly string[];
  readonly kinds: readonly string[];
  readonly impactMinutes: number | null;
  readonly startsAt: string;
  readonly endsAt: string;
}

const HOUR_OF_MINUTES = 60;
const SHORT_MINUTES = 5;

/**
 * Judges a plan by the policies in force: of all components that are affected, what demands the longest notice counts.
 * @throws Rejected no-policy
 */
export function judge(
  policies: readonly PolicyInForce[],
  tree: ComponentTree,
  plan: Judgeable,
  /** Milliseconds since 1970. */
  now: number,
): Judged {
  const impact = impactOf(plan);
  const rows: (ComponentRow | null)[] = plan.affected.flatMap((id) => tree.withId(id) ?? []);
  const demands = (rows.length === 0 ? [null] : rows).map((row) => demandOf(policies, tree, row, impact));
  const strictest = demands.reduce((most, one) => (isStricter(one, most) ? one : most));
  const { policy, scope, noticeMinutes } = strictest;
  return {
    policy: policy.policy,
    policyName: policy.name,
    policyVersion: policy.version,
    scope,
    impact,
    noticeMinutes,
    starting: noticeMinutes !== null && policy.rules.starting,
    ended: noticeMinutes === null ? 'none' : policy.rules.ended,
    short: noticeMinutes !== null && now + noticeMinutes * MINUTE > Date.parse(plan.startsAt),
  };
}

/** The column of the matrix; restarts and resets count as shorter than five minutes. */
export function impactOf({ kinds, impactMinutes, startsAt, endsAt }: Omit<Judgeable, 'affected'>): ImpactLength {
  if (impactMinutes === 0) return 'none';
  if (kinds.length === 1 && kinds[0] === 'restarts') return 'under-5-min';
  const minutes = impactMinutes ?? (Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE;
  if (minutes < SHORT_MINUTES) return 'under-5-min';
  return minutes > HOUR_OF_MINUTES ? 'over-1-hour' : 'from-5-min';
}

interface Demand {
  readonly policy: PolicyInForce;
  readonly scope: PolicyScope;
  readonly noticeMinutes: number | null;
}

/** Longer notice counts first; where that is the same, what owes more mails, so that the order of components is none. */
function isStricter(one: Demand, other: Demand): boolean {
  const [ours, theirs] = [strictness(one), strictness(other)];
  const differs = ours.findIndex((value, index) => value !== theirs[index]);
  return differs !== -1 && ours[differs]! > theirs[differs]!;
}

function strictness({ noticeMinutes, policy: { rules } }: Demand): readonly number[] {
  return [noticeMinutes ?? -1, Number(rules.starting), -ENDED_NOTICES.indexOf(rules.ended)];
}

function demandOf(
  policies: readonly PolicyInForce[],
  tree: ComponentTree,
  row: ComponentRow | null,
  impact: ImpactLength,
): Demand {
  const policy = policyOf(policies, tree, row);
  const own = row === null ? null : tree.scopeOf(row);
  const cellFor = (scope: PolicyScope) =>
    policy.rules.cells.find((cell) => cell.scope === scope && cell.impact === impact);
  const cell = (own === null ? undefined : cellFor(own)) ?? cellFor('any');
  return { policy, scope: cell?.scope ?? own ?? 'any', noticeMinutes: cell?.noticeMinutes ?? null };
}

function policyOf(policies: readonly PolicyInForce[], tree: ComponentTree, row: ComponentRow | null): PolicyInForce {
  const found = policyFor(policies, row === null ? [] : upwardsFrom(row.id, tree));
  if (found !== undefined) return found;
  throw new Rejected('conflict', 'no-policy', 'no notice policy is in force for everything: adopt one first');
}

/** The policy of the first of these components that has one of its own; else the one for everything. */
export function policyFor<Policy extends Pick<PolicyInForce, 'rules'>>(
  policies: readonly Policy[],
  upwards: readonly string[],
): Policy | undefined {
  for (const id of upwards) {
    const own = policies.find(({ rules }) => rules.components.includes(id));
    if (own !== undefined) return own;
  }
  return policies.find(({ rules }) => rules.components.length === 0);
}

/** Ids of a component and of what it is a part of, the nearest first. */
export function upwardsFrom(id: string, tree: ComponentTree): string[] {
  const row = tree.withId(id);
  return row === undefined
    ? [id]
    : [
        id,
        ...tree
          .ancestorsOf(row)
          .map((above) => above.id)
          .reverse(),
      ];
}

/** `rule-a version 1 demands 7 days of notice (any, from 5 minutes); it is short` */
export function judgementInWords({ policyName, policyVersion, scope, impact, noticeMinutes, short }: Judged): string {
  const who = `${policyName} version ${policyVersion}`;
  const why = `for ${scope === 'any' ? 'every scope' : scope}, impact ${impact.replaceAll('-', ' ')}`;
  if (noticeMinutes === null) return `${who} demands no notice (${why}); the log is enough`;
  return `${who} demands ${noticeInWords(noticeMinutes)} of notice (${why})${short ? '; less is left already' : ''}`;
}

export function noticeInWords(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0 && minutes > 0
      ? [minutes / 1440, 'day']
      : minutes % 60 === 0 && minutes > 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
