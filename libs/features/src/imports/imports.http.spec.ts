import { StoreUnavailable } from '@event-store/event-store.js';
import { readWikitextPage } from '@importer/wikitext-page.js';
import { House } from '../../../../test/support/house.js';

const PAGE = `== 2024-03-05 ==
* 17:05 ada: set {{!}} done (T123456)
* 17:05 grace: rebooting db1101
* 17:05 grace: rebooting db1101

This is prose.

== 2024-03-04 ==
* 25:61 ada: never
* 23:10 ada: START - Cookbook sre.hosts.reboot for db1101
`;
const LOG = { log: 'production', page: 'Server Admin Log' };

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

interface Answer {
  readonly status: number;
  readonly outcome?: string;
  readonly id?: string;
  readonly differs?: object;
  readonly problem?: { code: string; detail: string };
}

async function give(items: readonly (object | null)[], { query = '', token }: { query?: string; token?: string } = {}) {
  const ask = { body: items, ...(token === undefined ? {} : { token }) };
  const response = await house.ask('POST', `/api/v1/imports${query}`, ask);
  expect(response.body).toMatch(/^\{"data":/);
  return response.json().data as Answer[];
}

async function givePage(text: string, page: object = LOG): Promise<(string | undefined)[]> {
  const reads = readWikitextPage(text, { ...LOG, ...page }).filter(({ kind }) => kind !== 'remark');
  return (await give(reads)).map(({ outcome }) => outcome);
}

const document = (id: string, message: string, more: object = {}) => ({
  kind: 'entry',
  log: 'production',
  actor: 'ada',
  message,
  occurredAt: '2024-03-05T17:05:40.000Z',
  precision: 'second',
  source: { kind: 'index', id },
  ...more,
});

describe('An import of a wiki page', () => {
  it('takes over every entry with its time, its precision and where it stood; none of them is late', async () => {
    expect(await givePage(PAGE)).toEqual(['imported', 'imported', 'imported', 'imported', 'set-aside', 'set-aside']);
    const { data } = await house.get('/api/v1/log-entries?limit=3');
    expect(data[0]).toMatchObject({
      log: 'production',
      actor: { name: 'ada' },
      message: 'set | done (T123456)',
      occurredAt: '2024-03-05T17:05:00.000Z',
      precision: 'minute',
      late: false,
      status: 'logged',
      via: { kind: 'import', verified: true },
      reporter: { name: 'admin' },
      source: { kind: 'wiki-page', page: 'Server Admin Log' },
      alsoIn: [],
      refs: { tasks: ['T123456'] },
    });
    const { data: operations } = await house.get('/api/v1/operations');
    expect(operations).toMatchObject([{ name: 'sre.hosts.reboot', startedAt: '2024-03-04T23:10:00.000Z' }]);
  });

  it('is written as it stood', async () => {
    await givePage(PAGE);
    const text = (await house.ask('GET', '/api/v1/logs/production/sal.wiki?from=2024-03-05')).body;
    expect(text).toBe(PAGE.slice(0, PAGE.indexOf('\nThis is')));
  });

  it('given again, adds nothing; a longer page adds only what is new', async () => {
    await givePage(PAGE);
    const before = house.foundation.store.heads.value;
    expect(new Set(await givePage(PAGE))).toEqual(new Set(['known']));
    expect(house.foundation.store.heads.value).toBe(before);
    const longer = `== 2024-03-06 ==\n* 01:00 ada: new\n\n${PAGE.replace('* 17:05 ada', '* 17:05 grace: rebooting db1101\n* 17:05 ada')}`;
    expect((await givePage(longer)).filter((outcome) => outcome !== 'known')).toEqual(['imported', 'imported']);
  });

  it('keeps what is no entry, with its place and the reason', async () => {
    await givePage(PAGE);
    const { data, page } = await house.get('/api/v1/imports/lines?log=production&limit=1', { token: null });
    expect(data).toMatchObject([
      { number: 6, line: 'This is prose.', why: 'not-an-entry', source: { page: 'Server Admin Log' } },
    ]);
    const next = await house.get(`/api/v1/imports/lines?after=${page.next}`);
    expect(next).toMatchObject({ data: [{ number: 9, why: 'bad-time' }], page: { next: null } });
  });

  it('as a dry run says what then happens, and changes nothing', async () => {
    await givePage(PAGE);
    const items = [
      document('AV1', 'set | done (T123456)'),
      document('AV2', 'rebooting db1101', { actor: 'grace' }),
      document('AV3', 'new'),
    ];
    const before = house.foundation.store.heads.value;
    const told = (answers: readonly Answer[]) => answers.map(({ outcome }) => outcome);
    const tried = told(await give(items, { query: '?dryRun=true' }));
    expect(house.foundation.store.heads.value).toBe(before);
    expect(tried).toEqual(['linked', 'linked', 'imported']);
    expect(told(await give(items))).toEqual(tried);
  });

  it('that arrives twice at once comes once; what failed is tried again', async () => {
    await givePage(PAGE);
    const items = [document('AV1', 'set | done (T123456)'), document('AV2', 'new')];
    const both = await Promise.all([give(items), give(items)]);
    expect(both.map((answers) => answers.map(({ outcome }) => outcome))).toEqual([
      ['linked', 'imported'],
      ['known', 'known'],
    ]);
    const { store } = house.foundation;
    const append = store.append.bind(store);
    store.append = () => Promise.reject(new StoreUnavailable('the disk is full'));
    const again = [document('AV3', 'rebooting db1101', { actor: 'grace' })];
    const [failed] = await give(again);
    store.append = append;
    expect([failed!.status, failed!.problem!.code]).toEqual([503, 'ledger-unavailable']);
    expect((await give(again))[0]!.outcome).toBe('linked');
  });

  it('gives ids that sort by time and that nobody can guess the words from', async () => {
    const item = document('AVa', 'the password is hunter2');
    const [first] = await give([item]);
    const other = await House.open();
    const elsewhere = await other.ask('POST', '/api/v1/imports', { body: [item] });
    await other.close();
    const id = elsewhere.json().data[0].id as string;
    expect(id).not.toBe(first!.id);
    expect(id.slice(0, 13)).toBe(first!.id!.slice(0, 13));
  });
});

describe('The same entry from two sources', () => {
  it('is one entry, which says where else it stands and what is different there', async () => {
    await givePage(PAGE);
    const outcomes = await give([
      document('AVsame', 'set | done (T123456)'),
      document('AVlate', 'rebooting db1101', { actor: 'Grace', occurredAt: '2024-03-05T17:06:01.000Z' }),
      document('AVtwice', 'rebooting db1101', { actor: 'grace' }),
      document('AVother', 'something else entirely'),
    ]);
    expect(outcomes.map(({ outcome, differs }) => [outcome, differs])).toEqual([
      ['linked', undefined],
      ['linked', { actor: 'Grace', occurredAt: '2024-03-05T17:06:01.000Z' }],
      ['linked', undefined],
      ['imported', undefined],
    ]);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(4);
    const entry = await house.get(`/api/v1/log-entries/${outcomes[0]!.id}`);
    expect(entry).toMatchObject({ status: 'logged', alsoIn: [{ kind: 'index', id: 'AVsame', page: null }] });
    const { data: history } = await house.get(`/api/v1/log-entries/${outcomes[1]!.id}/history`);
    expect(history[1].reason).toBe(
      'is in the index as AVlate too, there with actor "Grace", occurredAt "2024-03-05T17:06:01.000Z"',
    );
  });

  it('is found by the id of the index, linked or imported', async () => {
    await givePage(PAGE);
    const [linked, imported] = await give([document('AVlinked', 'set | done (T123456)'), document('AVnew', 'new')]);
    for (const [id, entry] of [
      ['AVlinked', linked],
      ['AVnew', imported],
    ] as const) {
      expect((await house.get(`/api/v1/log-entries/${id}`)).id).toBe(entry!.id);
      expect((await house.get(`/api/v1/log-entries/${id}/history`)).data).not.toEqual([]);
      expect((await house.get(`/api/v1/log-entries/${id}/receipt`)).events).not.toEqual([]);
      for (const action of ['amend', 'retract', 'redact']) {
        const body = { reason: 'x', ...(action === 'amend' ? { message: 'other' } : {}) };
        const done = await house.ask('POST', `/api/v1/log-entries/${id}/${action}`, { body });
        expect([action, done.statusCode, done.json().id]).toEqual([action, 200, entry!.id]);
      }
    }
    expect(
      (await give([document('AVlinked', 'set | done (T123456)'), document('AVnew', 'new')])).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(['known', 'known']);
  });

  it('is recognised where a relay cut it, or a person mended the page', async () => {
    const long = `rolling restart of the whole fleet of appservers, because of ${'x '.repeat(30)}`.trim();
    await give([document('AV1', long), document('AV2', 'depool db1101 for the upgrade of mariadb')]);
    const page = `== 2024-03-05 ==\n* 17:05 ada: ${long.slice(0, 60)}…\n* 17:06 ada: depool db1101 for the big upgrade of mariadb\n`;
    expect(await givePage(page)).toEqual(['linked', 'linked']);
  });

  it('is found among what was logged here, so that a page that this ledger wrote adds nothing', async () => {
    const { id } = await house.log('set {a|b} [[Category:X]] <s>~~~~</s>', { occurredAt: '2024-03-05T17:05:09Z' });
    await house.ask('POST', `/api/v1/log-entries/${id}/amend`, { body: { message: 'now <b>right</b>', reason: 'x' } });
    const page = (await house.ask('GET', '/api/v1/logs/production/sal.wiki')).body;
    expect(await givePage(page)).toEqual(['linked']);
    expect((await house.get('/api/v1/log-entries?from=2024-03-05&to=2024-03-05')).data).toHaveLength(1);
  });
});

describe('What only looks the same', () => {
  it.each([
    [
      'START - Cookbook sre.hosts.downtime for the switch of s4',
      'END (PASS) - Cookbook sre.hosts.downtime for the switch of s4',
    ],
    ['depool db1101 for a reboot because of kernel T123', 'depool db1102 for a reboot because of kernel T123'],
    ['switch the master from db1 to db2 in s4', 'switch the master from db2 to db1 in s4'],
    ['restarted apache on mw1001', 'restarted apache on mw1001 did not help so rolled back the deployment'],
    ['pooled everything again', 'depooled everything for now'],
    ['depool the cp servers of eqiad after kernel upgrade', 'repool the cp servers of eqiad after kernel upgrade'],
    ['the switch of the routers in row C did help', 'the switch of the routers in row C did not help'],
  ])('is two entries: %j and %j', async (one, other) => {
    await givePage(`== 2024-03-05 ==\n* 17:05 ada: ${one}\n`);
    expect((await give([document('AV1', other)])).map(({ outcome }) => outcome)).toEqual(['imported']);
  });

  it('goes minute by minute where the same was logged again and again', async () => {
    await givePage('== 2024-03-05 ==\n* 10:02 ada: restarted\n* 10:03 ada: restarted\n');
    const at = (id: string, time: string) => document(id, 'restarted', { occurredAt: `2024-03-05T${time}:30.000Z` });
    await give([at('AV1', '10:01'), at('AV2', '10:02'), at('AV3', '10:03')]);
    const { data } = await house.get('/api/v1/log-entries');
    expect(data.map((entry: any) => [entry.occurredAt.slice(11, 16), entry.alsoIn.length])).toEqual([
      ['10:03', 1],
      ['10:02', 1],
      ['10:01', 0],
    ]);
  });

  it('is left to what has exactly its words, even a minute off', async () => {
    const of = (what: string) => `${what} puppet on all of the mw hosts`;
    await givePage(`== 2024-03-05 ==\n* 10:00 ada: ${of('enable')}\n* 09:59 ada: ${of('disable')}\n`);
    const at = (id: string, what: string, time: string) =>
      document(id, of(what), { occurredAt: `2024-03-05T${time}.000Z` });
    const outcomes = await give([at('AV1', 'disable', '10:00:01'), at('AV2', 'enable', '10:00:30')]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['linked', 'linked']);
    expect((await house.get('/api/v1/log-entries/AV1')).message).toBe(of('disable'));
  });

  it('is one with what an entry said before it was amended', async () => {
    await givePage('== 2024-03-05 ==\n* 17:05 ada: the first words of it\n');
    const { data } = await house.get('/api/v1/log-entries');
    const body = { message: 'other words', reason: 'x', occurredAt: '2024-03-05T19:00:00Z' };
    await house.ask('POST', `/api/v1/log-entries/${data[0].id}/amend`, { body });
    expect((await give([document('AV1', 'the first words of it')]))[0]).toMatchObject({
      outcome: 'linked',
      id: data[0].id,
    });
    expect((await give([document('AV2', 'the first words of it')]))[0]!.outcome).toBe('imported');
  });

  it('is one where a request has it twice, whatever its copies say and stand in', async () => {
    await givePage('== 2024-03-05 ==\n* 17:05 ada: x\n');
    const line = { ...document('', 'y'), source: { kind: 'wiki-page', page: 'p', ordinal: 0 } };
    const outcomes = await give([
      document('AV1', 'x'),
      document('AV1', 'x'),
      document('AV2', 'z'),
      document('AV2', 'z', { occurredAt: '2024-03-05T17:09:00.000Z' }),
      line,
      document('AV3', 'y'),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'linked',
      'known',
      'imported',
      'known',
      'imported',
      'linked',
    ]);
    expect((await house.get('/api/v1/log-entries')).data).toHaveLength(3);
  });

  it('is pointed at where its neighbour was redacted: it may say again what was erased', async () => {
    const [{ id }] = (await give([document('AV1', 'the password is hunter2')])) as [Answer];
    await house.ask('POST', `/api/v1/log-entries/${id}/redact`, { body: { reason: 'a password' } });
    const line = { ...document('', 'the password is hunter2'), source: { kind: 'wiki-page', page: 'p', ordinal: 0 } };
    expect((await give([line]))[0]).toMatchObject({ outcome: 'imported', redactedNear: id });
  });
});

describe('Who manages one log', () => {
  const scopes = ['log:manage', 'log:on-behalf'];
  const replacing = (log: string, before: object, message: string) => ({
    kind: 'entry',
    log,
    actor: 'ada',
    message,
    occurredAt: '2024-03-05T17:05:00.000Z',
    precision: 'minute',
    source: { kind: 'wiki-page', page: 'p', revision: 9, ordinal: 0 },
    replaces: { actor: 'ada', occurredAt: '2024-03-05T17:05:00.000Z', ordinal: 0, by: 'grace', ...before },
  });
  const first = (log: string, message: string) => ({ ...replacing(log, {}, message), replaces: undefined });

  it('can neither rewrite nor find out what is in another one', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'secret', visibility: 'private' } });
    const [theirs] = await give([first('secret', 'theirs')]);
    await give([document('AVsecret', 'hidden', { log: 'secret' })]);
    const token = await house.token(scopes, { tool: 'mover', logs: ['admin'] });
    const outcomes = await give(
      [
        replacing('admin', { message: 'theirs' }, 'EVIL'),
        first('admin', 'theirs'),
        document('AVsecret', 'hidden', { log: 'admin' }),
        document('AV1', 'x', { log: 'secret' }),
        document('AV2', 'x', { log: 'not-there' }),
      ],
      { token, query: '?dryRun=true&createLogs=true' },
    );
    expect(outcomes.map(({ outcome, problem }) => outcome ?? problem?.code)).toEqual([
      'imported',
      'imported',
      'imported',
      'not-this-log',
      'not-this-log',
    ]);
    expect(await house.get(`/api/v1/log-entries/${theirs!.id}`)).toMatchObject({ message: 'theirs', revision: 0 });
  });

  it('can link what somebody logged here, but never put other words into their mouth', async () => {
    const { id } = await house.log('rebooted db7 by mistake', { occurredAt: '2024-03-05T17:05:09Z', actor: 'ada' });
    const items = [
      first('production', 'rebooted db7 by mistake'),
      replacing('production', { message: 'rebooted db7 by mistake' }, 'routine maintenance'),
    ];
    expect((await give(items)).map(({ outcome }) => outcome)).toEqual(['linked', 'revised']);
    expect(await house.get(`/api/v1/log-entries/${id}`)).toMatchObject({
      message: 'rebooted db7 by mistake',
      status: 'logged',
    });
  });

  it('does not undo by an older history what was corrected or restated here', async () => {
    const [corrected] = await give([first('production', 'a')]);
    await house.ask('POST', `/api/v1/log-entries/${corrected!.id}/amend`, { body: { message: 'right', reason: 'x' } });
    await give([replacing('production', { message: 'a' }, 'wrong')]);
    expect(await house.get(`/api/v1/log-entries/${corrected!.id}`)).toMatchObject({ message: 'right' });
    const [restated] = await give([first('admin', 'set pw hunter2 on db1')]);
    const body = { reason: 'a password', message: 'set pw on db1' };
    await house.ask('POST', `/api/v1/log-entries/${restated!.id}/redact`, { body });
    await give([replacing('admin', { message: 'set pw hunter2 on db1' }, 'set pw hunter2 on db1 (T5)')]);
    expect(await house.get(`/api/v1/log-entries/${restated!.id}`)).toMatchObject({ message: 'set pw on db1' });
  });

  it('keeps apart what an index has as two, though a page lost the one to the other', async () => {
    const at = (id: string, message: string, second: string) =>
      document(id, message, { occurredAt: `2024-03-05T17:05:${second}.000Z` });
    await give([at('AV1', 'x was done', '01'), at('AV2', 'y was done', '40')]);
    const items = [first('production', 'x was done'), replacing('production', { message: 'x was done' }, 'y was done')];
    expect((await give(items)).map(({ outcome }) => outcome)).toEqual(['linked', 'linked']);
    expect((await give(items)).map(({ outcome }) => outcome)).toEqual(['known', 'known']);
    const { data } = await house.get('/api/v1/log-entries');
    expect(data.map(({ message, status }: any) => [message, status])).toEqual([
      ['y was done', 'logged'],
      ['x was done', 'logged'],
    ]);
  });

  it('strikes out words that a page replaced by those that another page brought before', async () => {
    await givePage('== 2024-03-05 ==\n* 17:05 ada: y was done\n', { page: 'Archive' });
    const items = [first('production', 'x was done'), replacing('production', { message: 'x was done' }, 'y was done')];
    expect((await give(items)).map(({ outcome }) => outcome)).toEqual(['imported', 'linked']);
    const { data } = await house.get('/api/v1/log-entries');
    expect(data.map(({ message, status }: any) => [message, status])).toEqual([
      ['y was done', 'logged'],
      ['x was done', 'retracted'],
    ]);
    expect((await give(items)).map(({ outcome }) => outcome)).toEqual(['known', 'known']);
  });

  it('strikes out the earlier words of a line whose later ones came first', async () => {
    const later = first('production', 'second words');
    const outcomes = await give([
      later,
      first('production', 'first words'),
      replacing('production', { message: 'first words' }, 'second words'),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'imported', 'revised']);
    const { data } = await house.get('/api/v1/log-entries');
    expect(data.map(({ message, status }: any) => [message, status])).toEqual([
      ['first words', 'retracted'],
      ['second words', 'logged'],
    ]);
  });

  it('has to say by what an entry is found again', async () => {
    const wrong = [
      { ...document('x', 'x'), source: { kind: 'index' } },
      { ...document('x', 'x'), source: { kind: 'wiki-page' } },
      { ...document('x', 'x'), source: { kind: 'wiki-page', page: 'p', id: 'AV1' } },
    ];
    const answers = (await give(wrong)).map(({ status, problem }) => [status, problem?.detail.split(' ')[0]]);
    expect(answers).toEqual([
      [400, 'source.id'],
      [400, 'source.page'],
      [400, 'source.id'],
    ]);
  });

  it('asks for the neighbours of many entries in few minutes once', async () => {
    const line = (n: number, source: object) => ({
      ...document('', `did ${n} of ${'long '.repeat(20)}`, { occurredAt: `2024-03-05T17:0${n % 5}:00.000Z` }),
      source,
    });
    await give(Array.from({ length: 1000 }, (_, n) => line(n, { kind: 'wiki-page', page: 'p', ordinal: 0 })));
    const { readModel } = house.foundation;
    const all = readModel.all.bind(readModel);
    let reads = 0;
    readModel.all = (statement) => (reads++, all(statement));
    const documents = Array.from({ length: 1000 }, (_, n) => line(n, { kind: 'index', id: `AV${n}` }));
    await give(documents, { query: '?dryRun=true' });
    expect(reads).toBeLessThan(20);
  });
});

