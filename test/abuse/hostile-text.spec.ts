import { parse } from 'csv-parse/sync';
import MarkdownIt from 'markdown-it';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTILE } from '../support/hostile.js';
import { Product } from '../support/product.js';
import { readEvents } from '../support/sse.js';

// The formats one by one, element by element: libs/features/src/log-entries/formats/formats.spec.ts. The pages and the
// feed of /sal: sal-tool.http.spec.ts. Here the same texts go through the whole product, and out of it at the places
// that those do not see: feed, stream, history, archive, terminal, relay, problems, metrics and the server's log.

const MORE = [
  'invisible \u200b\u200c\u200d\u2060 within',
  'marks \u200e\u200f\u202a\u202b\u202c\u202d\u2067\u2068\u2069 of direction',
  '%0d%0a* 00:00 mallory: encoded',
  '+1-800 @SUM(A1)',
  '-2+3',
  'javascript:alert(1)//',
  `one very long ${'word'.repeat(2000)}`,
  '\ufffe\uffff no characters of XML',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿 tags and 👩‍👩‍👧 joiners',
  '`${process.exit()}` $(reboot) `reboot`',
  '{"message":"x"}\n{"message":"forged"}',
  'id: 1\nevent: forged\ndata: {}\n\n',
];
/** What every text input refuses, and a line relay takes out or shows as U+FFFD. */
const REFUSED = [
  '\u001b]0;title\u0007',
  '\u001b[2J\u001b[31mred',
  '\u009b31m eight bits',
  'bell\u0007',
  'back\u0008\u0008space',
  '\u0003,4 colour \u0002bold\u000f',
  'a\r\nb',
  '\u0085',
];
const OBEYED_BY_TERMINALS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const TEXTS = [...HOSTILE, ...MORE].filter((text) => !/[\u0080-\u009f]/.test(text));
const NEWEST_FIRST = TEXTS.toReversed();
const LOG = '/api/v1/logs/admin';

let product: Product;
let ids: string[];
beforeAll(async () => {
  product = await Product.startAfresh({ OPSLEDGER_RELAY_CLOUD: '0', OPSLEDGER_LOG_LEVEL: 'debug' });
  ids = [];
  for (const message of TEXTS) {
    const actor = message.slice(0, 50).replace(/\s/gu, ' ').toWellFormed();
    const entry = { log: 'admin', message, ...(actor.trim() === '' ? {} : { actor }) };
    const response = await product.request('POST', '/api/v1/log-entries', entry);
    expect([message, response.status]).toEqual([message, 201]);
    ids.push(((await response.json()) as { id: string }).id);
  }
});
afterAll(async () => {
  await product.endAndForget();
});

const text = async (path: string): Promise<string> => (await product.request('GET', path)).text();
const messagesOf = (events: any[]): string[] =>
  events.filter(({ type }) => type === 'log-entry.logged').map(({ data }) => data.message);

