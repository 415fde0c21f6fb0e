import { parseFeed } from '@rowanmanning/feed-parser';
import { HOSTILE } from '../../../../test/support/hostile.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

const page = async (url: string, token: string | null = null): Promise<string> => {
  const response = await house.ask('GET', url, { token });
  expect([url, response.statusCode]).toEqual([url, 200]);
  return response.body;
};
/** Texts of the cells of a class, in their order. */
const cells = (html: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<td class="${name}">(.*?)</td>`, 'gs'))].map(([, text]) => text!);
const messages = (html: string): string[] => cells(html, 'message');

async function given(entries: readonly (readonly [at: string, message: string, log?: string])[]): Promise<void> {
  for (const [occurredAt, message, log = 'production'] of entries) await house.log(message, { occurredAt, log });
}

const index = (id: string, message: string, occurredAt: string) => ({
  kind: 'entry',
  log: 'production',
  actor: 'ada',
  message,
  occurredAt,
  precision: 'second',
  source: { kind: 'index', id },
});

describe('The pages of the old tool', () => {
  it('show a log newest first, in the rows that scripts know', async () => {
    const { id } = await house.log('rebooting db1101', { occurredAt: '2024-03-05T17:05:09Z', actor: 'ada' });
    expect(await page('/sal')).toContain(
      `<tr><td class="time"><a href="/sal/log/${id}">17:05</a></td><td class="nick">&lt;ada&gt;</td>` +
        '<td class="message">rebooting db1101</td><td class="project">[production]</td></tr>',
    );
    expect(await page('/sal/')).toBe(await page('/sal/production'));
  });

  it('turn over by p and i, stop at a day by d, search by q, and show all logs together', async () => {
    await given([
      ['2024-03-04T01:00:00Z', 'one'],
      ['2024-03-04T02:00:00Z', 'two'],
      ['2024-03-05T01:00:00Z', 'three', 'admin'],
      ['2024-03-05T02:00:00Z', 'four'],
      ['2024-03-06T01:00:00Z', 'five'],
    ]);
    expect(messages(await page('/sal/production?i=2'))).toEqual(['five', 'four']);
    expect(messages(await page('/sal/production?i=2&p=1'))).toEqual(['two', 'one']);
    expect(messages(await page('/sal/production?i=3&p=1'))).toEqual(['one']);
    expect(messages(await page('/sal/__all__?i=3&p=1'))).toEqual(['two', 'one']);
    expect(messages(await page('/sal/production?d=2024-03-05'))).toEqual(['four', 'two', 'one']);
    expect(messages(await page('/sal/production?d=2024-03-05&i=2&p=1'))).toEqual(['one']);
    expect(messages(await page('/sal/__all__?q=t*&d=2024-03-05'))).toEqual(['three', 'two']);
    expect(await page('/sal/__all__')).toContain('5 results');
    expect(await page('/sal/production?i=2&p=1')).toContain('3-4 of 4 results');
  });

  it('count an entry where it is now', async () => {
    const { id } = await house.log('moves', { occurredAt: '2024-03-05T01:00:00Z' });
    await house.ask('POST', `/api/v1/log-entries/${id}/amend`, {
      body: { log: 'admin', occurredAt: '2024-03-07T01:00:00Z', reason: 'x' },
    });
    expect(await page('/sal/production')).toContain('0 results');
    expect(messages(await page('/sal/admin?d=2024-03-06'))).toEqual([]);
    expect(messages(await page('/sal/admin'))).toEqual(['moves (amended)']);
    await house.ask('POST', `/api/v1/log-entries/${id}/retract`, { body: { reason: 'x' } });
    expect(messages(await page('/sal/__all__'))).toEqual(['<s>moves</s> (retracted)']);
  });

  it('know an entry by the id it had in the old index, and give it that address', async () => {
    const body = [index('AVyzBgkqhkiG9w0BAQEF', 'from the index', '2016-03-05T17:05:09Z')];
    const { id } = (await house.ask('POST', '/api/v1/imports', { body })).json().data[0];
    expect(messages(await page('/sal/log/AVyzBgkqhkiG9w0BAQEF'))).toEqual(['from the index']);
    expect(messages(await page(`/sal/log/${id}`))).toEqual(['from the index']);
    expect(await page('/sal')).toContain('<a href="/sal/log/AVyzBgkqhkiG9w0BAQEF">17:05</a>');
    const feed = parseFeed(await page('/sal/atom/production'));
    expect(feed.items.map((item) => [item.id, item.title])).toEqual([
      ['http://ledger.example/sal/log/AVyzBgkqhkiG9w0BAQEF', 'from the index'],
    ]);
    const missing = await house.ask('GET', '/sal/log/AVnothing');
    expect([missing.statusCode, missing.body]).toEqual([
      404,
      expect.stringContaining('There is no entry with this id.'),
    ]);
  });

  it('link tasks, changes and addresses', async () => {
    await house.log('T123 gerrit:45 I0123abc see https://example.org/a?b=1&c=2.');
    expect(messages(await page('/sal'))).toEqual([
      '<a href="https://phabricator.wikimedia.org/T123" rel="noopener noreferrer">T123</a> ' +
        '<a href="https://gerrit.wikimedia.org/r/q/45" rel="noopener noreferrer">gerrit:45</a> ' +
        '<a href="https://gerrit.wikimedia.org/r/q/I0123abc" rel="noopener noreferrer">I0123abc</a> see ' +
        '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">https://example.org/a?b=1&amp;c=2</a>.',
    ]);
  });

  it.each([
    // U+0085 is a control character, which no entry can have.
    ...HOSTILE.map((text) => text.replace('\u0085', '')),
    '"><script>alert(1)</script>',
    'javascript:alert(1)',
    'https://x.example/"onmouseover=alert(1)',
  ])('escape %j', async (text) => {
    const logged = await house.ask('POST', '/api/v1/log-entries', { body: { log: 'production', message: text } });
    expect(logged.statusCode).toBe(201);
    const search = await house.ask('GET', `/sal/production?q=${encodeURIComponent(`x ${text}`)}&i=5`);
    for (const shown of [await page('/sal/production'), search.body]) {
      expect(shown).not.toMatch(/<script|<img|<b>|"onmouseover=|="javascript:/i);
    }
    expect(messages(await page('/sal/production'))).toHaveLength(1);
  });

  it('hide private logs from who may not read them, in lists, numbers and addresses', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'secret', visibility: 'private' } });
    await given([
      ['2024-03-05T01:00:00Z', 'open'],
      ['2024-03-05T02:00:00Z', 'hidden', 'secret'],
      ['2024-03-06T02:00:00Z', 'hidden too', 'secret'],
    ]);
    const { data } = await house.get('/api/v1/log-entries?log=secret');
    expect(messages(await page('/sal/__all__?i=1'))).toEqual(['open']);
    expect(await page('/sal/__all__')).toContain('>1 results<');
    expect(await page('/sal/projects')).not.toContain('secret');
    for (const url of ['/sal/secret', `/sal/log/${data[0].id}`]) {
      expect((await house.ask('GET', url, { token: null })).statusCode).toBe(404);
    }
    expect(messages(await page('/sal/__all__?i=1&p=1', house.adminToken))).toEqual(['hidden']);
  });

  it('take what old forms and scripts send, and name what is wrong', async () => {
    await given([['2024-03-05T01:00:00Z', 'one']]);
    expect(messages(await page('/sal/production?p=0&q=&d=&utm_source=x'))).toEqual(['one']);
    for (const [query, field] of [
      ['p=-1', 'p'],
      ['i=201', 'i'],
      ['i=0', 'i'],
      ['d=2024-02-30', 'd'],
      ['d=yesterday', 'd'],
      ['q=%22%22', 'q'],
      ['p=1&p=2', 'p'],
    ] as const) {
      const response = await house.ask('GET', `/sal/production?${query}`);
      expect([query, response.statusCode, JSON.stringify(response.json())]).toEqual([
        query,
        400,
        expect.stringContaining(`"${field}"`),
      ]);
    }
    expect(await page('/sal/production?p=1000000')).toContain('Show the newest entries');
    const unknown = await house.ask('GET', '/sal/prodction');
    expect([unknown.statusCode, unknown.body]).toEqual([
      404,
      expect.stringContaining('did you mean &quot;production&quot;'),
    ]);
  });
});

describe('The host of the old tool', () => {
  it('has the pages at its root, and nothing else', async () => {
    await house.close();
    house = await House.open({ rootOf: { host: 'sal.example', path: '/sal' } });
    Object.assign(house.foundation.addresses, { salHost: 'sal.example' });
    const { id } = await house.log('here', { occurredAt: '2024-03-05T17:05:09Z' });
    const headers = { host: 'SAL.example:8080' };
    const at = async (url: string) => house.ask('GET', url, { headers, token: null });
    expect((await at('/')).body).toContain(`<a href="/log/${id}">17:05</a>`);
    expect((await at('/production?i=1')).body).toContain('action="/production"');
    expect((await at(`/log/${id}`)).statusCode).toBe(200);
    expect((await at('/atom/production')).body).toContain(`<id>http://sal.example/log/${id}</id>`);
    expect((await at('/api/v1/log-entries')).statusCode).toBe(404);
    expect((await at('/healthz')).statusCode).toBe(200);
    expect((await house.ask('GET', '/api/v1/log-entries')).statusCode).toBe(200);
  });
});