describe('A line that was written over on its page', () => {
  const revised = (message: string, before: string, revision: number) => ({
    kind: 'entry',
    log: 'production',
    actor: 'ada',
    message,
    occurredAt: '2024-03-05T17:05:00.000Z',
    precision: 'minute',
    source: { kind: 'wiki-page', page: 'Server Admin Log', revision, ordinal: 0 },
    replaces: { actor: 'ada', message: before, occurredAt: '2024-03-05T17:05:00.000Z', ordinal: 0, by: 'grace' },
  });
  const first = { ...revised('a', '', 1), replaces: undefined };

  it('is an amendment by who wrote over it; written back, it is another', async () => {
    const items = [first, revised('b', 'a', 2), revised('a', 'b', 3)];
    const outcomes = await give(items);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'revised', 'revised']);
    const { data } = await house.get(`/api/v1/log-entries/${outcomes[0]!.id}/history`);
    const amended = data.filter(({ type }: { type: string }) => type === 'log-entry.amended');
    expect(amended).toMatchObject([
      { message: 'b', actor: { name: 'grace' }, reason: 'written over on the wiki page Server Admin Log, revision 2' },
      { message: 'a', reason: 'written over on the wiki page Server Admin Log, revision 3' },
    ]);
    expect((await give(items)).map(({ outcome }) => outcome)).toEqual(['known', 'known', 'known']);
    expect(await givePage('== 2024-03-05 ==\n* 17:05 ada: b\n')).toEqual(['known']);
    expect((await house.get('/api/v1/log-entries?q=a')).data[0]).toMatchObject({ late: false, status: 'amended' });
  });

  it('may be of another time and by another nick from then on', async () => {
    const later = '2024-03-05T17:15:00.000Z';
    const [{ id }] = (await give([first])) as [Answer];
    expect((await give([{ ...revised('a', 'a', 2), actor: 'bob', occurredAt: later }]))[0]!.outcome).toBe('revised');
    const entry = await house.get(`/api/v1/log-entries/${id}`);
    expect(entry).toMatchObject({ actor: { name: 'bob' }, occurredAt: later, precision: 'minute', alsoIn: [] });
    const { data } = await house.get(`/api/v1/log-entries/${id}/history`);
    expect(data[0]).toMatchObject({ actor: { name: 'ada' }, doneBy: { name: 'ada' } });
    expect(data[1]).toMatchObject({ actor: { name: 'grace' }, doneBy: { name: 'bob' } });
    expect((await house.get('/api/v1/log-entries?actor=bob')).data).toHaveLength(1);
    expect((await house.get('/api/v1/log-entries?actor=ada')).data).toHaveLength(0);
    expect(await givePage('== 2024-03-05 ==\n* 17:15 bob: a\n')).toEqual(['known']);
  });

  it('does not bring back what was retracted or redacted here', async () => {
    const [{ id }] = (await give([first])) as [Answer];
    await house.ask('POST', `/api/v1/log-entries/${id}/redact`, { body: { reason: 'x' } });
    const line = 'with the secret that was erased';
    const source = { kind: 'wiki-page', page: 'Server Admin Log', revision: 2, ordinal: 0, line };
    expect((await give([{ ...revised('b', 'a', 2), source }])).map(({ outcome }) => outcome)).toEqual(['known']);
    expect(await house.get(`/api/v1/log-entries/${id}`)).toMatchObject({ status: 'redacted', message: '[redacted]' });
    expect(JSON.stringify(await house.get('/api/v1/events?limit=250'))).not.toContain('secret');
    const [struck] = await give([{ ...first, log: 'admin' }]);
    await house.ask('POST', `/api/v1/log-entries/${struck!.id}/retract`, { body: { reason: 'x' } });
    await give([{ ...revised('b', 'a', 2), log: 'admin' }]);
    expect(await house.get(`/api/v1/log-entries/${struck!.id}`)).toMatchObject({ status: 'retracted', message: 'a' });
  });
});

