import type { Rows } from '@kernel/projection.js';
import { ComponentTree } from '../components/component-tree.js';
import type { NoticeRules } from './notice-policy.events.js';
import type { PolicyVersionView, PolicyView, RulesView } from './notice-policies.dto.js';
import { type PolicyVersionRow, readPolicyVersions } from './notices-in-force.js';

/** A policy as it is answered, and its ETag. */
export interface Told {
  readonly view: PolicyView;
  readonly revision: number;
}

/** All policies as they were at a position, by name. */
export function policiesAt(rows: Rows, at: number): Told[] {
  const tree = ComponentTree.at(rows, at);
  const byPolicy = Map.groupBy(readPolicyVersions(rows, at), ({ row }) => row.policy);
  return [...byPolicy].map(([id, versions]) => {
    const all = versions.map(({ row }) => row).sort((a, b) => a.version - b.version);
    const { name } = all.at(-1)!;
    const inForce = all.find(({ state }) => state === 'in-force')?.version ?? null;
    const revision = Math.max(...versions.map((one) => one.revision));
    return { view: { id, name, inForce, versions: all.map((row) => versionView(row, tree)) }, revision };
  });
}

function versionView(row: PolicyVersionRow, tree: ComponentTree): PolicyVersionView {
  const { version, state, since, proposedAt, proposedBy, reason, approvals, adoptedBecause, withdrawnBecause } = row;
  const rules = rulesView(row.rules, tree);
  return { version, state, since, rules, proposedAt, proposedBy, reason, approvals, adoptedBecause, withdrawnBecause };
}

/** Components by their names. */
export function rulesView(rules: NoticeRules, tree: ComponentTree): RulesView {
  return { ...rules, components: rules.components.map((id) => tree.withId(id)?.name ?? id) };
}
