import { setImmediate as letOthers } from 'node:timers/promises';
import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { derivedId } from '@kernel/ids.js';
import { type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { DAY, isoInstant, MINUTE } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { findAnnouncement, readAnnouncementsOf } from '../announcements/announcement-table.js';
import type { AnnouncementWriter } from '../announcements/announcement-writer.js';
import { readSending } from '../deliveries/delivery-table.js';
import { MAX_WINDOW_MINUTES } from '../maintenance-windows/maintenance-window.events.js';
import { findWindow } from '../maintenance-windows/window-queries.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { isNews, nextNotice, type Notice } from './next-notice.js';

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
  /** Ids of windows that have to be looked at, the earliest first. */
  private toLookAt: string[] = [];

  constructor(
    private readonly rows: Rows & { position(): number },
    private readonly writer: AnnouncementWriter,
    private readonly clock: Clock,
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
      this.plan(id);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      this.dueAt.set(id, now + BLOCKED_FOR);
    }
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
    if (window === undefined || notice === null || !this.isStillNews(notice, window, this.clock.now()))
      this.dueAt.delete(id);
    else this.dueAt.set(id, notice.at);
  }

  private noticeFor(window: WindowRow): Notice | null {
    return nextNotice(window, readAnnouncementsOf(this.rows, [window.id], NEWEST), this.clock.now());
  }

  /** What was due before a restore, the ledger that was lost may have told. */
  private isStillNews(notice: Notice, window: WindowRow, now: number): boolean {
    return isNews(notice, window, now) && notice.at >= readSending(this.rows).restoredSince;
  }

  private async give(window: WindowRow, { kind, schedule, deadline, draft }: Notice, now: number): Promise<void> {
    const isLate = now > deadline;
    const late = isLate ? `It was due at ${isoInstant(deadline)}, and was not sent by then.` : null;
    const id = draft ?? derivedId('announcement', window.id, kind, String(schedule));
    if (draft === null && findAnnouncement(this.rows, id, NEWEST) === undefined) {
      await this.writer.compose({ window: window.id, kind }, SYSTEM, { id, lateSince: isLate ? deadline : null });
    }
    await this.writer.send(id, {}, SYSTEM, { late });
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
