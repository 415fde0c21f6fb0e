import type { Rows } from '@kernel/projection.js';
import { type AnnouncementRow, readAnnouncementsOf, readPromisesAside } from '../announcements/announcement-table.js';
import { readFirstAccepted } from '../deliveries/delivery-table.js';
import type { ChannelType } from '../channels/channel.events.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { type Obligation, obligationsOf, promisesOf, type Told } from './obligations-of.js';
import { readWaivers } from './waivers.js';

/** Where it is shown as soon as it is given to them; what people have to look at themselves. */
const SHOWN: ReadonlySet<ChannelType> = new Set(['page', 'atom']);

/** Everything that people are owed about some windows, as of a position. `now`: milliseconds since 1970, of then. */
export function readObligations(
  rows: Rows,
  windows: readonly WindowRow[],
  at: number,
  now: number,
): Map<string, { readonly obligations: Obligation[]; readonly told: readonly Told[] }> {
  const ids = windows.map(({ id }) => id);
  const announcements = readAnnouncementsOf(rows, ids, at);
  const accepted = readFirstAccepted(
    rows,
    announcements.map(({ id }) => id),
    at,
  );
  const told = Map.groupBy(
    announcements.map((row): Told => ({ row, at: toldAt(row, accepted.get(row.id)) })),
    ({ row }) => row.window!,
  );
  const waived = readWaivers(rows, ids, at);
  return new Map(
    windows.map((window) => {
      const own = told.get(window.id) ?? [];
      return [window.id, { obligations: obligationsOf(window, { announcements: own, waived, now }), told: own }];
    }),
  );
}

/** What was promised in announcements about no window: it is kept when somebody says so. */
export function readPromises(rows: Rows, at: number, now: number): Obligation[] {
  const announcements = readPromisesAside(rows, at).map((row): Told => ({ row, at: null }));
  return promisesOf(null, { announcements, waived: new Map(), now });
}

/**
 * When people first had it: when a server took it, or when a person sent it. Where it went nowhere else than to what is
 * looked at here, when it was shown.
 */
export function toldAt(
  { status, elsewhere, destinations, sentAt }: AnnouncementRow,
  acceptedAt: number | undefined,
): number | null {
  if (status !== 'sent') return null;
  const isShown = sentAt !== null && destinations.every(({ type }) => SHOWN.has(type));
  const instants = [
    ...(acceptedAt === undefined ? [] : [acceptedAt]),
    ...elsewhere.map((one) => Date.parse(one.sentAt)),
    ...(isShown ? [Date.parse(sentAt)] : []),
  ];
  return instants.length === 0 ? null : Math.min(...instants);
}
