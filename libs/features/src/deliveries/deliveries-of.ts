import type { Rows } from '@kernel/projection.js';
import type { AnnouncementRow } from '../announcements/announcement-table.js';
import { findChannel } from '../channels/channel-table.js';
import type { DeliveryView } from './deliveries.dto.js';
import { countSubscribers, type OutcomeRow, readOutcomes } from './delivery-table.js';
import { subscribersOf } from './subscribers-of.js';

/** What became of an announcement in each channel, as of a position. `blocked`: why no mail leaves, if so. */
export function deliveriesOf(row: AnnouncementRow, rows: Rows, at: number, blocked: string | null): DeliveryView[] {
  const outcomes = readOutcomes(rows, row.id, at);
  const counts = countSubscribers(rows, row.id, at);
  return row.destinations.map(({ channel, type, why }) => {
    const found = findChannel(rows, channel, at)?.row;
    const attempts = outcomes.filter((one) => one.channel === channel);
    const recipients = counts.filter((one) => one.channel === channel);
    const proofs = [...row.elsewhere, ...row.seen].filter((one) => one.channel === channel).map(({ proof }) => proof);
    const [state, words] =
      proofs.length > 0
        ? (['seen', ''] as const)
        : stateOf(type, attempts.at(-1), recipients.length > 0, blocked, () => isForNobody(row, rows));
    return {
      channel,
      name: found?.name ?? channel,
      type,
      why,
      state,
      words,
      proofs: [...new Set(proofs)],
      attempts: attempts.map(({ position, at: when, outcome, words: said, againAt }) => {
        return { position, at: when, outcome, words: said, againAt };
      }),
      recipients: recipients.map(({ outcome, recipients: many }) => ({ outcome, recipients: many })),
    };
  });
}

function stateOf(
  type: string,
  last: OutcomeRow | undefined,
  isUnderWay: boolean,
  blocked: string | null,
  isForNobody: () => boolean,
): readonly [state: string, words: string] {
  if (type === 'page' || type === 'atom') return ['shown', ''];
  if (type === 'manual') return ['by-hand', 'a person sends it, and records where it can be read'];
  if (last === undefined) {
    if (isUnderWay) return ['accepted', ''];
    if (type === 'subscribers' && isForNobody()) return ['skipped', 'nobody who was subscribed wants it'];
    return ['waiting', type === 'webhook' || blocked === null ? 'it is the next to be sent' : blocked];
  }
  if (last.outcome === 'failed') return ['trying', `tried again at ${last.againAt}: ${last.words}`];
  return [last.outcome, last.words];
}

function isForNobody(row: AnnouncementRow, rows: Rows): boolean {
  return row.sentPosition !== null && subscribersOf(row, rows, row.sentPosition).length === 0;
}
