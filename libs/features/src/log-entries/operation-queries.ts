import { type Row, type Rows, type SearchableRows, type Sql, sql } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { OF_TWO_HALVES } from './operations.js';
import type { Covered } from '../components/component-tree.js';
import { shortName } from '@kernel/host-ranges.js';
import type { Pair } from './pair-halves.js';
import { ABANDONED_AFTER } from './read-mark.js';

export type Phase = 'in-flight' | 'abandoned' | 'ended' | 'closed';

/** An operation as the API tells it; what ages is computed for the moment of the read. */
export interface OperationAnswer {
  readonly id: string;
  readonly log: string;
  readonly actor: string;
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  readonly hosts: readonly string[];
  readonly phase: Phase;
  readonly outcome: string | null;
  readonly exitCode: number | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Until now for an operation that has not ended; null where the start is unknown. */
  readonly durationSeconds: number | null;
  /** As the message of the END says it. */
  readonly reportedSeconds: number | null;
  readonly startEntry: string | null;
  readonly endEntry: string | null;
  /** The operation of the same actor and log within which this one ran. */
  readonly parent: string | null;
  readonly closed: { outcome: string; endedAt: string; reason: string; by: string } | null;
}

const OPERATION = sql`
    SELECT o.*, c.json AS closing FROM operations AS o
    LEFT JOIN operation_closings AS c ON c.operation = o.id AND c.from_position <=`;

interface When {
  readonly position: number;
  readonly now: number;
}

export interface OperationFilter {
  readonly log: string | null;
  readonly name: string | null;
  readonly actor: string | null;
  readonly host: string | null;
  /** In one of its logs or on one of its hosts. */
  readonly component: Covered | null;
  readonly from: number;
  readonly to: number;
  /** Only those that had not ended before this. */
  readonly endsAfter: number | null;
  /** Only those that have begun and not ended. */
  readonly openOnly: boolean;
}

/**
 * Operations by their start (or their END, where no START is known), newest first, before `(sortAt, position)`. Where
 * few of many may be meant, they are looked for on the search thread. @throws StoreOverloaded
 */
export async function readOperations(
  rows: SearchableRows,
  filter: OperationFilter,
  { position: at }: When,
  hiddenLogsJson: string,
  page: { before: readonly [number, number]; limit: number },
): Promise<Row[]> {
  const [sortAt, position] = page.before;
  const { log, name, actor, host, component, endsAfter } = filter;
  const isSearch = !filter.openOnly && [name, actor, host, component, endsAfter].some((wanted) => wanted !== null);
  const statement = sql`
    ${OPERATION} ${at}
    WHERE ${filter.openOnly ? sql`o.ended_at IS NULL AND c.json IS NULL AND` : sql``}
      o.from_position <= ${at} AND o.until_position > ${at}
      AND (o.sort_at, o.position) < (${sortAt}, ${position}) AND o.sort_at >= ${filter.from} AND o.sort_at < ${filter.to}
      AND o.log NOT IN (SELECT value FROM json_each(${hiddenLogsJson}))
      ${log === null ? sql`` : sql`AND o.log = ${log}`}
      ${name === null ? sql`` : sql`AND o.name = ${name}`}
      ${actor === null ? sql`` : sql`AND o.actor = ${actor}`}
      ${
        endsAfter === null
          ? sql``
          : sql`AND (o.ended_at >= ${endsAfter} OR (o.ended_at IS NULL AND (
              c.json IS NULL OR c.json ->> '$.endedAt' >= ${isoInstant(endsAfter)})))`
      }
      ${
        host === null
          ? sql``
          : sql`AND EXISTS (
              SELECT 1 FROM json_each(o.json, '$.hosts') AS h
              WHERE h.value = ${host} OR substr(h.value, 1, length(${host}) + 1) = ${host} || '.')`
      }
      ${component === null ? sql`` : sql`AND ${isCovered(component)}`}
    ORDER BY o.sort_at DESC, o.position DESC LIMIT ${page.limit} + 0`;
  return isSearch ? rows.search(statement) : rows.all(statement);
}

