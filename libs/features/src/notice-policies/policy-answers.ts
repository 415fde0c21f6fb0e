import type { Rows } from '@kernel/projection.js';
import { ComponentTree } from '../components/component-tree.js';
import { circlesOf } from './agreement.js';
import { upwardsFrom } from './judge.js';
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
  const versions = readPolicyVersions(rows, at);
  const inForce = versions.flatMap(({ row }) => (row.state === 'in-force' ? row : []));
  const byPolicy = Map.groupBy(versions, ({ row }) => row.policy);
  return [...byPolicy].map(([id, own]) => {
    const all = own.map(({ row }) => row).sort((a, b) => a.version - b.version);
    const { name } = all.at(-1)!;
    const valid = inForce.find(({ policy }) => policy === id)?.version ?? null;
    const revision = Math.max(...own.map((one) => one.revision));
    const views = all.map((row) => versionView(row, inForce, tree));
    return { view: { id, name, inForce: valid, versions: views }, revision };
  });
}

function versionView(
  row: PolicyVersionRow,
  inForce: readonly PolicyVersionRow[],
  tree: ComponentTree,
): PolicyVersionView {
  const { version, state, since, proposedAt, proposedBy, reason, approvals, adoptedBecause, withdrawnBecause } = row;
  const upwards = row.rules.components.map((id) => upwardsFrom(id, tree));
  const asked = state === 'proposed' ? circlesOf(row, inForce, upwards) : [];
  const told = { version, state, since, rules: rulesView(row.rules, tree), proposedAt, proposedBy, reason };
  return { ...told, asked, approvals, adoptedBecause, withdrawnBecause };
}

/** Components by their names. */
export function rulesView(rules: NoticeRules, tree: ComponentTree): RulesView {
  return { ...rules, components: rules.components.map((id) => tree.withId(id)?.name ?? id) };
}
