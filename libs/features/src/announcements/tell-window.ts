import type { Rows } from '@kernel/projection.js';
import { FORGOTTEN, REDACTED } from '@kernel/redaction.js';
import type { AnnouncementKind } from '../channels/announcement-kinds.js';
import type { ComponentRow } from '../components/component-catalogue.js';
import type { ComponentTree } from '../components/component-tree.js';
import type { Replaced, Responsible } from '../maintenance-windows/maintenance-window.events.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { impactOf } from '../notice-policies/judge.js';
import type { PolicyScope } from '../notice-policies/notice-policy.events.js';
import { isTool } from '../tokens/who-may.js';
import type { Concerns } from './announcement.events.js';
import { shortWhen, type TellableWindow, whenOf } from './compose.js';
import { readReplaced } from './last-told.js';
import type { WindowTold } from './lint/lint-against-window.js';

interface Around {
  readonly rows: Rows;
  readonly tree: ComponentTree;
  readonly addresses: { readonly publicUrl: string; readonly taskUrl: string };
}

/** A window with everything named, as `compose` tells it. `reason`: for what is told now, where the window has none. */
export function tellable(
  row: WindowRow,
  { kind, reason = '' }: { readonly kind: AnnouncementKind; readonly reason?: string | undefined },
  { rows, tree, addresses }: Around,
): TellableWindow {
  const was = readReplaced(rows, row);
  const contacts = row.affected.flatMap((id) => contactOf(tree.withId(id), tree));
  return {
    ...row,
    affected: row.affected.map((id) => nameOf(id, tree)),
    unaffected: row.unaffected.map((id) => nameOf(id, tree)),
    taskUrls: row.tasks.map((task) => addresses.taskUrl.replace('{task}', task)),
    responsible: isPerson(row.responsible, rows) ? row.responsible.name : '',
    contacts: [...new Set(contacts)],
    url: `${addresses.publicUrl}/windows/${row.id}`,
    was,
    isExtended: isExtended(row, was),
    isHeld: row.held !== null,
    reason: reason || reasonOf(row, kind, was),
  };
}

/** Why that is so which a message of this kind tells; a reason of another step is none. */
function reasonOf(row: WindowRow, kind: AnnouncementKind, was: Replaced | null): string {
  const move = row.moves.at(-1);
  const held = row.held?.reason;
  const reasons: Partial<Record<AnnouncementKind, string | undefined>> = {
    rescheduled: move?.step === 'rescheduled' ? move.reason : '',
    cancelled: row.cancelled?.reason,
    update: isExtended(row, was) ? move?.reason : held,
    delayed: held,
  };
  return reasons[kind] ?? '';
}

/** It has a later end than people were told. */
function isExtended({ status, moves }: WindowRow, was: Replaced | null): boolean {
  return status === 'in-progress' && moves.at(-1)?.step === 'extended' && was !== null;
}

/** What a text of this kind about a window has to agree with. */
export function toldOf(row: WindowRow, kind: AnnouncementKind, { rows, tree }: Around): WindowTold {
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
  const replaces = kind === 'rescheduled' ? readReplaced(rows, row) : null;
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

/** What a component says, or the nearest one around it; nothing where that is erased. */
function contactOf(row: ComponentRow | undefined, tree: ComponentTree): string[] {
  if (row === undefined) return [];
  return isSaid(row.contact) ? [row.contact] : contactOf(tree.parentOf(row), tree);
}

/** The name of the tool that entered it is none that anybody can ask. */
function isPerson({ name, person }: Responsible, rows: Rows): boolean {
  return isSaid(name) && (person !== undefined || !isTool(rows, name));
}

function isSaid(words: string): boolean {
  return words.trim() !== '' && ![FORGOTTEN, REDACTED].some((gone) => words.includes(gone));
}

function nameOf(id: string, tree: ComponentTree): string {
  const found = tree.withId(id);
  if (found === undefined) return id;
  return found.title === '' ? found.name : `${found.name} (${found.title})`;
}
