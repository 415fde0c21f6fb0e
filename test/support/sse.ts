import { createParser } from 'eventsource-parser';

/** Reads server-sent events until `enough` of them came; closes the connection then. */
export async function readEvents(
  url: string,
  enough: number,
  headers: Record<string, string> = {},
): Promise<{ id: string; event: string; data: any }[]> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: { id: string; event: string; data: any }[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => events.push({ id: id!, event: event!, data: JSON.parse(data) }),
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
    if (events.length >= enough) break;
  }
  abort.abort();
  return events;
}
