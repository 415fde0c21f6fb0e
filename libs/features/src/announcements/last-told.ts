import { REDACTED } from '@kernel/redaction.js';
import { type Rows, STILL_SO } from '@kernel/projection.js';
import type { Replaced } from '../maintenance-windows/maintenance-window.events.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { type AnnouncementRow, readAnnouncementsOf } from './announcement-table.js';
import { namesInstant } from './lint/other-times.js';

/** The times that people were told last, by words that named them; null: they were told none, or those that hold. */
export function readReplaced(rows: Rows, window: WindowRow): Replaced | null {
  const { startsAt, endsAt } = window;
  const told = readAnnouncementsOf(rows, [window.id], STILL_SO - 1)
    .filter(({ status }) => status === 'sent')
    .toSorted((a, b) => sentAt(b) - sentAt(a) || b.schedule - a.schedule)
    .map((one) => ({ one, times: window.moves[one.schedule]?.replaces ?? { startsAt, endsAt } }))
    .find(({ one, times }) => names(one, times));
  if (told === undefined) return null;
  const isSame = told.times.startsAt === startsAt && told.times.endsAt === endsAt;
  return isSame ? null : told.times;
}

/** When it was sent last, milliseconds since 1970. */
function sentAt({ sentAt: byLedger, since, elsewhere }: AnnouncementRow): number {
  const byPeople = elsewhere.map((one) => one.sentAt);
  return Math.max(...[byLedger ?? byPeople.at(-1) ?? since, ...byPeople].map((at) => Date.parse(at)));
}

/** Of words that were redacted since, people know what they were. */
function names({ text }: AnnouncementRow, { startsAt, endsAt }: Replaced): boolean {
  return text === REDACTED || [startsAt, endsAt].some((at) => namesInstant(text, Date.parse(at)));
}
