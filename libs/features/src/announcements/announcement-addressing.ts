import { type Author, Rejected } from '@kernel/decider.js';
import type { Rows } from '@kernel/projection.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { type ChannelRow, findChannel, readChannels } from '../channels/channel-table.js';
import { type Addressed, chooseChannels, type Chosen } from '../channels/choose-channels.js';
import { type AnnouncementRow, readAnnouncementsOf } from './announcement-table.js';
import type { Destination } from './announcement.events.js';

const MAX_THREAD = 100;

/** Where announcements go, and which went there before. */
export class AnnouncementAddressing {
  constructor(private readonly rows: Rows & { position(): number }) {}

  /** Where it goes by the rules, or as somebody chose. */
  destinations(
    { id, kind, concerns, window }: Pick<AnnouncementRow, 'kind' | 'concerns' | 'window'> & { readonly id?: string },
    chosen: readonly string[] | undefined,
    author: Author,
    at: number = this.rows.position(),
  ): Chosen[] {
    if (chosen !== undefined) {
      const why = `chosen by ${author.actor.name}`.slice(0, 400);
      return chosen.map((name) => ({ channel: this.channel(name), why }));
    }
    const addressed: Addressed = { kind, ...concerns };
    const channels = this.channels(at);
    const byRule = chooseChannels(channels, addressed);
    if (kind === 'advance' || window === null) return byRule;
    // Whoever was told of the window is told what becomes of it, though the rules have changed since.
    const before = new Set(
      this.sentAbout(window, id, at).flatMap((one) => one.destinations.map(({ channel }) => channel)),
    );
    for (const { channel } of byRule) before.delete(channel.id);
    const again = channels.filter((channel) => before.has(channel.id) && channel.retired === null);
    return [...byRule, ...again.map((channel) => ({ channel, why: 'who was told of it before is told this too' }))];
  }

  /** A draft as it would be if it were sent now, or as of a position. */
  asSent(row: AnnouncementRow, at: number = this.rows.position()): AnnouncementRow {
    const destinations = this.destinations(row, undefined, SYSTEM, at).map(destinationOf);
    return { ...row, destinations, thread: this.threadOf(row, at) };
  }

  /** The announcements before it about the same window that people got. */
  threadOf({ id, window }: AnnouncementRow, at: number = this.rows.position()): string[] {
    if (window === null) return [];
    return this.sentAbout(window, id, at)
      .map((other) => other.id)
      .slice(-MAX_THREAD);
  }

  private sentAbout(window: string, except: string | undefined, at: number): AnnouncementRow[] {
    return readAnnouncementsOf(this.rows, [window], at).filter(({ id, status }) => id !== except && status === 'sent');
  }

  private channels(at: number): ChannelRow[] {
    return readChannels(this.rows, at).map(({ row }) => row);
  }

  /** @throws Rejected unknown-channel */
  channel(word: string): ChannelRow {
    const found = findChannel(this.rows, word.toLowerCase(), this.rows.position())?.row;
    if (found !== undefined && found.retired === null) return found;
    const sentence = found === undefined ? `there is no channel ${JSON.stringify(word)}` : `${word} is retired`;
    throw new Rejected(
      'invalid',
      'unknown-channel',
      `channels: ${sentence}; GET /api/v1/channels lists them`,
      'channels',
    );
  }
}

export function destinationOf({ channel, why }: Chosen): Destination {
  return { channel: channel.id, type: channel.type, why };
}
