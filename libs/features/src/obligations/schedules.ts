import type { Judgement } from '../maintenance-windows/maintenance-window.events.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';

/** Times that a window had, from when they were said until others were. All in milliseconds since 1970. */
export interface Schedule {
  /** How often the window had moved by then; announcements name it. */
  readonly index: number;
  readonly saidAt: number;
  /** The index with which other times begin; infinite for those that stand. */
  readonly nextIndex: number;
  /** When it was given other times; null: they stand. */
  readonly replacedAt: number | null;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly judgement: Judgement;
}

/** Every schedule of a window, oldest first; an extension makes no new one. */
export function schedulesOf(row: WindowRow): Schedule[] {
  if (row.scheduledAt === null || row.firstJudgement === null) return [];
  const first = row.moves[0]?.replaces ?? row;
  const all: Schedule[] = [
    {
      index: 0,
      saidAt: Date.parse(row.scheduledAt),
      nextIndex: Number.POSITIVE_INFINITY,
      replacedAt: null,
      startsAt: Date.parse(first.startsAt),
      endsAt: Date.parse(first.endsAt),
      judgement: row.firstJudgement,
    },
  ];
  row.moves.forEach(({ step, at, startsAt, endsAt, judgement }, move) => {
    const before = all.at(-1)!;
    const times = { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) };
    if (step === 'extended' || judgement === null) {
      all[all.length - 1] = { ...before, ...times };
      return;
    }
    const saidAt = Date.parse(at);
    all[all.length - 1] = { ...before, nextIndex: move + 1, replacedAt: saidAt };
    all.push({ index: move + 1, saidAt, nextIndex: Number.POSITIVE_INFINITY, replacedAt: null, ...times, judgement });
  });
  return all;
}

export function isOf({ schedule }: { readonly schedule: number }, { index, nextIndex }: Schedule): boolean {
  return schedule >= index && schedule < nextIndex;
}
