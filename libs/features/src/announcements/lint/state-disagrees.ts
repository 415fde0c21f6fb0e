import { MINUTE } from '@kernel/time.js';
import type { AnnouncementKind } from '../../channels/announcement-kinds.js';
import type { WindowRow } from '../../maintenance-windows/window-table.js';
import type { Finding } from './finding.js';

/** A message that it begins may be a little early. */
const STARTING_EARLY_BY = 15 * MINUTE;

export const stateDisagrees = {
  name: 'state-disagrees',
  about:
    'The message says what has not happened: that a window begins, is late, has ended, is cancelled or has other times, and it does not.',
  mend: 'Start, complete, cancel or reschedule the window first; or send another kind of message.',
} as const;

type WindowState = Pick<WindowRow, 'status' | 'since' | 'held' | 'startsAt' | 'moves'>;

/** Whether what a message of a kind tells of a window is so by now, milliseconds since 1970. */
export function lintState(kind: AnnouncementKind, window: WindowState, now: number): readonly Finding[] {
  const message = disagreement(kind, window, now);
  if (message === null) return [];
  const { name, mend } = stateDisagrees;
  return [{ rule: name, severity: 'error', message, mend, place: { field: 'kind' } }];
}

function disagreement(kind: AnnouncementKind, window: WindowState, now: number): string | null {
  const { status, since, held, startsAt, moves } = window;
  const itIs = status === 'draft' ? 'the window is a draft' : `the window is ${status} since ${since}`;
  switch (kind) {
    case 'starting':
      if (status !== 'scheduled' && status !== 'in-progress') return itIs;
      if (held !== null) return `the window is on hold since ${held.at}`;
      return status === 'scheduled' && now < Date.parse(startsAt) - STARTING_EARLY_BY
        ? `it begins at ${startsAt}`
        : null;
    case 'delayed':
      return status === 'scheduled' ? null : itIs;
    case 'ended':
      return status === 'completed' ? null : itIs;
    case 'cancelled':
      return status === 'cancelled' ? null : itIs;
    case 'rescheduled':
      return moves.length === 0 ? 'the window was never given other times' : null;
    default:
      return null;
  }
}