describe('Who may import, and where', () => {
  it('needs log:manage for the log, and log:on-behalf, because every entry names who did it', async () => {
    for (const scopes of [['log:write', 'log:on-behalf'], ['log:manage']]) {
      const stranger = await house.token(scopes);
      expect((await house.ask('POST', '/api/v1/imports', { body: [], token: stranger })).statusCode).toBe(403);
    }
    const token = await house.token(['log:manage', 'log:on-behalf'], { tool: 'mover', logs: ['admin'] });
    const [here, there] = await give([document('AV1', 'x', { log: 'admin' }), document('AV2', 'y')], { token });
    expect([here!.outcome, there!.problem?.code]).toEqual(['imported', 'not-this-log']);
  });

  it('takes an archived log, an alias and a pattern; a log that is not there only when told to make it', async () => {
    await house.ask('PATCH', '/api/v1/logs/admin', { body: { status: 'archived', aliases: ['labs'] } });
    await house.ask('PATCH', '/api/v1/logs/tools', { body: { patterns: ['tools.*'] } });
    const items = ['admin', 'labs', 'tools.stashbot', 'deployment-prep', 'no log!'].map((log, index) =>
      document(`AV${index}`, `m${index}`, { log }),
    );
    const outcomes = await give(items);
    const told = outcomes.map(({ outcome, problem }) => outcome ?? problem?.code);
    expect(told).toEqual(['imported', 'imported', 'imported', 'unknown-log', 'unknown-log']);
    const again = await give(items.slice(3), { query: '?createLogs=true' });
    expect(again.map(({ outcome, problem }) => outcome ?? problem?.code)).toEqual(['imported', 'unknown-log']);
  });

  it('names field and rule of each item that is wrong, and takes the others', async () => {
    const outcomes = await give([
      document('AV1', 'good'),
      document('AV2', ''),
      { ...document('AV3', 'x'), occurredAt: '2024-02-30T00:00:00Z' },
      {
        kind: 'line',
        log: 'production',
        source: { kind: 'wiki-page' },
        number: 0,
        line: 'x',
        why: 'nonsense',
        part: 1,
      },
      null,
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400]);
    expect(outcomes[3]!.problem!.detail).toMatch(/number.*why must be one of not-an-entry/);
  });
});

