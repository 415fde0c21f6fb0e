import type { AnnouncementKind } from '../channels/announcement-kinds.js';
import type { ComponentTree } from '../components/component-tree.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { impactOf } from '../notice-policies/judge.js';
import type { PolicyScope } from '../notice-policies/notice-policy.events.js';
import type { Concerns } from './announcement.events.js';
import { shortWhen, type TellableWindow, whenOf } from './compose.js';
import type { WindowTold } from './lint/lint-against-window.js';

interface Addresses {
  readonly publicUrl: string;
  readonly taskUrl: string;
}

/** A window with everything named, as `compose` tells it. `reason`: for what is told now, where the window has none. */
export function tellable(row: WindowRow, tree: ComponentTree, addresses: Addresses, reason = ''): TellableWindow {
  const contacts = row.affected.flatMap((id) => {
    const found = tree.withId(id);
    return found === undefined || found.contact === '' ? [] : [found.contact];
  });
  const move = row.moves.at(-1);
  return {
    ...row,
    affected: row.affected.map((id) => nameOf(id, tree)),
    unaffected: row.unaffected.map((id) => nameOf(id, tree)),
    taskUrls: row.tasks.map((task) => addresses.taskUrl.replace('{task}', task)),
    responsible: row.responsible.name,
    contacts: [...new Set(contacts)],
    url: `${addresses.publicUrl}/windows/${row.id}`,
    was: move === undefined ? null : move.replaces,
    isExtended: move?.step === 'extended' && row.status === 'in-progress',
    reason: reason || (row.cancelled?.reason ?? row.held?.reason ?? move?.reason ?? ''),
  };
}

/** What a text of this kind about a window has to agree with. */
export function toldOf(row: WindowRow, tree: ComponentTree, kind: AnnouncementKind): WindowTold {
  const { startsAt, endsAt, startedAt, completedAt, kinds, otherKind, outcome, moves } = row;
  const affected = row.affected.map((id) => {
    const found = tree.withId(id);
    return {
      names: found === undefined ? [id] : [found.name, found.title, ...found.aliases].filter((name) => name !== ''),
    };
  });
  const reasons = [row.cancelled?.reason, row.held?.reason, ...moves.map(({ reason }) => reason)];
  const quoted = kind === 'advance' ? [] : [row.title, otherKind, outcome, ...reasons.map((one) => one ?? '')];
  const times = { startsAt, endsAt, startedAt, completedAt };
  const replaces = kind === 'rescheduled' ? (moves.at(-1)?.replaces ?? null) : null;
  return { kind, ...times, kinds, otherKind, affected, replaces, quoted };
}

/** What of a window decides where an announcement about it goes. */
export function concernsOf(row: WindowRow, tree: ComponentTree): Concerns {
  return {
    components: row.affected,
    kinds: row.kinds,
    scopes: scopesOf(row.affected, tree),
    impact: row.judgement?.impact ?? impactOf(row),
  };
}

/** Notice scopes of components; `any` of those that have none. */
export function scopesOf(components: readonly string[], tree: ComponentTree): PolicyScope[] {
  const scopes = components.flatMap((id): PolicyScope[] => {
    const row = tree.withId(id);
    return row === undefined ? [] : [tree.scopeOf(row) ?? 'any'];
  });
  return [...new Set<PolicyScope>(scopes)];
}

/** The variables of a template. */
export function variablesOf(window: TellableWindow): Readonly<Record<string, string>> {
  return {
    title: window.title,
    when: whenOf(window.startsAt, window.endsAt),
    start: shortWhen(window.startsAt),
    end: shortWhen(window.endsAt),
    affected: window.affected.join(', '),
    unaffected: window.unaffected.join(', '),
    tasks: window.tasks.join(', '),
    responsible: window.responsible,
    contact: window.contacts.join('; '),
    url: window.url,
    was: window.was === null ? '' : whenOf(window.was.startsAt, window.was.endsAt),
    reason: window.reason,
  };
}

function nameOf(id: string, tree: ComponentTree): string {
  const found = tree.withId(id);
  if (found === undefined) return id;
  return found.title === '' ? found.name : `${found.name} (${found.title})`;
}
