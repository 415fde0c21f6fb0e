import type { Rows } from '@kernel/projection.js';
import type { AnnouncementRow } from '../announcements/announcement-table.js';
import { isOfKind } from '../channels/choose-channels.js';
import { ComponentTree } from '../components/component-tree.js';
import { readSubscriptions, type SubscriptionRow } from '../subscriptions/subscription-table.js';

const ALL = { after: '', limit: 1_000_000 };

/** Ids of the subscriptions to which an announcement goes that was sent at a position: who comes later is not told of the past. */
export function subscribersOf({ concerns }: AnnouncementRow, rows: Rows, sentPosition: number): string[] {
  const { components, kinds } = concerns;
  const tree = ComponentTree.at(rows, sentPosition);
  const concerned = new Set(
    components.flatMap((id) => {
      const row = tree.withId(id);
      return row === undefined ? [] : tree.concerning(row);
    }),
  );
  return readSubscriptions(rows, 'active', sentPosition, ALL)
    .map(({ row }) => row)
    .filter((row) => isWanted(row, concerned, kinds))
    .map(({ id }) => id);
}

function isWanted(row: SubscriptionRow, concerned: ReadonlySet<string>, kinds: readonly string[]): boolean {
  const isAbout = row.components.length === 0 || row.components.some((id) => concerned.has(id));
  return isAbout && isOfKind(row.kinds, kinds);
}
