import { derivedId } from '@kernel/ids.js';
import { isoInstant, MINUTE } from '@kernel/time.js';
import type { AnnouncementRow } from '../announcements/announcement-table.js';
import { lengthInWords, shortWhen } from '../announcements/compose.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import type { ObligationKind } from './obligation.events.js';
import { isOf, type Schedule, schedulesOf } from './schedules.js';

export const OBLIGATION_STATES = ['pending', 'met', 'late', 'missed', 'waived', 'void'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

/** A message that people are owed, and whether they got it. */
export interface Obligation {
  readonly id: string;
  /** Null: a promise that was made about no window. */
  readonly window: string | null;
  /** Of a promise: the announcement that makes it. */
  readonly announcement: string | null;
  readonly kind: ObligationKind;
  /** Null: a promise that does not say when. */
  readonly dueAt: string | null;
  readonly state: ObligationState;
  /** When people were told; null while they were not. */
  readonly metAt: string | null;
  /** The announcement that proves it. */
  readonly evidence: string | null;
  readonly words: string;
}

/** An announcement, and when people first had it; null: they have not yet. */
export interface Told {
  readonly row: AnnouncementRow;
  readonly at: number | null;
}

export interface Circumstances {
  readonly announcements: readonly Told[];
  /** Reasons, by the id of the obligation. */
  readonly waived: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Just before, and just after: so much may lie between the message and what it tells. */
export const JUST = 15 * MINUTE;

/** What a person sent before the ledger knew of it, has to be believed. */
export const TOLD_BEFORE_SAID = ', before it was scheduled here: see the proof';

/** What was told of some times of a window. Nobody can have been told other times before they were decided. */
export function toldIn(announcements: readonly Told[], schedule: Schedule): Told[] {
  const earliest = schedule.index === 0 ? -Infinity : schedule.saidAt;
  return announcements
    .filter(({ row }) => isOf(row, schedule))
    .map(({ row, at }) => ({ row, at: at === null ? null : Math.max(at, earliest) }));
}

/** Everything that people are owed about a window, by when it is due. */
export function obligationsOf(window: WindowRow, given: Circumstances): Obligation[] {
  const schedules = schedulesOf(window);
  const all = [
    ...schedules.flatMap((schedule, index) => [
      ...ofSchedule(window, schedule, given),
      ...moveOf(window, schedule, schedules[index - 1], given),
    ]),
    ...endOf(window, schedules.at(-1), given),
    ...cancellationOf(window, given),
    ...promisesOf(window.id, given),
  ];
  return all.sort((a, b) => ((a.dueAt ?? '9') < (b.dueAt ?? '9') ? -1 : 1));
}

/** `of`: what tells it from the others of its kind. */
export function obligationId(window: string, kind: string, of: string): string {
  return derivedId('obligation', window, kind, of);
}

interface Owed {
  readonly window: string | null;
  readonly kind: ObligationKind;
  /** What tells it from the others of its kind. */
  readonly of: string;
  readonly announcement?: string;
  readonly dueAt: number | null;
  /** The first message that fulfils it. */
  readonly told: Told | undefined;
  /** When it is not owed any more unless it was told; null: it is. */
  readonly voidBecause: string | null;
  /** When what it tells was entered here. */
  readonly saidAt?: number;
  /** From when on it is missed, if nobody was told. */
  readonly missedFrom: number;
  /** From when on it is of no use to be told any more; null: it always is. */
  readonly uselessFrom: number | null;
  readonly isOptional?: boolean;
}

function judged(owed: Owed, { waived, now }: Circumstances): Obligation {
  const {
    window,
    kind,
    of,
    announcement = null,
    dueAt,
    told,
    voidBecause,
    missedFrom,
    uselessFrom,
    saidAt,
    isOptional = false,
  } = owed;
  const id = obligationId(window ?? '', kind, of);
  const at = told?.at ?? null;
  const reason = waived.get(id);
  const made = {
    id,
    window,
    announcement,
    kind,
    dueAt: dueAt === null ? null : isoInstant(dueAt),
    metAt: at === null ? null : isoInstant(at),
    evidence: told?.row.id ?? null,
  };
  if (at !== null) {
    const before = saidAt !== undefined && at < saidAt ? TOLD_BEFORE_SAID : '';
    if (dueAt === null || at <= dueAt) return { ...made, state: 'met', words: `told in time${before}` };
    if (reason !== undefined) return { ...made, state: 'waived', words: `waived: ${reason}` };
    if (uselessFrom === null || at < uselessFrom)
      return { ...made, state: 'late', words: `told ${lengthInWords(at - dueAt)} late` };
    return { ...made, state: 'missed', words: 'told when it was of no use any more' };
  }
  if (reason !== undefined) return { ...made, state: 'waived', words: `waived: ${reason}` };
  if (voidBecause !== null) return { ...made, state: 'void', words: voidBecause };
  if (now < missedFrom) {
    const isOverdue = dueAt !== null && now > dueAt;
    return { ...made, state: 'pending', words: isOverdue ? 'overdue: nobody was told yet' : 'not told yet' };
  }
  if (isOptional) return { ...made, state: 'void', words: 'optional, and not sent' };
  return { ...made, state: 'missed', words: 'nobody was told' };
}

function ofSchedule(window: WindowRow, schedule: Schedule, given: Circumstances): Obligation[] {
  const { judgement, startsAt, saidAt, replacedAt } = schedule;
  const told = toldIn(given.announcements, schedule);
  const tells = (...kinds: string[]) => told.filter(({ row }) => kinds.includes(row.kind));
  const started = replacedAt === null && window.startedAt !== null ? Date.parse(window.startedAt) : null;
  const gone = goneBecause(window, schedule);
  const isEmergency = window.emergency !== null && replacedAt === null;
  const completed = window.completedAt === null ? Infinity : Date.parse(window.completedAt);
  const advance = (noticeMinutes: number): Owed => ({
    window: window.id,
    kind: 'advance',
    of: String(schedule.index),
    dueAt: startsAt - noticeMinutes * MINUTE,
    saidAt,
    told: earliest(tells('advance', 'rescheduled')),
    voidBecause: gone ?? (isEmergency ? 'it was an emergency' : null),
    missedFrom: Math.min(startsAt, started ?? startsAt) + 1,
    uselessFrom: isEmergency ? null : startsAt + 1,
  });
  const beganThen = started !== null && started < startsAt + JUST;
  const isLate = replacedAt === null && !beganThen && given.now >= startsAt + JUST;
  const starting: Owed = {
    window: window.id,
    kind: 'starting',
    of: String(schedule.index),
    dueAt: startsAt,
    told: earliest(tells('starting').filter(({ at }) => at === null || at >= startsAt - JUST)),
    voidBecause:
      gone ?? (isLate ? 'it did not begin then' : saidAt > startsAt ? 'it had begun when it was said' : null),
    missedFrom: Math.min(startsAt + JUST, completed),
    uselessFrom: startsAt + JUST,
  };
  const delayed: Owed = {
    window: window.id,
    kind: 'delayed',
    of: String(schedule.index),
    dueAt: startsAt + 2 * JUST,
    told: earliest(tells('delayed')),
    voidBecause: gone,
    missedFrom: startsAt + 2 * JUST + 1,
    uselessFrom: null,
  };
  const anyTold = tells('advance', 'rescheduled', 'starting').some(({ at }) => at !== null);
  return [
    ...(judgement.noticeMinutes === null ? [] : [judged(advance(judgement.noticeMinutes), given)]),
    ...(judgement.starting ? [judged(starting, given)] : []),
    ...(isLate && anyTold && gone === null && saidAt <= startsAt ? [judged(delayed, given)] : []),
  ];
}

function goneBecause(window: WindowRow, { replacedAt, startsAt }: Schedule): string | null {
  if (replacedAt !== null) return `it was given other times at ${shortWhen(isoInstant(replacedAt))}`;
  const { cancelled } = window;
  const isGone = cancelled !== null && Date.parse(cancelled.at) <= startsAt + JUST;
  return isGone ? `it was cancelled at ${shortWhen(cancelled.at)}` : null;
}

/** Who was told the old times has to be told the new ones. */
function moveOf(
  window: WindowRow,
  schedule: Schedule,
  before: Schedule | undefined,
  given: Circumstances,
): Obligation[] {
  if (before === undefined || !toldBefore(schedule.saidAt, given)) return [];
  const told = earliest(toldIn(given.announcements, schedule).filter(({ row }) => row.kind === 'rescheduled'));
  const owed: Owed = {
    window: window.id,
    kind: 'rescheduled',
    of: String(schedule.index),
    dueAt: schedule.saidAt + JUST,
    told,
    voidBecause:
      schedule.replacedAt === null ? null : `it was moved again at ${shortWhen(isoInstant(schedule.replacedAt))}`,
    missedFrom: Math.max(schedule.saidAt + JUST, before.startsAt) + 1,
    uselessFrom: Math.max(schedule.saidAt + JUST, before.startsAt) + 1,
  };
  return [judged(owed, given)];
}

function cancellationOf(window: WindowRow, given: Circumstances): Obligation[] {
  if (window.cancelled === null) return [];
  const at = Date.parse(window.cancelled.at);
  if (!toldBefore(at, given)) return [];
  const owed: Owed = {
    window: window.id,
    kind: 'cancelled',
    of: '',
    dueAt: at + JUST,
    told: earliest(given.announcements.filter(({ row }) => row.kind === 'cancelled')),
    voidBecause: null,
    missedFrom: Math.max(at + JUST, Date.parse(window.startsAt)) + 1,
    uselessFrom: Math.max(at + JUST, Date.parse(window.startsAt)) + 1,
  };
  return [judged(owed, given)];
}

function endOf(window: WindowRow, schedule: Schedule | undefined, given: Circumstances): Obligation[] {
  if (schedule === undefined || schedule.judgement.ended === 'none' || window.completedAt === null) return [];
  const ended = Date.parse(window.completedAt);
  const owed: Owed = {
    window: window.id,
    kind: 'ended',
    of: '',
    dueAt: ended + JUST,
    told: earliest(given.announcements.filter(({ row, at }) => row.kind === 'ended' && (at === null || at >= ended))),
    voidBecause: ended < schedule.saidAt ? 'it had ended when it was said' : null,
    missedFrom: ended + JUST + 1,
    uselessFrom: null,
    isOptional: schedule.judgement.ended === 'optional',
  };
  return [judged(owed, given)];
}

/** What was promised is kept by whoever says so, or by the message that it has ended. */
export function promisesOf(window: string | null, given: Circumstances): Obligation[] {
  const ended = earliest(given.announcements.filter(({ row }) => row.kind === 'ended'));
  return given.announcements
    .filter(({ row }) => row.status === 'sent')
    .flatMap(({ row }) =>
      row.promises.map((promise, index): Obligation => {
        const dueAt = promise.dueAt === null ? null : Date.parse(promise.dueAt);
        const owed: Owed = {
          window,
          kind: 'promise',
          of: `${row.id} ${index}`,
          announcement: row.id,
          dueAt,
          told: row.kind === 'ended' ? undefined : ended,
          voidBecause: null,
          missedFrom: dueAt === null ? Number.POSITIVE_INFINITY : dueAt + 1,
          uselessFrom: null,
        };
        const made = judged(owed, given);
        if (promise.settled === null) return { ...made, words: `${made.words}: "${promise.text.slice(0, 200)}"` };
        const { at, by, waived, reason } = promise.settled;
        const state = waived ? 'waived' : dueAt === null || Date.parse(at) <= dueAt ? 'met' : 'late';
        return { ...made, state, metAt: waived ? null : at, evidence: by, words: reason };
      }),
    );
}

function toldBefore(instant: number, { announcements }: Circumstances): boolean {
  return announcements.some(({ row, at }) => row.kind !== 'cancelled' && at !== null && at <= instant);
}

/** What was told comes before what is only under way. */
function earliest(told: readonly Told[]): Told | undefined {
  return told
    .filter(({ row }) => row.status === 'sent')
    .reduce<Told | undefined>((first, one) => {
      if (first === undefined) return one;
      return (one.at ?? Infinity) < (first.at ?? Infinity) ? one : first;
    }, undefined);
}
