import { isoDay, isoInstant, MINUTE } from '@kernel/time.js';
import { shortWhen } from '../announcements/compose.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { type Told, TOLD_BEFORE_SAID, toldIn } from './obligations-of.js';
import { schedulesOf } from './schedules.js';

export const VERDICTS = ['enough', 'short', 'none', 'emergency', 'notRequired'] as const;
/** Whether people were told in time, of the times at which it took place or was to. */
export type Verdict = (typeof VERDICTS)[number];

export interface Noticed {
  readonly verdict: Verdict;
  /** It was given other times after people had been told some. */
  readonly moved: boolean;
  /** It lasted, or lasts by now, longer than was last said before it began. */
  readonly overran: boolean;
  readonly cancelled: boolean;
  /** The announcement that decided it; null: none did. */
  readonly evidence: string | null;
  readonly words: string;
}

/** How a window stands to its notice; null: there is nothing to judge, or not yet. `now`: milliseconds since 1970. */
export function noticeOf(window: WindowRow, told: readonly Told[], now: number): Noticed | null {
  const schedule = schedulesOf(window).at(-1);
  if (schedule === undefined) return null;
  const { judgement, startsAt, saidAt } = schedule;
  const first = toldIn(told, schedule)
    .filter(({ row, at }) => at !== null && (row.kind === 'advance' || row.kind === 'rescheduled'))
    .reduce<Told | null>((before, one) => (before === null || one.at! < before.at! ? one : before), null);
  const marks = {
    moved: window.moves.some(
      ({ step, at }) => step === 'rescheduled' && told.some((one) => one.at !== null && one.at <= Date.parse(at)),
    ),
    overran: overran(window, now),
    cancelled: window.status === 'cancelled',
    evidence: first?.row.id ?? null,
  };
  if (judgement.noticeMinutes === null) return { ...marks, verdict: 'notRequired', words: 'the log is enough' };
  if (window.emergency !== null) return { ...marks, verdict: 'emergency', words: `an emergency: ${window.emergency}` };
  const due = startsAt - judgement.noticeMinutes * MINUTE;
  const toldAt = first?.at ?? null;
  if (toldAt === null || toldAt > startsAt) {
    const cancelledAt = window.cancelled === null ? null : Date.parse(window.cancelled.at);
    if (cancelledAt !== null && cancelledAt <= due) {
      return { ...marks, verdict: 'notRequired', words: 'cancelled before anybody had to be told' };
    }
    if (cancelledAt === null && now <= startsAt) return null;
    return { ...marks, verdict: 'none', words: 'nobody was told before it began' };
  }
  const words = `told at ${shortWhen(isoInstant(toldAt))}, due at ${shortWhen(isoInstant(due))}${toldAt < saidAt ? TOLD_BEFORE_SAID : ''}`;
  return { ...marks, verdict: toldAt > due ? 'short' : 'enough', words };
}

function overran({ status, completedAt, moves, endsAt }: WindowRow, now: number): boolean {
  if (completedAt === null && status !== 'in-progress') return false;
  const extension = moves.find(({ step }) => step === 'extended');
  const said = Date.parse(extension?.replaces.endsAt ?? endsAt);
  return (completedAt === null ? now : Date.parse(completedAt)) > said;
}

export interface ComplianceCell extends Record<Verdict | 'moved' | 'overran' | 'cancelled', string[]> {
  /** 2026-11, by the start. */
  readonly month: string;
  /** Id. */
  readonly component: string;
  readonly kind: string;
  readonly windows: number;
}

/** Windows with their notice, by month, component and kind of downtime, in this order. */
export function complianceOf(
  windows: readonly { readonly row: WindowRow; readonly noticed: Noticed }[],
): ComplianceCell[] {
  const cells = new Map<string, ComplianceCell & { windows: number }>();
  for (const { row, noticed } of windows) {
    const month = isoDay(Date.parse(row.startsAt)).slice(0, 7);
    for (const component of row.affected) {
      for (const kind of row.kinds) {
        const key = `${month} ${component} ${kind}`;
        let cell = cells.get(key);
        if (cell === undefined) cells.set(key, (cell = emptyCell(month, component, kind)));
        cell.windows++;
        cell[noticed.verdict].push(row.id);
        for (const mark of ['moved', 'overran', 'cancelled'] as const) if (noticed[mark]) cell[mark].push(row.id);
      }
    }
  }
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function emptyCell(month: string, component: string, kind: string) {
  return {
    month,
    component,
    kind,
    windows: 0,
    enough: [] as string[],
    short: [] as string[],
    none: [] as string[],
    emergency: [] as string[],
    notRequired: [] as string[],
    moved: [] as string[],
    overran: [] as string[],
    cancelled: [] as string[],
  };
}
