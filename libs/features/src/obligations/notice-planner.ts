import { setImmediate as letOthers } from 'node:timers/promises';
import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { derivedId } from '@kernel/ids.js';
import { type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { DAY, isoInstant, MINUTE } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import type { ServerLog } from '@platform/platform.tokens.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { findAnnouncement, readAnnouncementsOf } from '../announcements/announcement-table.js';
import type { AnnouncementWriter } from '../announcements/announcement-writer.js';
import { readSending } from '../deliveries/delivery-table.js';
import { MAX_WINDOW_MINUTES } from '../maintenance-windows/maintenance-window.events.js';
import { findWindow } from '../maintenance-windows/window-queries.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { isNews, nextNotice, type Notice, obligationOf } from './next-notice.js';
import { readWaivers } from './waivers.js';

const NEWEST = Number.MAX_SAFE_INTEGER - 1;
/** What cannot be sent, because no rule sends it anywhere or its facts are wrong, is looked at again after a while. */
const BLOCKED_FOR = 10 * MINUTE;
/** Windows that began later may still have something to tell when the ledger starts. */
const LOOK_BACK = MAX_WINDOW_MINUTES * MINUTE + 31 * DAY;
/** Looked at in one go, before others have their turn. */
const AT_ONCE = 200;

/** Tells people about windows at the right time. What is due when is kept for each window until something about it changes. */
export class NoticePlanner implements DueWork {
  readonly name = 'give-notice';
  private readonly dueAt = new Map<string, number>();
  private seen = -1;
  /** Until when what could not be sent is left alone, by what it is owed for. */
  private readonly blocked = new Map<string, { readonly window: string; readonly until: number }>();
  /** Ids of windows that have to be looked at, the earliest first. */
  private toLookAt: string[] = [];

  constructor(
    private readonly rows: Rows & { position(): number },
    private readonly writer: AnnouncementWriter,
    private readonly clock: Clock,
    private readonly log: ServerLog,
  ) {}

  isDue(): boolean {
    if (readSending(this.rows).paused) return false;
    this.noteChanges();
    return this.toLookAt.length > 0 || this.next() !== undefined;
  }

  async runDue(lease: Lease): Promise<boolean> {
    this.noteChanges();
    if (this.toLookAt.length > 0) {
      for (const one of this.toLookAt.splice(0, AT_ONCE)) this.plan(one);
      await letOthers();
      return true;
    }
    const id = this.next();
    if (id === undefined) return false;
    await lease.check();
    const window = findWindow(this.rows, id, NEWEST)?.row;
    const notice = window === undefined ? null : this.noticeFor(window);
    const now = this.clock.now();
    if (window === undefined || notice === null || notice.at > now || !this.isStillNews(notice, window, now)) {
      this.plan(id);
      return true;
    }
    try {
      await this.give(window, notice, now);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.log.warn(
        { window: id, kind: notice.kind, why: error.message },
        'people could not be told; it is tried again',
      );
      this.blocked.set(obligationOf(notice, window), { window: id, until: now + BLOCKED_FOR });
    }
    this.plan(id);
    return true;
  }

  private next(): string | undefined {
    const now = this.clock.now();
    for (const [id, at] of this.dueAt) if (at <= now) return id;
    return undefined;
  }

  /** Windows of which something was said, or about which something was announced, are looked at anew. */
  private noteChanges(): void {
    const head = this.rows.position();
    if (head === this.seen) return;
    const changed =
      this.seen < 0 ? begunSince(this.rows, this.clock.now() - LOOK_BACK) : changedSince(this.rows, this.seen);
    this.seen = head;
    this.toLookAt = [...this.toLookAt, ...changed];
  }

  private plan(id: string): void {
    const window = findWindow(this.rows, id, NEWEST)?.row;
    const notice = window === undefined ? null : this.noticeFor(window);
    const again = [...this.blocked.values()].filter((one) => one.window === id).map(({ until }) => until);
    const isNewsNow = window !== undefined && notice !== null && this.isStillNews(notice, window, this.clock.now());
    const at = Math.min(isNewsNow ? notice.at : Infinity, ...again);
    if (at === Infinity) this.dueAt.delete(id);
    else this.dueAt.set(id, at);
  }

  /** What was waived, and what just could not be sent, does not hold up the others. */
  private noticeFor(window: WindowRow): Notice | null {
    const now = this.clock.now();
    for (const [obligation, { until }] of this.blocked) if (until <= now) this.blocked.delete(obligation);
    const waived = readWaivers(this.rows, [window.id]);
    return nextNotice(window, readAnnouncementsOf(this.rows, [window.id], NEWEST), now, (notice) => {
      const obligation = obligationOf(notice, window);
      return waived.has(obligation) || this.blocked.has(obligation);
    });
  }

  /** What was due before a restore, the ledger that was lost may have told. */
  private isStillNews(notice: Notice, window: WindowRow, now: number): boolean {
    return isNews(notice, window, now) && notice.at >= readSending(this.rows).restoredSince;
  }

  private async give(window: WindowRow, notice: Notice, now: number): Promise<void> {
    const { kind, schedule, deadline, draft, after } = notice;
    const isLate = now > deadline;
    const late = isLate ? `It was due at ${isoInstant(deadline)}, and was not sent by then.` : null;
    if (draft !== null && (await this.isSent(draft, late))) return;
    const id = derivedId('announcement', window.id, kind, String(schedule), ...(after === null ? [] : [after]));
    if (findAnnouncement(this.rows, id, NEWEST) === undefined) {
      await this.writer.compose({ window: window.id, kind }, SYSTEM, { id, lateSince: isLate ? deadline : null });
    }
    await this.writer.send(id, {}, SYSTEM, { late });
  }

  /** A draft of which the facts are wrong stays one: that people are told matters more than by whose words. */
  private async isSent(draft: string, late: string | null): Promise<boolean> {
    try {
      await this.writer.send(draft, {}, SYSTEM, { late });
      return true;
    } catch (error) {
      if (!(error instanceof Rejected) || error.code !== 'wrong-facts') throw error;
      this.log.warn({ announcement: draft, why: error.message }, 'a draft is not sent; people are told in own words');
      return false;
    }
  }
}

/** Ids, by the start. */
function begunSince(rows: Rows, from: number): string[] {
  const found = rows.all(sql`
    SELECT id FROM maintenance_windows WHERE until_position = ${STILL_SO} AND starts_at > ${from} ORDER BY starts_at`);
  return found.map(({ id }) => id as string);
}

function changedSince(rows: Rows, position: number): string[] {
  const found = rows.all(sql`
    SELECT id FROM maintenance_windows_facts WHERE position > ${position}
    UNION SELECT a.window FROM announcements_facts AS f JOIN announcements AS a ON a.id = f.id
      WHERE f.position > ${position} AND a.window IS NOT NULL`);
  return found.map(({ id }) => id as string);
}
