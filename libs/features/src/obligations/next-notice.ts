import { DAY, MINUTE } from '@kernel/time.js';
import type { AnnouncementRow } from '../announcements/announcement-table.js';
import type { AnnouncementKind } from '../channels/announcement-kinds.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { JUST, obligationId } from './obligations-of.js';
import { isOf, type Schedule, schedulesOf } from './schedules.js';

/** A message that the ledger sends by itself. */
export interface Notice {
  readonly kind: AnnouncementKind;
  /** Which schedule of the window it tells: how often that had moved. */
  readonly schedule: number;
  /** When to send it, milliseconds since 1970. */
  readonly at: number;
  /** Sent later than this, it says that it is late. */
  readonly deadline: number;
  /** A draft that somebody wrote for this; null: it is written from the window. */
  readonly draft: string | null;
  /** The message that made it necessary once more; null: it is told for the first time. */
  readonly after: string | null;
}

/** Notice is given a little before it is due, so that a server that is slow does not make it late. */
const AHEAD_OF_DUE = 15 * MINUTE;
const BEFORE_START = MINUTE;
const AFTER_END = MINUTE;
/** What is told at once may take so long before it says that it is late. */
const AT_ONCE = 5 * MINUTE;
/** What has happened is no news any more after so long. */
const OLD_NEWS = DAY;

/**
 * What the ledger has to tell next about a window, and when; null: nothing. What people have sent, recorded as sent or
 * thrown away is not sent again; `isOff` leaves out more.
 */
export function nextNotice(
  window: WindowRow,
  announcements: readonly AnnouncementRow[],
  now: number,
  isOff: (notice: Notice) => boolean,
): Notice | null {
  const schedule = schedulesOf(window).at(-1);
  if (schedule === undefined) return null;
  const wasTold = announcements.some(({ status }) => status === 'sent');
  const due = [
    ...cancelled(window, announcements, wasTold),
    ...ended(window, schedule, announcements, wasTold),
    ...extended(window, announcements, wasTold),
    ...ahead(window, schedule, announcements, wasTold, now),
    ...starting(window, schedule, announcements, now),
    ...delayed(window, schedule, announcements, wasTold),
  ];
  return due
    .filter((one) => !isOff(one))
    .reduce<Notice | null>((first, one) => (first === null || one.at < first.at ? one : first), null);
}

/** What people are owed by it. */
export function obligationOf({ kind, schedule }: Notice, window: WindowRow): string {
  const isLast = kind === 'ended' || kind === 'cancelled';
  return obligationId(window.id, kind, isLast ? '' : String(schedule));
}

/** A notice, unless people got one already, or somebody decided that they should not. */
function unless(
  kind: AnnouncementKind,
  schedule: number,
  at: number,
  same: readonly AnnouncementRow[],
  { deadline = at + AT_ONCE, after = null }: { deadline?: number; after?: string | null } = {},
): Notice[] {
  if (same.some(({ status }) => status !== 'draft')) return [];
  return [{ kind, schedule, at, deadline, draft: same.find(({ kind: one }) => one === kind)?.id ?? null, after }];
}

/** Without what the ledger itself sent before it was so: that told of something else. */
function since(instant: number, announcements: readonly AnnouncementRow[]): AnnouncementRow[] {
  return announcements.filter(
    ({ sentAt, elsewhere }) => sentAt === null || elsewhere.length > 0 || Date.parse(sentAt) >= instant,
  );
}

function ahead(
  window: WindowRow,
  schedule: Schedule,
  announcements: readonly AnnouncementRow[],
  wasTold: boolean,
  now: number,
): Notice[] {
  const { index, saidAt, startsAt, endsAt, judgement } = schedule;
  if (window.status !== 'scheduled' && window.status !== 'in-progress') return [];
  const own = announcements.filter(
    (one) => (one.kind === 'advance' || one.kind === 'rescheduled') && isOf(one, schedule),
  );
  // Who was told other times is told these at once.
  if (index > 0 && wasTold) return unless('rescheduled', index, saidAt, own);
  if (judgement.noticeMinutes === null || now > (judgement.short ? endsAt : startsAt)) return [];
  const due = startsAt - judgement.noticeMinutes * MINUTE;
  const deadline = Math.max(saidAt + AT_ONCE, due);
  return unless('advance', index, Math.max(saidAt, due - AHEAD_OF_DUE), own, { deadline });
}

