import type { Lease } from '@event-store/leases.js';
import type { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { derivedId } from '@kernel/ids.js';
import { type Rows, sql } from '@kernel/projection.js';
import { HOUR } from '@kernel/time.js';
import type { DueWork } from '@platform/due-loop.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { maintenanceWindow } from '../maintenance-windows/maintenance-window.js';
import { findWindow, readWindows } from '../maintenance-windows/window-queries.js';
import type { WindowWriter } from '../maintenance-windows/window-writer.js';
import { type Occurrence, upcoming } from './occurrences.js';
import { findSeries, readSeries, type SeriesRow } from './series-table.js';

const NEWEST = Number.MAX_SAFE_INTEGER - 1;
const LOOK_EVERY = HOUR;
const ALL = { after: null, order: 'oldest', limit: 10_000 } as const;

type Task = () => Promise<unknown>;

/**
 * Schedules the windows of the series ahead, and takes those back that are skipped. A window that meets something else
 * stays a draft, which a person schedules with a reason.
 */
export class SeriesPlanner implements DueWork {
  readonly name = 'plan-series';
  private lookAt = 0;
  private seen = -1;
  private readonly toDo: Task[] = [];

  constructor(
    private readonly rows: Rows & { position(): number },
    private readonly ledger: Ledger,
    private readonly writer: WindowWriter,
    private readonly clock: Clock,
  ) {}

  isDue(): boolean {
    return this.toDo.length > 0 || this.clock.now() >= this.lookAt || this.isChanged();
  }

  async runDue(lease: Lease): Promise<boolean> {
    if (this.toDo.length === 0) this.look();
    const task = this.toDo.shift();
    if (task === undefined) return false;
    await lease.check();
    try {
      await task();
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
    }
    return true;
  }

  private isChanged(): boolean {
    const head = this.rows.position();
    if (head === this.seen) return false;
    const changed = this.rows.get(sql`SELECT 1 AS one FROM window_series_facts WHERE position > ${this.seen} LIMIT 1`);
    if (changed === undefined) this.seen = head;
    return changed !== undefined;
  }

  private look(): void {
    const now = this.clock.now();
    this.lookAt = now + LOOK_EVERY;
    this.seen = this.rows.position();
    for (const { row } of readSeries(this.rows)) this.toDo.push(...this.tasksFor(row, now));
  }

  private tasksFor(row: SeriesRow, now: number): Task[] {
    const { id, skipped, ended } = row;
    const skips = skipped.flatMap(({ day, reason }) => this.takeBack(windowId(id, day), reason));
    if (ended !== null) {
      const later = readWindows(this.rows, { series: id, from: now, statuses: ['draft', 'scheduled'] }, NEWEST, ALL)
        .filter((found) => Date.parse(found.row.startsAt) > Date.parse(ended.after))
        .flatMap((found) => this.takeBack(found.row.id, ended.reason));
      return [...skips, ...later];
    }
    const isSkipped = (day: string): boolean => skipped.some((one) => one.day === day);
    const missing = upcoming(row, now).filter(
      ({ day }) => !isSkipped(day) && findWindow(this.rows, windowId(id, day), NEWEST) === undefined,
    );
    return [...skips, ...missing.map((occurrence) => () => this.schedule(id, occurrence))];
  }

  private takeBack(id: string, reason: string): Task[] {
    const status = findWindow(this.rows, id, NEWEST)?.row.status;
    if (status !== 'draft' && status !== 'scheduled') return [];
    return [() => this.ledger.execute(maintenanceWindow, id, { do: 'cancel', reason }, SYSTEM)];
  }

  private async schedule(series: string, { day, startsAt, endsAt }: Occurrence): Promise<void> {
    const row = findSeries(this.rows, series)?.row;
    if (row === undefined || row.ended !== null) return;
    const id = windowId(series, day);
    const plan = { ...row.plan, startsAt, endsAt };
    await this.ledger.execute(maintenanceWindow, id, { do: 'draft', plan, series, occurrence: day }, SYSTEM);
    await this.writer.schedule(id, {}, SYSTEM, {});
  }
}

/** Of the window that a series has for a day. */
export function windowId(series: string, day: string): string {
  return derivedId('maintenance-window', series, day);
}
