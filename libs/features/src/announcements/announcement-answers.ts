import type { Rows } from '@kernel/projection.js';
import type { Addresses } from '@platform/platform.tokens.js';
import { readChannels } from '../channels/channel-table.js';
import type { Chosen } from '../channels/choose-channels.js';
import type { ComponentTree } from '../components/component-tree.js';
import { refsTo } from '../maintenance-windows/window-answers.js';
import type { FoundAnnouncement } from './announcement-table.js';
import type { AnnouncementView, DestinationView } from './announcements.dto.js';

/** An announcement as the API tells it; channels by the names that they have now, and a draft without findings. */
export function announcementAnswer(
  { row, revision }: FoundAnnouncement,
  rows: Rows,
  tree: ComponentTree,
  { publicUrl }: Addresses,
): AnnouncementView {
  const { sentPosition: _sentPosition, findings, ...told } = row;
  const channels = new Map(
    row.destinations.length === 0
      ? []
      : readChannels(rows, Number.MAX_SAFE_INTEGER - 1).map((one) => [one.row.id, one.row]),
  );
  return {
    ...told,
    ...(row.status === 'draft' ? {} : { findings }),
    revision,
    concerns: { ...row.concerns, components: refsTo(row.concerns.components, tree) },
    destinations: row.destinations.map((one) => ({ ...one, name: channels.get(one.channel)?.name ?? one.channel })),
    url: `${publicUrl}/announcements/${row.id}`,
  };
}

export function destinationAnswers(chosen: readonly Chosen[]): DestinationView[] {
  return chosen.map(({ channel, why }) => ({ channel: channel.id, name: channel.name, type: channel.type, why }));
}
