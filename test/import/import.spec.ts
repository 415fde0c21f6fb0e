import type { OldEntry } from '@importer/old-entry.js';
import { readWikitextPage } from '@importer/wikitext-page.js';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chance } from '../support/chance.js';
import { HttpGate } from '../support/http-gate.js';
import { Product } from '../support/product.js';
import { madeUpPage } from './made-up-page.js';

const KILLS = Number(process.env['KILLS'] ?? 4);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const PAGES = join(__dirname, '../fixtures/sal');
const CLIENT = join(__dirname, '../../bin/opsledger.js');

let folder: string;
let product: Product;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-import-'));
  product = await Product.start(join(folder, 'data'));
});
afterEach(async () => {
  await product.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const importing = (format: string, path: string, ...options: string[]) =>
  product.cli(['import', format, path, '--json', ...options]);
const numbers = (out: string) => JSON.parse(out) as Record<string, number> & { report: Record<string, number> };
const salOf = async (log: string, of = product): Promise<string> =>
  (await of.request('GET', `/api/v1/logs/${log}/sal.wiki`)).text();

const headOf = async (of: Product): Promise<number> =>
  Number((await of.request('GET', '/api/v1/logs?limit=1')).headers.get('ledger-position'));

/** Everything that a log holds: time, nick and message of each entry. */
async function entriesIn(log: string): Promise<string[]> {
  const text = await (await product.request('GET', `/api/v1/logs/${log}/sal.ndjson`)).text();
  const entries = text.split('\n').filter((line) => line !== '');
  return entries.map((line) =>
    told(JSON.parse(line) as { occurredAt: string; actor: { name: string }; message: string }),
  );
}

function told({
  occurredAt,
  actor,
  message,
}: {
  occurredAt: string;
  actor: { name: string } | string;
  message: string;
}): string {
  return `${occurredAt} ${typeof actor === 'string' ? actor : actor.name} ${message}`;
}

/** A dump of pages that nobody wrote, and what is in it. */
function madeUpDump(pages: number, seed: number): { text: string; entries: string[]; lines: number } {
  const escaped = (text: string): string =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
  const entries: string[] = [];
  const lines = new Set<string>();
  const xml = Array.from({ length: pages }, (_, n) => {
    // XML reads every line end as one newline, and has no control characters.
    const text = madeUpPage(seed + n)
      .text.replaceAll('\r\n', '\n')
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
    const page = `Server Admin Log/Archive ${n}`;
    for (const read of readWikitextPage(text, { log: `log-${n}`, page })) {
      if (read.kind === 'entry') entries.push(told(read));
      else if (read.kind === 'line') lines.add(`${n} ${read.why} ${read.line}`);
    }
    return `<page><title>Nova Resource:Log-${n}/SAL/${page}</title><revision><id>${n + 1}</id><text>${escaped(text)}</text></revision></page>`;
  });
  return { text: `<mediawiki>\n${xml.join('\n')}\n</mediawiki>\n`, entries, lines: lines.size };
}

it(`an import that is killed ${KILLS} times, it or the server, goes on where it stopped: each entry once (seed ${SEED})`, async () => {
  const { text, entries, lines } = madeUpDump(60, SEED);
  const path = file('dump.xml', text);
  const random = chance(SEED);
  let interrupted = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const env = { PATH: process.env['PATH'], OPSLEDGER_URL: product.url, OPSLEDGER_DATA: product.folder };
    const client = spawn(process.execPath, [CLIENT, 'import', 'mediawiki-xml', path, '--create-logs'], {
      env,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => client.once('exit', resolve));
    // In the middle of it: so many events after the last time, or at its end.
    const goal = (await headOf(product)) + 1 + Math.floor((random() * entries.length) / KILLS);
    while (client.exitCode === null && (await headOf(product)) < goal);
    if (client.exitCode === null) interrupted++;
    if (random() < 0.5) {
      await product.end('SIGKILL');
      product = await Product.start(join(folder, 'data'));
    }
    client.kill('SIGKILL');
    await ended;
  }
  const last = await importing('mediawiki-xml', path, '--create-logs');
  expect([last.code, last.err]).toEqual([0, '']);
  const { imported = 0, known = 0 } = numbers(last.out);
  expect([interrupted > 0, known > 0, imported + known]).toEqual([true, true, entries.length]);
  const names = Array.from({ length: 60 }, (_, n) => `log-${n}`);
  const there: string[] = [];
  for (const name of names) {
    const found = await product.request('GET', `/api/v1/logs/${name}`);
    if (found.status === 200) there.push(...(await entriesIn(name)));
  }
  expect(there.toSorted()).toEqual(entries.toSorted());
  let kept = 0;
  for (let after: string | null = ''; after !== null;) {
    const page = (await product.get(`/api/v1/imports/lines?limit=250${after === '' ? '' : `&after=${after}`}`)) as {
      data: object[];
      page: { next: string | null };
    };
    kept += page.data.length;
    after = page.page.next;
  }
  expect(kept).toBe(lines);
  const again = numbers((await importing('mediawiki-xml', path)).out);
  expect([again['imported'], again['linked'], again['set-aside']]).toEqual([undefined, undefined, undefined]);
}, 120_000);

it('an import while five others log takes over everything, and nothing of theirs is lost or late because of it', async () => {
  const page = Array.from({ length: 3000 }, (_, n) => {
    const at = new Date(Date.UTC(2017, 2, 5) - n * 600_000).toISOString();
    return { day: at.slice(0, 10), line: `* ${at.slice(11, 16)} user${n % 7}: did ${n}` };
  });
  const text = page.map(({ day, line }, n) => (day === page[n - 1]?.day ? line : `\n== ${day} ==\n${line}`)).join('\n');
  let isDone = false;
  const acknowledged: string[] = [];
  const writer = async (who: number): Promise<void> => {
    for (let n = 0; !isDone; n++) {
      const message = `live ${who} ${n}`;
      const response = await product.request('POST', '/api/v1/log-entries', { log: 'production', message });
      expect(response.status).toBe(201);
      expect((await response.json()) as object).toMatchObject({ message, late: false });
      acknowledged.push(message);
    }
  };
  const writers = [1, 2, 3, 4, 5].map(writer);
  const { code, out } = await importing('sal-wikitext', file('page.wiki', text), '--log', 'production');
  isDone = true;
  await Promise.all(writers);
  expect([code, numbers(out)['imported']]).toEqual([0, 3000]);
  const entries = await entriesIn('production');
  expect(entries).toHaveLength(3000 + acknowledged.length);
  const said = new Set(entries.map((entry) => entry.split(' ').slice(2).join(' ')));
  expect(acknowledged.filter((message) => !said.has(message))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(20);
}, 60_000);

it('what is exported and imported again is exported as the same bytes; a regular page as it stood', async () => {
  const pages = readdirSync(PAGES).filter((name) => name.endsWith('.wiki'));
  const other = await Product.start(join(folder, 'other'));
  try {
    for (const name of pages) {
      const log = `page-${name.slice(0, 4)}`;
      await product.cli([
        'import',
        'sal-wikitext',
        join(PAGES, name),
        '--log',
        log,
        '--page',
        `SAL/${name.slice(0, 4)}`,
        '--create-logs',
      ]);
      const first = await salOf(log);
      const path = file(name, first);
      const second = await other.cli(['import', 'sal-wikitext', path, '--log', log, '--create-logs', '--json']);
      expect([second.code, numbers(second.out).report['otherwise']]).toEqual([0, 0]);
      expect([name, await salOf(log, other)]).toEqual([name, first]);
      // Into the ledger that wrote it, it brings nothing.
      const { imported } = numbers((await importing('sal-wikitext', path, '--log', log)).out);
      expect([name, imported]).toEqual([name, undefined]);
      expect(await salOf(log)).toBe(first);
    }
  } finally {
    await other.end('SIGTERM');
  }
}, 60_000);

it('the two sources of one history are told apart where they differ, and are one everywhere else', async () => {
  const text = readFileSync(join(PAGES, '2017.wiki'), 'utf8');
  const page = readWikitextPage(text, { log: 'production', page: 'production' });
  const entries = page.filter((read): read is OldEntry => read.kind === 'entry');
  const documents = entries.map(({ actor, message, occurredAt }, n) => ({
    _id: `AV${String(n).padStart(18, '0')}`,
    _source: {
      // The index has seconds, whole lines, and now and then a word that somebody mended on the page.
      message: n === 3 ? `${message} indeed` : message.replaceAll('\n', ' '),
      nick: actor,
      '@timestamp': `${occurredAt.slice(0, 17)}42Z`,
      project: 'production',
    },
  }));
  await importing('sal-wikitext', join(PAGES, '2017.wiki'), '--log', 'production');
  const index = file(
    'index.ndjson',
    documents
      .map((one) => JSON.stringify(one))
      .toReversed()
      .join('\n'),
  );
  const report = join(folder, 'report');
  const { out } = await importing('sal-json', index, '--report', report);
  expect(numbers(out)).toMatchObject({ linked: entries.length, report: { differs: 1, refused: 0 } });
  expect(JSON.parse(readFileSync(report, 'utf8').trim()) as object).toMatchObject({
    is: 'differs',
    id: expect.any(String),
  });
  expect(await entriesIn('production')).toHaveLength(entries.length);
  expect((await product.request('GET', '/sal/log/AV000000000000000003')).status).toBe(200);
});

it('a file that is no such log is refused in a sentence, and the ledger is as it was', async () => {
  const cases: [string, string | Buffer, RegExp][] = [
    ['sal-wikitext', '', /this is no sal-wikitext: in 0 lines there is no entry/],
    [
      'sal-wikitext',
      'A town.\n== History ==\nIt is old.\n',
      /no sal-wikitext: in 3 lines .* Line 1, for example: not-an-entry\. Nothing was imported/,
    ],
    ['sal-wikitext', Buffer.from('== 2024-03-05 ==\n* 10:00 ada: ü', 'latin1'), /is not UTF-8/],
    ['sal-json', '== 2024-03-05 ==\n* 10:00 ada: x\n', /no sal-json.*not-json/],
    ['mediawiki-xml', '<mediawiki><page></mediawiki>', /is broken.*\(line 1\)/],
  ];
  for (const [format, text, sentence] of cases) {
    const path = join(folder, 'file');
    writeFileSync(path, text);
    const { code, err } = await importing(format, path, '--log', 'production');
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
  }
  expect(await entriesIn('production')).toEqual([]);
  expect((await product.get('/api/v1/imports/lines')).data).toEqual([]);
});

it('keeps what it took of a dump that is cut off, and a second run with the whole goes on', async () => {
  const { text, entries } = madeUpDump(5, 7);
  const path = file('dump.xml', text.slice(0, text.lastIndexOf('<page>')));
  const cut = await importing('mediawiki-xml', path, '--create-logs');
  expect([cut.code, cut.err]).toEqual([
    1,
    expect.stringMatching(/cut off \(line \d+\); what was imported before stands/),
  ]);
  const whole = await importing('mediawiki-xml', file('dump.xml', text), '--create-logs');
  const { imported = 0 } = numbers(whole.out);
  expect([whole.code, imported > 0, imported < entries.length]).toEqual([0, true, true]);
});

it('a batch that the server did not take fails the import, though more of the file is still to come', async () => {
  const gate = await HttpGate.before(product.url);
  let refusals = 0;
  let isRefused = (): void => {};
  const refused = new Promise<void>((resolve) => (isRefused = resolve));
  // Three attempts of the first batch; what follows is taken.
  gate.treat = () => (refusals++ < 3 ? (refusals === 3 && isRefused(), 503) : 'pass');
  const lines = Array.from(
    { length: 1001 },
    (_, n) => `* ${10 + Math.floor(n / 60 / 10)}:${String(n % 60).padStart(2, '0')} ada: x${n}`,
  );
  const revision = (id: number, text: string): string =>
    `<revision><id>${id}</id><text>== 2024-03-05 ==\n${text}</text></revision>`;
  const env = { PATH: process.env['PATH'], OPSLEDGER_URL: gate.url, OPSLEDGER_TOKEN: product.token };
  const client = spawn(process.execPath, [CLIENT, 'import', 'mediawiki-xml', '-'], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  client.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => client.once('close', resolve));
  client.stdin.write(`<mediawiki><page><title>Server Admin Log</title>${revision(1, lines.join('\n'))}`);
  await refused;
  client.stdin.end(`${revision(2, [...lines, '* 23:00 ada: y'].join('\n'))}</page></mediawiki>`);
  expect([await ended, said]).toEqual([3, expect.stringContaining('not now')]);
  gate.close();
});

it('names wrong usage, and a server that is not there', async () => {
  const tried = await importing('archive', file('a', '{}'), '--dry-run');
  expect([tried.code, tried.err]).toEqual([2, expect.stringContaining('--dry-run means nothing for archive')]);
  expect((await importing('sal-xml', 'x')).err).toContain('there is no format sal-xml');
  expect((await importing('sal-json', join(folder, 'none'))).code).toBe(2);
  expect((await importing('sal-wikitext', file('p', '== 2024-03-05 ==\n* 1:00 a: b'))).err).toContain('say with --log');
  await product.end('SIGTERM');
  const { code, err } = await importing('sal-wikitext', join(folder, 'p'), '--log', 'production');
  expect([code, err]).toEqual([3, expect.stringContaining('cannot reach')]);
});
