import { Rejected } from '@kernel/decider.js';
import { type Row, type Rows, sql, type Sql } from '@kernel/projection.js';
import { MINUTE } from '@kernel/time.js';
import { MAX_WINDOW_MINUTES } from './maintenance-window.events.js';
import type { WindowRow } from './window-table.js';

export interface FoundWindow {
  readonly row: WindowRow;
  readonly revision: number;
}

/** What a list of windows is asked for; everything that is given must hold. */
export interface WindowFilter {
  readonly statuses?: readonly string[] | undefined;
  /** Ids of components, one of which it affects. */
  readonly components?: readonly string[] | undefined;
  /** Milliseconds since 1970: windows that last into [from, to). */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly kind?: string | undefined;
  /** A name or the id of a person. */
  readonly responsible?: { readonly name: string; readonly person: string | null } | undefined;
  readonly task?: string | undefined;
  readonly series?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** A part of the title or of the text. */
  readonly words?: string | undefined;
}

export interface WindowPlace {
  /** Start and id of the window behind which the page begins. */
  readonly after: readonly [startsAt: number, id: string] | null;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
}

/** No window lasts longer, so one that overlaps a time began at most this long before it. */
const LONGEST = MAX_WINDOW_MINUTES * MINUTE;

/** A page of windows as they were at a position, by their start. */
export function readWindows(rows: Rows, filter: WindowFilter, at: number, place: WindowPlace): FoundWindow[] {
  const { after, order, limit } = place;
  const isNewest = order === 'newest';
  const beyond =
    after === null
      ? sql``
      : isNewest
        ? sql`AND (w.starts_at, w.id) < (${after[0]}, ${after[1]})`
        : sql`AND (w.starts_at, w.id) > (${after[0]}, ${after[1]})`;
  const direction = isNewest ? sql`DESC` : sql`ASC`;
  const found = rows.all(sql`
    SELECT w.revision, w.json FROM ${source(filter)}
    WHERE w.from_position <= ${at} AND w.until_position > ${at} ${conditions(filter)} ${beyond}
    ORDER BY w.starts_at ${direction}, w.id ${direction} LIMIT ${limit} + 0`);
  return found.map(toFound);
}

/** By component those that affect it are read, and no others: CROSS JOIN keeps SQLite from walking along the times. */
function source({ components, from, to }: WindowFilter): Sql {
  if (components === undefined) return sql`maintenance_windows AS w`;
  return sql`(
      SELECT DISTINCT window, from_position FROM maintenance_window_components
      WHERE component IN (SELECT value FROM json_each(${JSON.stringify(components)}))
        ${from === undefined ? sql`` : sql`AND starts_at > ${from - LONGEST}`}
        ${to === undefined ? sql`` : sql`AND starts_at < ${to}`}
    ) AS c CROSS JOIN maintenance_windows AS w ON w.id = c.window AND w.from_position = c.from_position`;
}

function conditions(filter: WindowFilter): Sql {
  const { statuses, from, to, kind, responsible, task, series, ids, words } = filter;
  return sql`
    ${from === undefined ? sql`` : sql`AND w.starts_at > ${from - LONGEST} AND w.ends_at > ${from}`}
    ${to === undefined ? sql`` : sql`AND w.starts_at < ${to}`}
    ${statuses === undefined ? sql`` : sql`AND w.status IN (SELECT value FROM json_each(${JSON.stringify(statuses)}))`}
    ${kind === undefined ? sql`` : sql`AND EXISTS (SELECT 1 FROM json_each(w.json, '$.kinds') WHERE value = ${kind})`}
    ${task === undefined ? sql`` : sql`AND EXISTS (SELECT 1 FROM json_each(w.json, '$.tasks') WHERE value = ${task})`}
    ${series === undefined ? sql`` : sql`AND w.json ->> '$.series' = ${series}`}
    ${ids === undefined ? sql`` : sql`AND w.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`}
    ${
      responsible === undefined
        ? sql``
        : sql`AND (w.json ->> '$.responsible.name' = ${responsible.name}
            OR w.json ->> '$.responsible.person' = ${responsible.person})`
    }
    ${
      words === undefined
        ? sql``
        : sql`AND (instr(lower(w.json ->> '$.title'), ${words.toLowerCase()}) > 0
            OR instr(lower(w.json ->> '$.text'), ${words.toLowerCase()}) > 0)`
    }`;
}

export function findWindow(rows: Rows, id: string, at: number): FoundWindow | undefined {
  const row = rows.get(sql`
    SELECT revision, json FROM maintenance_windows
    WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row === undefined ? undefined : toFound(row);
}

/** @throws Rejected unknown-window */
export function windowWithId(rows: Rows, id: string, at: number): FoundWindow {
  const found = findWindow(rows, id, at);
  if (found !== undefined) return found;
  throw new Rejected('not-found', 'unknown-window', 'there is no maintenance window with this id');
}

function toFound({ json, revision }: Row): FoundWindow {
  return { row: JSON.parse(json as string) as WindowRow, revision: revision as number };
}

/** From its actual start to its actual end; where it has none, as planned, and until now while it lasts. */
export function lasting(row: WindowRow, now: number): { from: number; to: number } {
  const from = Date.parse(row.startedAt ?? row.startsAt);
  const planned = Date.parse(row.endsAt);
  const to =
    row.completedAt === null
      ? row.status === 'in-progress'
        ? Math.max(now, planned)
        : planned
      : Date.parse(row.completedAt);
  return { from, to: to + 1 };
}