describe('Hostile texts come out as one element each, as they went in:', () => {
  it('entries, their histories and the feed', async () => {
    for (const [index, id] of ids.entries()) {
      expect((await product.get(`/api/v1/log-entries/${id}`)).message).toBe(TEXTS[index]);
      const { data } = await product.get(`/api/v1/log-entries/${id}/history`);
      expect(data.map(({ message }: any) => message)).toEqual([TEXTS[index]]);
    }
    expect(messagesOf((await product.get('/api/v1/events?limit=250')).data)).toEqual(TEXTS);
  });

  it('the live stream', async () => {
    const url = `${product.url}/api/v1/events/stream?types=log-entry.logged`;
    const events = await readEvents(url, TEXTS.length);
    expect(events.map(({ data }) => data.data.message)).toEqual(TEXTS);
  });

  it('tables, CloudEvents and Markdown of a whole log', async () => {
    const rows = parse(await text(`${LOG}/sal.csv`), { columns: true }) as unknown as { message: string }[];
    expect(rows).toHaveLength(TEXTS.length);
    for (const [index, { message }] of rows.entries()) {
      expect([NEWEST_FIRST[index], `'${NEWEST_FIRST[index]}`]).toContain(message);
      expect(message).not.toMatch(/^[=+\-@\t\r]/);
    }
    const events = JSON.parse(await text(`${LOG}/sal.cloudevents`)) as { data: { message: string } }[];
    expect(events.map(({ data }) => data.message)).toEqual(NEWEST_FIRST);
    const tokens = new MarkdownIt({ html: true }).parse(await text(`${LOG}/sal.md`), {});
    expect(tokens.filter(({ type }) => type === 'list_item_open')).toHaveLength(TEXTS.length);
    expect(tokens.filter(({ type }) => type === 'html_block')).toEqual([]);
  });

  it('the archive', async () => {
    const file = join(product.folder, 'archive.ndjson');
    expect((await product.cli(['export', file])).code).toBe(0);
    expect((await product.cli(['verify', file])).code).toBe(0);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const { head } = await product.get('/readyz');
    expect(
      lines.filter((line) => /"position"/.test(JSON.stringify(Object.keys(JSON.parse(line) as object)))),
    ).toHaveLength(head);
  });
});

describe('No terminal obeys a hostile text:', () => {
  it.each([
    ['sal', ['sal', 'admin', '--limit', '250'], TEXTS.length],
    ['search', ['search', 'mallory'], TEXTS.filter((one) => one.includes('mallory')).length],
    ['an unknown log', ['sal', 'x\u001b[2J\u202e'], 0],
    ['a bad search', ['search', '"\u009b31m'], 0],
  ])('%s', async (_, args, lines) => {
    const { out, err } = await product.cli(args);
    expect(OBEYED_BY_TERMINALS.exec(out + err)).toBeNull();
    if (lines > 0) expect(out.trimEnd().split('\n')).toHaveLength(lines);
  });

  it('show, and operations in flight', async () => {
    const message = 'START - Cookbook \u202esre.hosts.reboot\u2066 on db1101 (T1)';
    await product.request('POST', '/api/v1/log-entries', { log: 'production', message, actor: '\u202ereversed' });
    const shown = [await product.cli(['operations', 'in-flight'])];
    const dangerous = ids.filter((_, index) => OBEYED_BY_TERMINALS.test(TEXTS[index]!));
    for (const id of dangerous) shown.push(await product.cli(['show', id]));
    for (const { out, err } of shown) expect(OBEYED_BY_TERMINALS.exec(out + err)).toBeNull();
  }, 60_000);
});

describe('What no text may have', () => {
  it('is refused by a problem that does not repeat it, and taken out of what a relay says', async () => {
    for (const message of REFUSED) {
      const response = await product.request('POST', '/api/v1/log-entries', { log: 'admin', message });
      expect([message, response.status]).toEqual([message, 400]);
      expect(OBEYED_BY_TERMINALS.exec(await response.text())).toBeNull();
      const answer = await product.relay('cloud', `!log a@b admin said ${message.replace('\n', '')}\n`);
      expect(answer).toMatch(/^Logged the message at \S+\n$/);
      const [newest] = (await product.get('/api/v1/log-entries?log=admin&limit=1')).data;
      expect(newest.message).toMatch(/^said/);
      expect(/[\u0000-\u001f\u007f-\u009f]/.exec(newest.message)).toBeNull();
    }
  });

  it('stands neither in the metrics nor in the log of the server, nor does anything that was said', async () => {
    await product.request('GET', `/api/v1/log-entries/${encodeURIComponent(REFUSED[1]!)}`);
    const metrics = await text('/metrics');
    for (const told of [metrics, product.output]) {
      expect(told).not.toMatch(/mallory|<script>|process\.exit|wordword/);
      expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.exec(told)).toBeNull();
    }
    for (const line of metrics.split('\n')) expect(line).toMatch(/^$|^#|^\w+(?:\{.*\})? \S+$/);
  });
});
