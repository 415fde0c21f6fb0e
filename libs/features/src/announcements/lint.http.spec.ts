import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const lint = (body: object) => house.ask('POST', '/api/v1/announcements/lint', { body, token: null });

describe('POST /announcements/lint', () => {
  it('tells anybody the mistakes of a text, by the clock of the server, with what it promises', async () => {
    const text =
      'On Sunday, 2026-11-22 17:00–17:05 UTC the proxies restart.\nNothing else is affected. We will announce when it is done.\nT401234, #ops';
    const answer = await lint({ text, subject: 'Restarts on Monday, 2026-11-22' });
    expect(answer.statusCode).toBe(200);
    const { findings, promises } = answer.json();
    expect(findings.map(({ rule, place }: Record<string, unknown>) => [rule, place])).toEqual([
      ['weekday', { field: 'subject' }],
      ['past-date', { start: 3, end: 37, line: 1, column: 4 }],
      ['promise-without-date', { start: 85, end: 117, line: 2, column: 27 }],
    ]);
    expect(promises).toEqual([
      {
        text: 'We will announce when it is done',
        place: { start: 85, end: 117, line: 2, column: 27 },
        dueAt: null,
      },
    ]);
  });

  it('refuses what is no text, or more than 64 KiB of it', async () => {
    expect((await lint({})).statusCode).toBe(400);
    expect((await lint({ text: 7 })).statusCode).toBe(400);
    expect((await lint({ text: 'x'.repeat(64 * 1024 + 1) })).statusCode).toBe(400);
    expect((await lint({ text: 'x'.repeat(64 * 1024) })).statusCode).toBe(200);
    expect((await lint({ text: '', more: 1 })).statusCode).toBe(400);
  });

  it('writes nothing', async () => {
    const before = (await house.ask('GET', '/api/v1/logs')).headers['ledger-position'];
    await lint({ text: 'We will reboot tomorrow.' });
    expect((await house.ask('GET', '/api/v1/logs')).headers['ledger-position']).toBe(before);
  });
});

describe('What is written of a window', () => {
  let window: string;
  beforeAll(async () => {
    await house.ask('POST', '/api/v1/components', { body: { name: 'web' } });
    const body = {
      title: 'Upgrade of the web servers',
      kinds: ['restarts'],
      affected: ['web'],
      startsAt: '2026-12-08T14:00:00Z',
      endsAt: '2026-12-08T15:00:00Z',
    };
    window = (await house.ask('POST', '/api/v1/maintenance-windows', { body })).json().id;
  });

  it.each([
    ['starting', ['state-disagrees', 'other-time-than-window', 'affected-component-omitted', 'kind-omitted']],
    ['delayed', ['state-disagrees', 'other-time-than-window', 'affected-component-omitted', 'kind-omitted']],
    ['update', ['other-time-than-window', 'affected-component-omitted']],
    ['ended', ['state-disagrees', 'other-time-than-window', 'affected-component-omitted']],
    ['cancelled', ['state-disagrees']],
  ])('as %s is held against it: %j', async (kind, rules) => {
    const text = 'All of it is on 2026-12-09 14:00–15:00 UTC.';
    const { findings } = (
      await house.ask('POST', '/api/v1/announcements/preview', { body: { window, kind, subject: 'News', text } })
    ).json();
    const wrong = findings.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(wrong.map(({ rule }: { rule: string }) => rule)).toEqual(rules);
  });
});
