import { ANSWER_WITHIN_MS, type KurrentServer, within } from './kurrent-server.js';
import type { StreamNames } from './recorded-event.js';

const AT_ONCE = 32;

/**
 * Deletes streams of a ledger for good: a scavenge of each node then takes their events off its disk. A stream that is
 * deleted softly would keep its last event there. Deleting twice is the same as once. @throws StoreUnavailable
 */
export async function deleteStreams(
  server: KurrentServer,
  names: StreamNames,
  streams: readonly string[],
  onProgress: (done: number) => void,
): Promise<void> {
  for (let done = 0; done < streams.length; done += AT_ONCE) {
    await Promise.all(streams.slice(done, done + AT_ONCE).map((stream) => deleteOne(server, names.of(stream))));
    onProgress(Math.min(done + AT_ONCE, streams.length));
  }
}

async function deleteOne(server: KurrentServer, name: string): Promise<void> {
  const options = { credentials: server.credentials };
  try {
    await server.insist((client) => within(ANSWER_WITHIN_MS, 'a deletion', client.tombstoneStream(name, options)));
  } catch (error) {
    if ((error as { type?: string }).type !== 'stream-deleted') throw error;
  }
}