describe('What was imported', () => {
  it('is erased like anything else, its line and what other sources said too', async () => {
    const secret = 'hunter2hunter2';
    await givePage(`== 2024-03-05 ==\n* 5:05 ada: root is ${secret} now and nobody knows\n* ${secret} is prose\n`);
    const [{ id }] = (await give([
      document('AVx', `root is ${secret} now and nobody knows it`, { occurredAt: '2024-03-05T05:05:10.000Z' }),
    ])) as [Answer];
    expect(
      (await house.ask('POST', `/api/v1/log-entries/${id}/redact`, { body: { reason: 'a password' } })).statusCode,
    ).toBe(200);
    const { data: lines } = await house.get('/api/v1/imports/lines');
    const redacted = await house.ask('POST', `/api/v1/events/${lines[0].position}/redact`, {
      body: { reason: 'it too' },
    });
    expect(redacted.statusCode).toBe(200);
    const events = await house.get('/api/v1/events?limit=250');
    expect(
      JSON.stringify([events, await house.get('/api/v1/log-entries'), await house.get('/api/v1/imports/lines')]),
    ).not.toContain(secret);
    expect(await house.get(`/api/v1/log-entries/${id}`)).toMatchObject({ status: 'redacted', alsoIn: [{ id: 'AVx' }] });
  });
});
