import { ANSWER_WITHIN_MS, type KurrentServer, within } from './kurrent-server.js';
import type { StreamNames } from './recorded-event.js';

const AT_ONCE = 32;

export interface StreamEnd {
  readonly stream: string;
  /** Its last revision: a stream that went on since is not deleted. */
  readonly revision: number;
}

/**
 * Deletes streams of a ledger for good: a scavenge of each node then takes their events off its disk. A stream that is
 * deleted softly would keep its last event there. Deleting twice is the same as once.
 * @throws StoreUnavailable, and the client's conflict for a stream that has other events
 */
export async function deleteStreams(
  server: KurrentServer,
  names: StreamNames,
  streams: readonly StreamEnd[],
  onProgress: (done: number) => void,
): Promise<void> {
  for (let done = 0; done < streams.length; done += AT_ONCE) {
    await Promise.all(streams.slice(done, done + AT_ONCE).map((one) => deleteOne(server, names, one)));
    onProgress(Math.min(done + AT_ONCE, streams.length));
  }
}

async function deleteOne(server: KurrentServer, names: StreamNames, { stream, revision }: StreamEnd): Promise<void> {
  const options = { expectedRevision: BigInt(revision), credentials: server.credentials };
  try {
    await server.insist((client) =>
      within(ANSWER_WITHIN_MS, 'a deletion', client.tombstoneStream(names.of(stream), options)),
    );
  } catch (error) {
    if ((error as { type?: string }).type !== 'stream-deleted') throw error;
  }
}
