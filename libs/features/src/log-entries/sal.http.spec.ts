import { parseFeed } from '@rowanmanning/feed-parser';
import { HOUR } from '@kernel/time.js';
import { HOSTILE } from '../../../../test/support/hostile.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const text = async (url: string): Promise<string> => (await house.ask('GET', url, { token: null })).body;

describe('The server admin log as people and scripts read it', () => {
  it('is empty for a new log, in every format', async () => {
    expect(await text('/api/v1/logs/admin/sal.wiki')).toBe('');
    expect(await text('/api/v1/logs/admin/sal.ndjson')).toBe('');
    expect(await text('/api/v1/logs/admin/sal.md')).toBe('');
    expect(await text('/api/v1/logs/admin/sal.csv')).toMatch(/^occurredAt,[^\n]*\r\n$/);
    expect(await text('/api/v1/logs/admin/sal.cloudevents')).toBe('[]\n');
    expect(parseFeed(await text('/api/v1/logs/admin/sal.atom')).items).toEqual([]);
  });

  it('gives day headings, newest first, over midnight, and what became of an entry', async () => {
    await house.log('before midnight', { occurredAt: '2026-11-20T23:59:59Z' });
    const wrong = await house.log('after midnight', { occurredAt: '2026-11-21T00:00:00Z' });
    await house.log('noon', { occurredAt: '2026-11-21T12:00:00Z', actor: 'RobH' });
    await house.ask('POST', `/api/v1/log-entries/${wrong.id}/retract`, { body: { reason: 'wrong log' } });
    const page = await house.ask('GET', '/api/v1/logs/production/sal.wiki', { token: null });
    expect(page.headers['content-type']).toBe('text/x-wiki; charset=utf-8');
    expect(page.body).toBe(
      '== 2026-11-21 ==\n* 12:00 RobH: noon\n* 00:00 admin: <s>after midnight</s> (retracted)\n' +
        '\n== 2026-11-20 ==\n* 23:59 admin: before midnight\n',
    );
    expect(await text('/api/v1/logs/production/sal.wiki?from=2026-11-20&to=2026-11-20&level=3')).toBe(
      '=== 2026-11-20 ===\n* 23:59 admin: before midnight\n',
    );
  });

  it('gives the same bytes for a past day until an event touches it, and then still as of then', async () => {
    const day = '/api/v1/logs/production/sal.wiki?from=2026-11-20&to=2026-11-20';
    const before = await text(day);
    const position = house.foundation.store.heads.value;
    house.clock.advance(HOUR);
    await house.log('today');
    expect(await text(day)).toBe(before);
    await house.log('forgotten', { occurredAt: '2026-11-20T01:00Z' });
    expect(await text(day)).toContain('* 01:00 admin: forgotten\n');
    expect(await text(`${day}&asOf=${position}`)).toBe(before);
  });

  it('streams a log of any length as NDJSON, the same objects as the list, and in every other form', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'long', aliases: ['lang'] } });
    const items = Array.from({ length: 1000 }, (_, n) => ({ log: 'long', message: `entry ${n} T${n + 1}` }));
    await house.ask('POST', '/api/v1/log-entries/batch', { body: items });
    await house.ask('POST', '/api/v1/log-entries/batch', { body: items.slice(0, 300) });
    const lines = (await text('/api/v1/logs/lang/sal.ndjson'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(1300);
    const { data } = await house.get('/api/v1/log-entries?log=long&limit=250');
    expect(lines.slice(0, 250)).toEqual(data);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(1300);
    const csv = await house.ask('GET', '/api/v1/logs/lang/sal.csv', { token: null });
    expect(csv.headers['content-disposition']).toBe('attachment; filename="long.csv"');
    expect(csv.body.split('\r\n')).toHaveLength(1302);
    expect((await text('/api/v1/logs/lang/sal.md')).match(/^- /gm)).toHaveLength(1300);
    const events = JSON.parse(await text('/api/v1/logs/lang/sal.cloudevents')) as { data: object }[];
    expect(events.map(({ data }) => data)).toEqual(lines);
  });

  it('pages an Atom feed by links, each entry once', async () => {
    const seen = new Set<string>();
    let url: string | undefined = '/api/v1/logs/long/sal.atom?limit=250';
    while (url !== undefined) {
      const body = await text(url);
      for (const item of parseFeed(body).items) seen.add(item.id!);
      url = /<link rel="next" type="[^"]*" href="http:\/\/ledger\.example([^"]*)"/
        .exec(body)?.[1]
        ?.replaceAll('&amp;', '&');
    }
    expect(seen.size).toBe(1300);
  });

  it('gives hostile messages back as they were, one entry each', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'hostile' } });
    const accepted = HOSTILE.filter((message) => !/[\u0080-\u009f]/.test(message));
    for (const message of accepted) await house.log(message, { log: 'hostile' });
    const newestFirst = [...accepted].reverse();
    const { data } = await house.get('/api/v1/log-entries?log=hostile');
    expect(data.map(({ message }: { message: string }) => message)).toEqual(newestFirst);
    const lines = (await text('/api/v1/logs/hostile/sal.ndjson')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(newestFirst);
    expect(parseFeed(await text('/api/v1/logs/hostile/sal.atom')).items).toHaveLength(newestFirst.length);
    const wiki = (await text('/api/v1/logs/hostile/sal.wiki')).trimEnd().split('\n');
    expect(wiki).toHaveLength(accepted.length + 1);
  });

  it('is of what a filter finds, in one log or in several, where each line says of which it is', async () => {
    await house.log('flushed the dns of lab1 (T77800)', { log: 'tools', occurredAt: '2026-11-19T10:00:00Z' });
    await house.log('flushed the dns of lab2 (T77800)', { log: 'admin', occurredAt: '2026-11-19T11:00:00Z' });
    await house.log('not this', { log: 'tools', occurredAt: '2026-11-19T11:00:00Z' });
    const both =
      '== 2026-11-19 ==\n* 11:00 admin: [admin] flushed the dns of lab2 (T77800)\n* 10:00 admin: [tools] flushed';
    expect(await text('/api/v1/log-entries/sal.wiki?q=flushed&task=T77800')).toBe(`${both} the dns of lab1 (T77800)\n`);
    const one = '- 10:00 admin: flushed the dns of lab1 (T77800)\n';
    expect(await text('/api/v1/logs/tools/sal.md?task=T77800')).toBe(`## 2026-11-19\n\n${one}`);
    expect(await text('/api/v1/log-entries/sal.md?log=tools&task=T77800')).toBe(`## 2026-11-19\n\n${one}`);
    const feed = await text('/api/v1/log-entries/sal.atom?task=T77800&limit=1');
    expect(parseFeed(feed).items.map(({ title }) => title)).toEqual(['admin: flushed the dns of lab2 (T77800)']);
    const next = /rel="next"[^>]*href="([^"]*)"/.exec(feed)![1]!.replaceAll('&amp;', '&');
    expect(next).toContain('/api/v1/log-entries/sal.atom?');
    const older = await text(next.replace(/^https?:\/\/[^/]*/, ''));
    expect(parseFeed(older).items.map(({ title }) => title)).toEqual(['admin: flushed the dns of lab1 (T77800)']);
  });

  it('is of the log in its address and of no other', async () => {
    const response = await house.ask('GET', '/api/v1/logs/tools/sal.wiki?log=admin', { token: null });
    expect([response.statusCode, response.json().errors[0].field]).toEqual([400, 'log']);
  });

  it('is not there for an unknown log, and says which was probably meant', async () => {
    const response = await house.ask('GET', '/api/v1/logs/prodution/sal.wiki', { token: null });
    expect([response.statusCode, response.json().detail]).toEqual([
      404,
      'log: there is no log "prodution"; did you mean "production"?',
    ]);
  });
});
