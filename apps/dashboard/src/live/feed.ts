import { createParser } from 'eventsource-parser';
import { Observable } from 'rxjs';
import { headersOfReader } from '../api/reader.js';
import { refusalOf } from '../api/problem.js';
import { basePath } from '../settings.js';

/** An event as the feed tells it, of which only what pages need is named here. */
export interface FeedEvent {
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  readonly occurredAt: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/**
 * The events after a position and then live: what arrives together comes together, and a sign of life alone as none.
 * Nothing is buffered but what one chunk holds; when nobody listens any more, the connection is closed.
 * Fails with a Problem, or the error of the connection; ends when the server ends it.
 */
export function follow(after: number): Observable<readonly FeedEvent[]> {
  return new Observable((listener) => {
    const given = new AbortController();
    void read(after, given.signal, (events) => listener.next(events)).then(
      () => listener.complete(),
      (error: unknown) => listener.error(error),
    );
    return () => given.abort();
  });
}

async function read(after: number, signal: AbortSignal, heard: (events: readonly FeedEvent[]) => void): Promise<void> {
  const response = await fetch(`${basePath}api/v1/events/stream`, {
    headers: { ...headersOfReader(), accept: 'text/event-stream', 'last-event-id': String(after) },
    cache: 'no-store',
    signal,
  });
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => null));
  let events: FeedEvent[] = [];
  const parser = createParser({ onEvent: ({ data }) => events.push(JSON.parse(data) as FeedEvent) });
  const text = response.body!.pipeThrough(new TextDecoderStream());
  for await (const chunk of text) {
    events = [];
    parser.feed(chunk);
    heard(events);
  }
}