/** The same hosts are meant as by the filter of entries. */
function isCovered({ logs, names, beginnings }: Covered): Sql {
  const [exact, short, bare] = [
    names,
    names.filter((name) => !name.includes('.')),
    names.filter((name) => name.includes('.')).map(shortName),
  ].map((list) => JSON.stringify(list)) as [string, string, string];
  return sql`(o.log IN (SELECT value FROM json_each(${JSON.stringify(logs)})) OR EXISTS (
    SELECT 1 FROM json_each(o.json, '$.hosts') AS h
    WHERE h.value IN (SELECT value FROM json_each(${exact})) OR h.value IN (SELECT value FROM json_each(${bare}))
      OR substr(h.value, 1, instr(h.value, '.') - 1) IN (SELECT value FROM json_each(${short}))
      OR EXISTS (
        SELECT 1 FROM json_each(${JSON.stringify(beginnings)}) AS b
        WHERE substr(h.value, 1, length(b.value)) = b.value)))`;
}

/** The operation with this id, or of which this entry is a half. */
export function findOperation(rows: Rows, id: string, at: number): Row | undefined {
  return rows.get(sql`
    ${OPERATION} ${at}
    WHERE (o.id = ${id} OR (o.end_entry = ${id} AND ${OF_TWO_HALVES})) AND o.from_position <= ${at} AND o.until_position > ${at}`);
}

/** The id of the operation that an id of a START or an END ever meant. */
export function idOfOperation(rows: Rows, id: string): string | undefined {
  return rows.get(sql`
    SELECT o.id FROM operations AS o WHERE o.id = ${id} OR (o.end_entry = ${id} AND ${OF_TWO_HALVES})
    ORDER BY o.from_position DESC LIMIT 1`)?.['id'] as string | undefined;
}

/** `sight` tells whether the caller may read a log: a closing stays in the log in which it was said. */
export function operationAnswer(
  rows: Rows,
  row: Row,
  when: When,
  sight: { seesLog(log: string): boolean },
): OperationAnswer {
  const pair = JSON.parse(row['json'] as string) as Pair;
  const closed = row['closing'] === null ? null : (JSON.parse(row['closing'] as string) as Closing);
  const phase = phaseOf(pair, closed, when.now);
  const endedAt = pair.endedAt ?? (closed === null ? null : Date.parse(closed.endedAt));
  const until = endedAt ?? when.now;
  return {
    id: pair.id,
    log: pair.log,
    actor: pair.actor,
    kind: pair.kind,
    name: pair.name,
    text: pair.text,
    hosts: pair.hosts,
    phase,
    outcome: pair.outcome ?? closed?.outcome ?? null,
    exitCode: pair.exitCode,
    startedAt: pair.startedAt === null ? null : isoInstant(pair.startedAt),
    endedAt: endedAt === null ? null : isoInstant(endedAt),
    durationSeconds: pair.startedAt === null ? null : Math.max(0, Math.round((until - pair.startedAt) / 1000)),
    reportedSeconds: pair.reportedSeconds,
    startEntry: pair.startEntry,
    endEntry: pair.endEntry,
    parent: parentOf(rows, pair, when.position),
    closed: closed !== null && sight.seesLog(closed.log) ? toldOf(closed) : null,
  };
}

type Closing = NonNullable<OperationAnswer['closed']> & { readonly log: string };

function toldOf({ outcome, endedAt, reason, by }: Closing): OperationAnswer['closed'] {
  return { outcome, endedAt, reason, by };
}

function phaseOf(pair: Pair, closed: unknown, now: number): Phase {
  if (pair.endedAt !== null) return 'ended';
  if (closed !== null) return 'closed';
  return now - pair.startedAt! > ABANDONED_AFTER[pair.kind] ? 'abandoned' : 'in-flight';
}

/** What was begun longer ago than the most patient kind of operation may run encloses nothing. */
const LONGEST_ENCLOSING = Math.max(...Object.values(ABANDONED_AFTER));

/** The innermost operation that began before this one and ended after it, of the same actor in the same log. */
function parentOf(rows: Rows, pair: Pair, at: number): string | null {
  if (pair.startedAt === null) return null;
  const until = pair.endedAt ?? Number.MAX_SAFE_INTEGER;
  const row = rows.get(sql`
    SELECT id FROM operations
    WHERE log = ${pair.log} AND actor = ${pair.actor} AND id <> ${pair.id}
      AND started_at >= ${pair.startedAt - LONGEST_ENCLOSING}
      AND (started_at, position) < (${pair.startedAt}, ${pair.position}) AND coalesce(ended_at, ${Number.MAX_SAFE_INTEGER}) >= ${until}
      AND ${OF_TWO_HALVES} AND from_position <= ${at} AND until_position > ${at}
    ORDER BY started_at DESC, position DESC LIMIT 1`);
  return (row?.['id'] as string | undefined) ?? null;
}
