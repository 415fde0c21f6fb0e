import type { ComponentRow } from './component-catalogue.js';
import type { ComponentTree } from './component-tree.js';
import type { ComponentView, OneComponentView } from './components.dto.js';

interface SeesLogs {
  seesLog(log: string): boolean;
}

/** A component as a caller may see it: of its logs only those that the caller sees. */
export function componentAnswer(row: ComponentRow, tree: ComponentTree, sight: SeesLogs): ComponentView {
  const { id, name, title, description, ownerTeam, noticeScope, hosts, groups, aliases, contact } = row;
  return {
    id,
    name,
    title,
    description,
    parent: tree.parentOf(row)?.name ?? null,
    ownerTeam,
    noticeScope,
    effectiveScope: tree.scopeOf(row),
    logs: row.logs.filter((log) => sight.seesLog(log)),
    hosts,
    groups,
    aliases,
    contact,
    status: row.retired === null ? 'active' : 'retired',
    retired: row.retired === null ? null : { at: row.retired.at, reason: row.retired.reason },
    registeredAt: row.registeredAt,
  };
}

/** The same with its place in the tree. */
export function oneComponentAnswer(row: ComponentRow, tree: ComponentTree, sight: SeesLogs): OneComponentView {
  const isRedundant = (other: ComponentRow): boolean =>
    other.id !== row.id && other.retired === null && other.groups.some((group) => row.groups.includes(group));
  return {
    ...componentAnswer(row, tree, sight),
    ancestors: tree.ancestorsOf(row).map(({ name }) => name),
    children: tree.childrenOf(row).map(({ name }) => name),
    redundantWith: row.groups.length === 0 ? [] : tree.all.filter(isRedundant).map(({ name }) => name),
  };
}
