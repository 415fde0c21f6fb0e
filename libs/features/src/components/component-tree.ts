import { Rejected, type RejectionKind } from '@kernel/decider.js';
import type { Rows } from '@kernel/projection.js';
import { type ComponentRow, readComponents } from './component-catalogue.js';
import type { NoticeScope } from './component.events.js';
import { type HostNames, hostNames } from './host-patterns.js';

/** Names of hosts by which entries of one component can be looked for; more is a question for its parts. */
const MAX_NAMES = 5000;

/** By what entries and operations belong to a component: it is enough to be in one of the logs or on one of the hosts. */
export interface Covered extends HostNames {
  readonly logs: readonly string[];
}

/** All components as they were at one position, and how they belong together. */
export class ComponentTree {
  private readonly byId = new Map<string, ComponentRow>();
  private readonly byWord = new Map<string, ComponentRow>();
  private readonly parts = new Map<string, ComponentRow[]>();
  private readonly revisions = new Map<string, number>();

  constructor(all: readonly { readonly row: ComponentRow; readonly revision: number }[]) {
    for (const { row, revision } of all) {
      this.byId.set(row.id, row);
      this.revisions.set(row.id, revision);
      for (const word of [row.name, ...row.aliases]) this.byWord.set(word, row);
      if (row.parent === null) continue;
      const siblings = this.parts.get(row.parent);
      if (siblings === undefined) this.parts.set(row.parent, [row]);
      else siblings.push(row);
    }
  }

  static at(rows: Rows, position: number): ComponentTree {
    return new ComponentTree(readComponents(rows, position));
  }

  /** By name. */
  get all(): ComponentRow[] {
    return [...this.byId.values()].sort(byName);
  }

  /** By its name, an alias or its id. */
  find(word: string): ComponentRow | undefined {
    return this.byWord.get(word.toLowerCase()) ?? this.byId.get(word.toLowerCase());
  }

  withId(id: string): ComponentRow | undefined {
    return this.byId.get(id);
  }

  /** @throws Rejected unknown-component: not-found, unless told, of a field of a request invalid */
  named(
    word: string,
    field?: string,
    kind: RejectionKind = field === undefined ? 'not-found' : 'invalid',
  ): ComponentRow {
    const found = this.find(word);
    if (found !== undefined) return found;
    const sentence = `there is no component ${JSON.stringify(word.slice(0, 63))}; GET /api/v1/components lists them`;
    throw new Rejected(kind, 'unknown-component', field === undefined ? sentence : `${field}: ${sentence}`, field);
  }

  revisionOf({ id }: ComponentRow): number {
    return this.revisions.get(id)!;
  }

  childrenOf({ id }: ComponentRow): ComponentRow[] {
    return [...(this.parts.get(id) ?? [])].sort(byName);
  }

  parentOf({ parent }: ComponentRow): ComponentRow | undefined {
    return parent === null ? undefined : this.byId.get(parent);
  }

  /** The outermost first. */
  ancestorsOf(row: ComponentRow): ComponentRow[] {
    const above: ComponentRow[] = [];
    for (let next = this.parentOf(row); next !== undefined; next = this.parentOf(next)) above.unshift(next);
    return above;
  }

  /** Its own, else that of the nearest ancestor that has one. */
  scopeOf(row: ComponentRow): NoticeScope | null {
    for (let next: ComponentRow | undefined = row; next !== undefined; next = this.parentOf(next)) {
      if (next.noticeScope !== null) return next.noticeScope;
    }
    return null;
  }

  /** A component and all its parts, and theirs, also those that are retired: what was done on them was done on it. */
  within(row: ComponentRow): ComponentRow[] {
    return [row, ...this.childrenOf(row).flatMap((child) => this.within(child))];
  }

  /** Ids of it, what it is a part of and its parts: downtime of the whole is that of the parts, and concerns the whole. */
  concerning(row: ComponentRow): string[] {
    return [...this.ancestorsOf(row), ...this.within(row)].map(({ id }) => id);
  }

  /** @throws Rejected too-wide */
  coveredBy(...rows: readonly ComponentRow[]): Covered {
    const all = rows.flatMap((row) => this.within(row));
    const hosts = hostNames(all.flatMap(({ hosts }) => hosts));
    if (hosts.names.length + hosts.beginnings.length > MAX_NAMES) {
      const asked = rows.map(({ name }) => name).join(', ');
      const sentence = `component: ${asked.slice(0, 200)} has more than ${MAX_NAMES} names of hosts; ask for its parts`;
      throw new Rejected('invalid', 'too-wide', sentence, 'component');
    }
    return { logs: [...new Set(all.flatMap(({ logs }) => logs))], ...hosts };
  }
}

function byName(a: ComponentRow, b: ComponentRow): number {
  return a.name < b.name ? -1 : 1;
}

/** What belongs to a component, as it was at a position. @throws Rejected unknown-component, too-wide */
export function coveredBy(rows: Rows, word: string, at: number): Covered {
  const tree = ComponentTree.at(rows, at);
  return tree.coveredBy(tree.named(word, 'component', 'not-found'));
}
