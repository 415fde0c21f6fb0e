import type { Actor } from '@kernel/event.js';
import { Rejected, unreachable } from '@kernel/decider.js';
import { type Row, type Rows, sql } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { defineVersions, type Told } from '@kernel/versions.js';
import {
  type AnnouncementEvent,
  announcementEvents,
  type Concerns,
  type Destination,
  type Promised,
} from './announcement.events.js';
import type { AnnouncementStatus } from './announcement.js';
import type { AnnouncementKind } from '../channels/announcement-kinds.js';

export interface Settled {
  readonly by: string | null;
  readonly waived: boolean;
  readonly reason: string;
  readonly at: string;
  readonly actor: Actor;
}

/** An announcement as its events made it. */
export interface AnnouncementRow {
  readonly id: string;
  readonly kind: AnnouncementKind;
  readonly window: string | null;
  readonly schedule: number;
  readonly concerns: Concerns;
  readonly subject: string;
  readonly text: string;
  readonly promises: readonly (Promised & { readonly settled: Settled | null })[];
  readonly status: AnnouncementStatus;
  /** The ledger's clock; of the status. */
  readonly since: string;
  readonly composedAt: string;
  readonly composedBy: Actor;
  /** By the ledger; null while it is not, also when a person sent it. */
  readonly sentAt: string | null;
  readonly sentBy: Actor | null;
  /** Position of the event that sent it; null while there is none. */
  readonly sentPosition: number | null;
  readonly destinations: readonly Destination[];
  readonly findings: readonly string[];
  readonly overridden: string | null;
  readonly late: string | null;
  readonly thread: readonly string[];
  readonly elsewhere: readonly {
    readonly channel: string | null;
    readonly where: string;
    readonly sentAt: string;
    readonly proof: string;
    readonly by: Actor;
  }[];
  readonly seen: readonly { readonly channel: string; readonly proof: string; readonly at: string }[];
  readonly discarded: { readonly at: string; readonly by: Actor; readonly reason: string } | null;
}

/** Which announcements there are. */
export const announcementTable = defineVersions<AnnouncementRow, AnnouncementEvent>({
  name: 'announcements',
  version: 2,
  table: 'announcements',
  category: 'announcement',
  events: announcementEvents,
  columns: ['composed_at INTEGER NOT NULL', 'status TEXT NOT NULL', 'window TEXT', 'sent_position INTEGER'],
  schema: `
    CREATE INDEX announcements_by_time ON announcements (composed_at, id, until_position);
    CREATE INDEX announcements_of_window ON announcements (window, until_position);
    CREATE INDEX announcements_by_sending ON announcements (sent_position, until_position) WHERE sent_position IS NOT NULL;
    CREATE INDEX announcements_that_promise ON announcements (window) WHERE json ->> '$.promises' <> '[]';`,
  apply: applied,
  columnsOf: ({ composedAt, status, window, sentPosition }) => [Date.parse(composedAt), status, window, sentPosition],
});

function applied(before: AnnouncementRow | null, id: string, fact: Told<AnnouncementEvent>): AnnouncementRow | null {
  const at = isoInstant(fact.recordedAt);
  const by = fact.actor;
  if (fact.type === 'announcement.composed') {
    return {
      id,
      ...fact.data,
      promises: fact.data.promises.map((promise) => ({ ...promise, settled: null })),
      status: 'draft',
      since: at,
      composedAt: at,
      composedBy: by,
      sentAt: null,
      sentBy: null,
      sentPosition: null,
      destinations: [],
      findings: [],
      overridden: null,
      late: null,
      thread: [],
      elsewhere: [],
      seen: [],
      discarded: null,
    };
  }
  if (before === null) return null;
  switch (fact.type) {
    case 'announcement.edited':
      return { ...before, ...fact.data, promises: fact.data.promises.map((one) => ({ ...one, settled: null })) };
    case 'announcement.sent':
      return {
        ...before,
        ...fact.data,
        status: 'sent',
        since: at,
        sentAt: at,
        sentBy: by,
        sentPosition: fact.position,
      };
    case 'announcement.sent-elsewhere':
      return {
        ...before,
        status: 'sent',
        since: before.status === 'sent' ? before.since : at,
        elsewhere: [...before.elsewhere, { ...fact.data, by }],
      };
    case 'announcement.seen':
      return { ...before, seen: [...before.seen, { ...fact.data, at }] };
    case 'announcement.promise-settled': {
      const { promise, ...said } = fact.data;
      const settled = { ...said, at, actor: by };
      return {
        ...before,
        promises: before.promises.map((one, index) => (index === promise ? { ...one, settled } : one)),
      };
    }
    case 'announcement.discarded':
      return { ...before, status: 'discarded', since: at, discarded: { at, by, reason: fact.data.reason } };
    default:
      return unreachable(fact);
  }
}

