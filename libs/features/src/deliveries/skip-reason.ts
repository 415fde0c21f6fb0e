import type { Rows } from '@kernel/projection.js';
import { MINUTE } from '@kernel/time.js';
import type { AnnouncementRow } from '../announcements/announcement-table.js';
import { findWindow } from '../maintenance-windows/window-queries.js';

/** A message that it begins is of no use to anybody so long after. */
const STARTING_LATE_BY = 15 * MINUTE;

/**
 * Why an announcement is not sent any more though it was given to the channels; null: it is. What tells the future is
 * not sent when that is over; what has happened is told however late.
 */
export function skipReason({ kind, window }: AnnouncementRow, rows: Rows, now: number): string | null {
  if (window === null) return null;
  const row = findWindow(rows, window, Number.MAX_SAFE_INTEGER - 1)?.row;
  if (row === undefined) return null;
  if (kind === 'starting') {
    const begins = row.startedAt ?? row.startsAt;
    if (row.held !== null) return `the window is held since ${row.held.at}`;
    if (row.status === 'cancelled') return `the window is cancelled since ${row.since}`;
    if (row.status === 'completed') return `the window has ended at ${row.completedAt}`;
    if (now > Date.parse(begins) + STARTING_LATE_BY) {
      return `${row.startedAt === null ? 'it was to begin' : 'it began'} at ${begins}; it is too late to say so`;
    }
  }
  if (kind === 'advance' && now > Date.parse(row.endsAt)) return `the window was over at ${row.endsAt}`;
  if (kind === 'advance' && row.status === 'cancelled') return `the window is cancelled since ${row.since}`;
  return null;
}