function starting(
  { status, held, startedAt }: WindowRow,
  schedule: Schedule,
  announcements: readonly AnnouncementRow[],
  now: number,
): Notice[] {
  const { index, startsAt, endsAt, judgement } = schedule;
  const own = announcements.filter((one) => isOf(one, schedule));
  const same = own.filter(({ kind }) => kind === 'starting');
  if (status === 'in-progress' && startedAt !== null) {
    const at = Date.parse(startedAt);
    if (now > at + JUST) return [];
    // Who was told that it is late wants to know when it begins, whatever the policy says, and whatever was said before.
    const late = own.findLast((one) => one.kind === 'delayed' && one.status === 'sent');
    if (late !== undefined) {
      const toldAt = late.sentAt ?? late.elsewhere.at(-1)!.sentAt;
      return unless('starting', index, at, since(Date.parse(toldAt), same), { after: late.id });
    }
    return judgement.starting ? unless('starting', index, at, same) : [];
  }
  const isToBegin = judgement.starting && status === 'scheduled' && held === null;
  if (!isToBegin || now > Math.min(startsAt + JUST, endsAt)) return [];
  return unless('starting', index, startsAt - BEFORE_START, same, { deadline: startsAt });
}

function delayed(
  { status }: WindowRow,
  schedule: Schedule,
  announcements: readonly AnnouncementRow[],
  wasTold: boolean,
): Notice[] {
  // What had begun when it was said does not begin late.
  if (status !== 'scheduled' || !wasTold || schedule.saidAt > schedule.startsAt) return [];
  const same = announcements.filter((one) => one.kind === 'delayed' && isOf(one, schedule));
  return unless('delayed', schedule.index, schedule.startsAt + JUST, same);
}

function extended({ status, moves }: WindowRow, announcements: readonly AnnouncementRow[], wasTold: boolean): Notice[] {
  const last = moves.at(-1);
  if (status !== 'in-progress' || last?.step !== 'extended' || !wasTold) return [];
  const same = announcements.filter(({ kind, schedule }) => kind === 'update' && schedule === moves.length);
  return unless('update', moves.length, Date.parse(last.at), same);
}

function ended(
  { completedAt, moves }: WindowRow,
  { judgement }: Schedule,
  announcements: readonly AnnouncementRow[],
  wasTold: boolean,
): Notice[] {
  if (completedAt === null || judgement.ended === 'none' || !wasTold) return [];
  const at = Date.parse(completedAt);
  const same = announcements.filter(({ kind }) => kind === 'ended');
  return unless('ended', moves.length, at + AFTER_END, since(at, same));
}

function cancelled(window: WindowRow, announcements: readonly AnnouncementRow[], wasTold: boolean): Notice[] {
  if (window.cancelled === null || !wasTold) return [];
  const at = Date.parse(window.cancelled.at);
  const same = announcements.filter(({ kind }) => kind === 'cancelled');
  return unless('cancelled', window.moves.length, at, since(at, same));
}

/** Whether a notice is still worth sending: what is to come until it begins, what has happened for a day. */
export function isNews({ kind, at }: Notice, { startsAt }: WindowRow, now: number): boolean {
  if (kind === 'advance' || kind === 'starting') return true;
  if (kind === 'rescheduled') return now <= Date.parse(startsAt);
  if (kind === 'cancelled') return now <= Math.max(Date.parse(startsAt), at) + OLD_NEWS;
  return now - at < OLD_NEWS;
}
