import { MINUTE } from '@kernel/time.js';
import type { AnnouncementKind } from '../../channels/announcement-kinds.js';
import type { WindowRow } from '../../maintenance-windows/window-table.js';
import type { Finding } from './finding.js';

/** A message that it begins may be a little early. */
const STARTING_EARLY_BY = 15 * MINUTE;

/** In which states what a message says is so; of others it says nothing that could be wrong. */
const SO_IN: Partial<Record<AnnouncementKind, readonly WindowRow['status'][]>> = {
  starting: ['scheduled', 'in-progress'],
  delayed: ['scheduled'],
  ended: ['completed'],
  cancelled: ['cancelled'],
};

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
  if (kind === 'rescheduled' && moves.length === 0) return 'the window was never given other times';
  if (SO_IN[kind]?.includes(status) === false) {
    return status === 'draft' ? 'the window is a draft' : `the window is ${status} since ${since}`;
  }
  if (kind !== 'starting' || status !== 'scheduled') return null;
  if (held !== null) return `the window is on hold since ${held.at}`;
  return now < Date.parse(startsAt) - STARTING_EARLY_BY ? `it begins at ${startsAt}` : null;
}
