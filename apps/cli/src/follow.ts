import { EventSourceParserStream } from 'eventsource-parser/stream';
import { EXIT, Failure, pause, serverAtHand } from './client.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** The server says something every 15 s; a connection silent for longer than this is dead. */
const SILENT_MS = 45_000;

/** One event of the feed, as far as the client reads it. */
export interface FeedEvent {
  readonly position: number;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: { readonly name: string };
  readonly data: { readonly log: string; readonly message?: string; readonly reason?: string };
}

/** Events after a position, for ever: a stream that ends or falls silent is resumed where it was, by itself. */
export async function follow(query: string, after: number, take: (event: FeedEvent) => void): Promise<never> {
  const { url, headers } = serverAtHand();
  let position = after;
  let wait = FIRST_PAUSE_MS;
  for (;;) {
    try {
      for await (const event of stream(`${url}/api/v1/events/stream?${query}`, {
        ...headers,
        'last-event-id': String(position),
      })) {
        position = event.position;
        wait = FIRST_PAUSE_MS;
        take(event);
      }
    } catch (error) {
      if (error instanceof Failure) throw error;
    }
    process.stderr.write(`connection lost after position ${position}, trying again\n`);
    await pause(wait);
    wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
  }
}

async function* stream(url: string, headers: Record<string, string>): AsyncGenerator<FeedEvent> {
  const silence = new AbortController();
  const abort = (): void => silence.abort();
  let timer = setTimeout(abort, SILENT_MS);
  try {
    const response = await fetch(url, { headers, signal: silence.signal });
    if (!response.ok && response.status < 500 && response.status !== 429) {
      const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
      throw new Failure(EXIT.refused, detail ?? `the server answered ${response.status}`);
    }
    if (!response.ok || response.body === null) throw new Error('no stream');
    const awake = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        clearTimeout(timer);
        timer = setTimeout(abort, SILENT_MS);
        controller.enqueue(chunk);
      },
    });
    const text = response.body.pipeThrough(awake).pipeThrough(new TextDecoderStream());
    for await (const { data } of text.pipeThrough(new EventSourceParserStream())) yield JSON.parse(data) as FeedEvent;
  } finally {
    clearTimeout(timer);
  }
}
