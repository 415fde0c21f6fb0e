import { type Rows, sql } from '@kernel/projection.js';
import { DAY, MINUTE } from '@kernel/time.js';
import { readPromiseTimes } from '../announcements/announcement-table.js';
import { readWindows } from '../maintenance-windows/window-queries.js';
import { readPolicyVersions } from '../notice-policies/notices-in-force.js';
import type { Obligation } from './obligations-of.js';
import { readObligations, readPromises } from './told-about.js';

/** Read at one time; who asks for little gets it soon, however many windows there are. */
const SLICE = 31 * DAY;
/** What is due at a start, an end or a step is due at most this long after it. */
const SOON = DAY;
const ALL = { after: null, order: 'oldest', limit: 1_000_000 } as const;

type LedgerRows = Rows & { positionAt(instant: number): number; timeAt(position: number): number };

/** Milliseconds since 1970: due at `from` or later, and before `to`. */
interface Span {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

interface Moment {
  readonly position: number;
  readonly now: number;
}

export function isDueIn({ dueAt }: Obligation, { from = -Infinity, to = Infinity }: Span): boolean {
  // What does not say when may come at any time to come.
  if (dueAt === null) return to === Infinity;
  const due = Date.parse(dueAt);
  return due >= from && due < to;
}

/**
 * What is due within a span, the earliest first, a part at a time. Last what does not say when: of windows that last into
 * `undatedOf`, and what was promised about none; null: without it.
 */
export function* dueBetween(rows: LedgerRows, span: Span, undatedOf: Span | null, at: Moment): Generator<Obligation[]> {
  const promised = readPromiseTimes(rows, at.position);
  const aside = readPromises(rows, at.position, at.now);
  const notice = longestNotice(rows, at.position);
  const of = (windows: readonly string[], lasting: Span = {}): Obligation[] => {
    const found = readWindows(rows, { ids: windows, ...lasting }, at.position, ALL).map(({ row }) => row);
    return [...readObligations(rows, found, at.position, at.now).values()].flatMap(({ obligations }) => obligations);
  };
  const dated = [...promised, ...aside.map(dueOf)].flatMap(({ dueAt }) => dueAt ?? []);
  const [first, last] = reachOf(rows, notice, dated, at);
  const end = Math.min(last, span.to ?? Infinity);
  for (let from = Math.max(first, span.from ?? -Infinity); from < end; from += SLICE) {
    const slice = { from, to: Math.min(from + SLICE, end) };
    const isThen = (due: number | null): boolean => due !== null && due >= slice.from && due < slice.to;
    const promising = promised.flatMap(({ window, dueAt }) => (isThen(dueAt) ? window : []));
    const windows = [...new Set([...concernedIn(rows, slice, notice, at.position), ...promising])];
    yield [...of(windows), ...aside].filter((one) => isDueIn(one, slice));
  }
  if (undatedOf === null) return;
  const undated = promised.flatMap(({ window, dueAt }) => (dueAt === null ? window : []));
  yield [...of([...new Set(undated)], undatedOf), ...aside].filter(({ dueAt }) => dueAt === null);
}

function dueOf({ dueAt }: Obligation): { readonly dueAt: number | null } {
  return { dueAt: dueAt === null ? null : Date.parse(dueAt) };
}

/** Ids of windows with an obligation that is no promise and due then: more than those, never fewer. */
function concernedIn(rows: LedgerRows, { from, to }: Required<Span>, notice: number, at: number): string[] {
  const [before, until] = [rows.positionAt(from - SOON), Math.min(rows.positionAt(to), at)];
  // Times that were replaced were due as well: every version counts.
  const found = rows.all(sql`
    SELECT id FROM maintenance_windows
      WHERE starts_at > ${from - SOON} AND starts_at < ${to + notice} AND from_position <= ${at}
    UNION SELECT id FROM maintenance_windows
      WHERE completed_at > ${from - SOON} AND completed_at < ${to} AND from_position <= ${at}
    UNION SELECT id FROM maintenance_windows_facts
      WHERE position > ${before} AND position <= ${until}
        AND json ->> '$.type' IN ('maintenance-window.rescheduled', 'maintenance-window.cancelled')`);
  return found.map(({ id }) => id as string);
}

/** Before the one nothing is due, and nothing at the other or later. */
function reachOf(
  rows: LedgerRows,
  notice: number,
  promised: readonly number[],
  { now }: Moment,
): readonly [first: number, last: number] {
  const row = rows.get(sql`
    SELECT (SELECT min(starts_at) FROM maintenance_windows) AS first, (SELECT max(starts_at) FROM maintenance_windows) AS last`);
  const first = row?.['first'] as number | null | undefined;
  const earliest = Math.min((first ?? now) - notice, rows.timeAt(1));
  const latest = Math.max((row?.['last'] as number | null | undefined) ?? now, now) + SOON;
  return promised.reduce(([begins, ends], due) => [Math.min(begins, due), Math.max(ends, due + 1)] as const, [
    earliest,
    latest,
  ] as const);
}

/** Of all policies that ever were: windows are judged by those of their day. */
function longestNotice(rows: Rows, at: number): number {
  const minutes = readPolicyVersions(rows, at).flatMap(({ row }) =>
    row.rules.cells.map(({ noticeMinutes }) => noticeMinutes ?? 0),
  );
  return Math.max(0, ...minutes) * MINUTE;
}
