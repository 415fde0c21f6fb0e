import type { StoredEvent } from '@kernel/event.js';
import type { AppendStreamRequest, EventData, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { type KurrentServer, within } from './kurrent-server.js';
import { type StreamNames, toEventData } from './recorded-event.js';

const MAX_EVENTS = 500;
const MAX_BYTES = 8 * 1024 * 1024;
const ANSWER_WITHIN_MS = 30_000;

/**
 * Appends events with the ids, revisions and bytes that they have, so that the server has them in this order: one call
 * after the other, and in a call each stream once. Sent again, it writes nothing anew. @throws StoreUnavailable, and the
 * client's conflict where the server has something else
 */
export async function appendInOrder(
  server: KurrentServer,
  names: StreamNames,
  events: readonly StoredEvent[],
): Promise<void> {
  for (const group of inGroups(events, names)) await server.insist((client) => send(client, server, group));
}

function* inGroups(events: readonly StoredEvent[], names: StreamNames): Generator<AppendStreamRequest[]> {
  let group: (AppendStreamRequest & { events: EventData[] })[] = [];
  let streams = new Set<string>();
  let [count, bytes] = [0, 0];
  for (const event of events) {
    const streamName = names.of(event.stream);
    const size = event.content?.byteLength ?? 0;
    const last = group.at(-1);
    const follows = last?.streamName === streamName;
    const isFull =
      count === MAX_EVENTS || (count > 0 && bytes + size > MAX_BYTES) || (streams.has(streamName) && !follows);
    if (isFull) {
      yield group;
      group = [];
      streams = new Set();
      [count, bytes] = [0, 0];
    }
    const data = toEventData({ ...event, content: event.content ?? new Uint8Array(0) }, event.commitment);
    if (follows && !isFull) last.events.push(data);
    else
      group.push({
        streamName,
        expectedState: event.revision === 0 ? 'no_stream' : BigInt(event.revision - 1),
        events: [data],
      });
    streams.add(streamName);
    count++;
    bytes += size;
  }
  if (group.length > 0) yield group;
}

async function send(client: KurrentDBClient, server: KurrentServer, group: AppendStreamRequest[]): Promise<void> {
  try {
    await within(ANSWER_WITHIN_MS, 'an append', client.multiStreamAppend(group));
  } catch (error) {
    // Servers before 25.1 take one stream in a call. After a lost answer some of the group may be there, in order.
    const { type } = error as { type?: string };
    if (type !== 'unsupported' && type !== 'wrong-expected-version') throw error;
    for (const { streamName, expectedState, events } of group) {
      const options = { streamState: expectedState, credentials: server.credentials };
      await within(ANSWER_WITHIN_MS, 'an append', client.appendToStream(streamName, events as EventData[], options));
    }
  }
}