export interface FoundAnnouncement {
  readonly row: AnnouncementRow;
  readonly revision: number;
}

export interface AnnouncementFilter {
  readonly status?: string | undefined;
  readonly kind?: string | undefined;
  readonly window?: string | undefined;
  /** Id of a component that it is about. */
  readonly components?: readonly string[] | undefined;
  /** Only what went to a channel of this type. */
  readonly channelType?: string | undefined;
  /** A part of the subject or the text. */
  readonly q?: string | undefined;
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A page of announcements as they were at a position, the newest first, behind one composed at `after[0]`. */
export function readAnnouncements(
  rows: Rows,
  { status, kind, window, components, channelType, q, from, to }: AnnouncementFilter,
  at: number,
  { after, limit }: { after: readonly [composedAt: number, id: string] | null; limit: number },
): FoundAnnouncement[] {
  const found = rows.all(sql`
    SELECT a.revision, a.json FROM announcements AS a
    WHERE a.from_position <= ${at} AND a.until_position > ${at}
      ${after === null ? sql`` : sql`AND (a.composed_at, a.id) < (${after[0]}, ${after[1]})`}
      ${status === undefined ? sql`` : sql`AND a.status = ${status}`}
      ${kind === undefined ? sql`` : sql`AND a.json ->> '$.kind' = ${kind}`}
      ${window === undefined ? sql`` : sql`AND a.window = ${window}`}
      ${
        q === undefined
          ? sql``
          : sql`AND (instr(lower(a.json ->> '$.subject'), ${q.toLowerCase()}) > 0
              OR instr(lower(a.json ->> '$.text'), ${q.toLowerCase()}) > 0)`
      }
      ${from === undefined ? sql`` : sql`AND a.composed_at >= ${from}`}
      ${to === undefined ? sql`` : sql`AND a.composed_at < ${to}`}
      ${
        components === undefined
          ? sql``
          : sql`AND EXISTS (
              SELECT 1 FROM json_each(a.json, '$.concerns.components') AS c
              WHERE c.value IN (SELECT value FROM json_each(${JSON.stringify(components)})))`
      }
      ${
        channelType === undefined
          ? sql``
          : sql`AND EXISTS (SELECT 1 FROM json_each(a.json, '$.destinations') AS d WHERE d.value ->> '$.type' = ${channelType})`
      }
    ORDER BY a.composed_at DESC, a.id DESC LIMIT ${limit} + 0`);
  return found.map(toFound);
}

/** All that were ever composed about some windows, oldest first. */
export function readAnnouncementsOf(rows: Rows, windows: readonly string[], at: number): AnnouncementRow[] {
  const found = rows.all(sql`
    SELECT revision, json FROM announcements
    WHERE window IN (SELECT value FROM json_each(${JSON.stringify(windows)}))
      AND from_position <= ${at} AND until_position > ${at}
    ORDER BY composed_at, id`);
  return found.map((row) => toFound(row).row);
}

interface PromiseTimes {
  readonly window: string;
  /** Milliseconds since 1970; null: it does not say when. */
  readonly dueAt: number | null;
}

/** Everything that was promised about windows. Few announcements promise anything: an index of those is read. */
export function readPromiseTimes(rows: Rows, at: number): PromiseTimes[] {
  const found = rows.all(sql`
    SELECT a.window, p.value ->> '$.dueAt' AS dueAt FROM announcements AS a, json_each(a.json, '$.promises') AS p
    WHERE a.json ->> '$.promises' <> '[]' AND a.window IS NOT NULL AND a.status = 'sent'
      AND a.from_position <= ${at} AND a.until_position > ${at}`);
  return found.map(({ window, dueAt }) => {
    return { window: window as string, dueAt: dueAt === null ? null : Date.parse(dueAt as string) };
  });
}

/** All that were sent about no window and promise something, oldest first. */
export function readPromisesAside(rows: Rows, at: number): AnnouncementRow[] {
  const found = rows.all(sql`
    SELECT revision, json FROM announcements
    WHERE window IS NULL AND from_position <= ${at} AND until_position > ${at}
      AND status = 'sent' AND json ->> '$.promises' <> '[]'
    ORDER BY composed_at, id`);
  return found.map((row) => toFound(row).row);
}

export function findAnnouncement(rows: Rows, id: string, at: number): FoundAnnouncement | undefined {
  const row = rows.get(sql`
    SELECT revision, json FROM announcements WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row === undefined ? undefined : toFound(row);
}

/** @throws Rejected unknown-announcement */
export function announcementWithId(rows: Rows, id: string, at: number): FoundAnnouncement {
  const found = findAnnouncement(rows, id, at);
  if (found !== undefined) return found;
  throw new Rejected('not-found', 'unknown-announcement', 'there is no announcement with this id');
}

function toFound({ json, revision }: Row): FoundAnnouncement {
  return { row: JSON.parse(json as string) as AnnouncementRow, revision: revision as number };
}
