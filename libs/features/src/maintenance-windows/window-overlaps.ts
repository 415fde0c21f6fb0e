import type { ComponentTree } from '../components/component-tree.js';
import type { ComponentRow } from '../components/component-catalogue.js';
import type { AcceptedOverlap } from './maintenance-window.events.js';

/** Something that takes place, or lasts, at the time of a window. */
export interface Concurrent {
  readonly kind: AcceptedOverlap['kind'];
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  /** Null: it is not known yet. */
  readonly endsAt: string | null;
  /** Ids. */
  readonly components: readonly string[];
  /** Names of redundancy groups that it touches beside those of its components. */
  readonly groups: readonly string[];
}

/** Two things at one time on one redundancy group or one component. */
export interface Overlap extends Omit<Concurrent, 'components' | 'groups'> {
  /** Name of the redundancy group, or of the component. */
  readonly on: string;
  readonly by: 'redundancy-group' | 'component';
}

/**
 * What a window of these components meets among what takes place at the same time: its redundancy, where a group is
 * touched by both, or the same work twice, where one component is (or is a part of) the other.
 */
export function overlapsOf(
  affected: readonly string[],
  others: readonly Concurrent[],
  tree: ComponentTree,
): readonly Overlap[] {
  const mine = reachOf(affected, [], tree);
  return others.flatMap((other): Overlap[] => {
    const theirs = reachOf(other.components, other.groups, tree);
    const { kind, id, title, startsAt, endsAt } = other;
    const found = { kind, id, title, startsAt, endsAt };
    const group = [...mine.groups].find((name) => theirs.groups.has(name));
    if (group !== undefined) return [{ ...found, on: group, by: 'redundancy-group' }];
    const shared = touching(affected, other.components, mine, theirs, tree);
    return shared === undefined ? [] : [{ ...found, on: shared.name, by: 'component' }];
  });
}

interface Reach {
  readonly groups: ReadonlySet<string>;
  /** Ids of the components and all their parts. */
  readonly within: ReadonlySet<string>;
}

/** A part takes the redundancy of what it is a part of with it, and the whole that of all its parts. */
function reachOf(components: readonly string[], groups: readonly string[], tree: ComponentTree): Reach {
  const rows = components.flatMap((id) => tree.withId(id) ?? []);
  const parts = rows.flatMap((row) => tree.within(row));
  const all: ComponentRow[] = [...parts, ...rows.flatMap((row) => tree.ancestorsOf(row))];
  return {
    groups: new Set([...groups, ...all.flatMap((row) => row.groups)]),
    within: new Set(parts.map(({ id }) => id)),
  };
}

function touching(
  mine: readonly string[],
  theirs: readonly string[],
  myReach: Reach,
  theirReach: Reach,
  tree: ComponentTree,
): ComponentRow | undefined {
  const id = mine.find((one) => theirReach.within.has(one)) ?? theirs.find((one) => myReach.within.has(one));
  return id === undefined ? undefined : tree.withId(id);
}
