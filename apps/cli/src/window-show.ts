import { answered, connect } from './client.js';
import { obligationLine } from './commands-notice.js';
import { allOf } from './given-text.js';
import { entryLine, type Json, print, printable } from './output.js';
import {
  type Announcement,
  announcementLine,
  type Delivery,
  deliveryLines,
  labelled,
  windowLines,
} from './window-words.js';

const SHOWN_ENTRIES = 250;

interface Told extends Announcement {
  readonly deliveries: readonly Delivery[];
}

/** One window with all that it led to. */
export async function showWindow(id: string, { json }: Json): Promise<void> {
  const client = connect();
  const params = { path: { id } };
  const window = await answered(client.GET('/api/v1/maintenance-windows/{id}', { params }));
  const announcements = await toldOf(id);
  const notice = await answered(client.GET('/api/v1/maintenance-windows/{id}/compliance', { params }));
  const owed = await allOf((page) =>
    answered(client.GET('/api/v1/obligations', { params: { query: { ...page, window: id } } })),
  );
  const inside = { params: { path: { id }, query: { limit: SHOWN_ENTRIES } } };
  const { data: entries } = await answered(client.GET('/api/v1/maintenance-windows/{id}/log-entries', inside));
  print(json, { ...window, notice, obligations: owed, announcements, entries }, () => [
    ...windowLines(window),
    ...labelled([['notice', printable(notice.words)]]),
    ...owed.map((one) => `  ${obligationLine(one)}`),
    ...announcements.flatMap((one) => [
      announcementLine(one),
      ...one.deliveries.flatMap(deliveryLines).map((line) => `  ${line}`),
      ...one.elsewhere.map(({ where, proof }) => `  sent by a person to ${printable(where)}: ${printable(proof)}`),
    ]),
    ...entries.map(entryLine),
  ]);
}

/** Oldest first. */
async function toldOf(window: string): Promise<Told[]> {
  const client = connect();
  const found = await allOf((page) =>
    answered(client.GET('/api/v1/announcements', { params: { query: { ...page, window } } })),
  );
  return Promise.all(
    found.toReversed().map(async (one) => {
      const params = { path: { id: one.id } };
      const { data } = await answered(client.GET('/api/v1/announcements/{id}/deliveries', { params }));
      return { ...one, deliveries: data };
    }),
  );
}
