import type { Rows } from '@kernel/projection.js';
import { ComponentTree } from '../components/component-tree.js';
import { findPerson } from '../people/who-is-who.js';
import type { Surroundings } from './agreement.js';
import { upwardsFrom } from './judge.js';
import type { NoticeRules } from './notice-policy.events.js';
import { readPolicyVersions } from './notices-in-force.js';

type About = Pick<NoticeRules, 'components' | 'approvers'>;

/** How the components and the people of what is proposed stand now, and all others whom a policy names. */
export function surroundingsOf(rows: Rows, { components, approvers }: About, at: number): Surroundings {
  const tree = ComponentTree.at(rows, at);
  const named = readPolicyVersions(rows, at).flatMap(({ row }) => row.rules.approvers);
  const people = [...new Set([...named, ...approvers])].flatMap((id) => findPerson(rows, id, at)?.person ?? []);
  return {
    upwards: components.map((id) => upwardsFrom(id, tree)),
    names: new Map(people.map(({ id, displayName }) => [id, displayName])),
  };
}

/** The same of a version that is there. */
export function surroundingsOfVersion(rows: Rows, policy: string, version: number, at: number): Surroundings {
  const found = readPolicyVersions(rows, at).find(({ row }) => row.policy === policy && row.version === version);
  return surroundingsOf(rows, found?.row.rules ?? { components: [], approvers: [] }, at);
}
