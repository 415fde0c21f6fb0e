import { HOUR, MINUTE } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => (house = await House.open()));
afterAll(() => house.close());

const post = (body: unknown, more: object = {}) => house.ask('POST', '/api/v1/log-entries', { body, ...more });

describe('POST /log-entries', () => {
  it('answers 201 with the whole entry, and every read that follows sees it', async () => {
    const message = 'Rebooting db[1101-1102].eqiad.wmnet for T123456, see gerrit:998877 #kernel';
    const response = await post({ log: 'production', message });
    expect(response.statusCode).toBe(201);
    const entry = response.json();
    expect(entry).toMatchObject({
      log: 'production',
      message,
      actor: { name: 'admin' },
      reporter: { kind: 'tool', id: 'tool:admin', name: 'admin' },
      via: { kind: 'api', verified: true },
      occurredAt: '2026-11-22T17:05:09.123Z',
      precision: 'millisecond',
      recordedAt: '2026-11-22T17:05:09.123Z',
      late: false,
      status: 'logged',
      revision: 0,
      refs: {
        tasks: ['T123456'],
        hosts: ['db1101.eqiad.wmnet', 'db1102.eqiad.wmnet'],
        changes: ['998877'],
        tags: ['kernel'],
        datacenters: ['eqiad'],
      },
      operation: null,
      taskLinks: [{ task: 'T123456', url: 'https://phabricator.wikimedia.org/T123456' }],
      url: `http://ledger.example/entries/${entry.id}`,
    });
    expect(response.headers).toMatchObject({
      location: `/api/v1/log-entries/${entry.id}`,
      etag: '"0"',
      'ledger-position': String(entry.position),
    });
    expect(await house.get(response.headers.location as string)).toEqual(entry);
    expect((await house.get('/api/v1/log-entries?limit=1')).data).toEqual([entry]);
  });

  it('takes any offset and answers in UTC; an old time makes the entry late', async () => {
    const entry = await house.log('moved a rack', { occurredAt: '2026-11-22T16:00+01:00' });
    expect(entry).toMatchObject({ occurredAt: '2026-11-22T15:00:00.000Z', precision: 'minute', late: true });
    const recent = await house.log('just now', { occurredAt: '2026-11-22T17:00:10Z' });
    expect(recent).toMatchObject({ precision: 'second', late: false });
  });

  it('writes once for one idempotency key, whatever the token, and refuses another body', async () => {
    const headers = { 'idempotency-key': 'deploy-17' };
    const [one, other] = [await house.token(['log:write']), await house.token(['log:write'])];
    const first = await post({ log: 'production', message: 'once' }, { headers, token: one });
    const again = await post({ log: 'production', message: 'once' }, { headers, token: other });
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual(first.json());
    const reused = await post({ log: 'production', message: 'twice' }, { headers, token: one });
    expect(reused.statusCode).toBe(422);
    expect(reused.json()).toMatchObject({ code: 'idempotency-key-reused', errors: [{ field: 'Idempotency-Key' }] });
    expect((await house.get('/api/v1/log-entries?q=twice')).data).toEqual([]);
    const elsewhere = await post({ log: 'production', message: 'once' }, { headers });
    expect(elsewhere.json().id).not.toBe(first.json().id);
  });

  it('of the same key with two bodies at once, one is written and the other refused', async () => {
    const headers = { 'idempotency-key': 'race' };
    const race = await Promise.all(['a', 'b'].map((message) => post({ log: 'production', message }, { headers })));
    expect(race.map((response) => response.statusCode)).toEqual(expect.arrayContaining([201, 422]));
  });

  it('names another actor only with the scope for it, and links the person that a name belongs to', async () => {
    const person = (
      await house.ask('POST', '/api/v1/people', {
        body: {
          displayName: 'Ada Example',
          aliases: [
            { kind: 'nick', name: 'adaex' },
            { kind: 'shell', name: 'ada' },
          ],
        },
      })
    ).json();
    const plain = await house.token(['log:write']);
    const refused = await post({ log: 'production', message: 'x', actor: 'adaex' }, { token: plain });
    expect(refused.statusCode).toBe(403);
    expect(refused.json().detail).toContain('log:on-behalf');
    const entry = await house.log('moved', { actor: 'AdaEx' });
    expect(entry).toMatchObject({ actor: { name: 'AdaEx', person: person.id }, reporter: { name: 'admin' } });
    const own = await house.token(['log:write'], { person: person.id });
    const self = (await post({ log: 'production', message: 'mine', actor: 'ada' }, { token: own })).json();
    expect(self).toMatchObject({ actor: { name: 'ada', person: person.id }, reporter: { name: 'Ada Example' } });
    const found = await house.get('/api/v1/log-entries?actor=ada');
    expect(found.data.map((one: { message: string }) => one.message)).toEqual(['mine', 'moved']);
  });

  it.each([
    ['a GitHub token', `push with ghp_${'a1B2'.repeat(9)}`],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
    ['a password that is assigned', 'mysql --password=hunter2hunter2'],
    ['a password in an address', 'mysql://root:hunter22@db1101/x'],
  ])('refuses %s before it is written, does not repeat it, and takes it with the override', async (_, message) => {
    const before = house.foundation.store.heads.value;
    const refused = await post({ log: 'production', message });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'looks-like-a-credential', errors: [{ field: 'message' }] });
    expect(refused.body).not.toContain(message.slice(12));
    expect(house.foundation.store.heads.value).toBe(before);
    expect((await post({ log: 'production', message, allowCredential: true })).statusCode).toBe(201);
  });

  it('refuses our own tokens, and takes a plain commit hash', async () => {
    expect((await post({ log: 'production', message: `use ${house.adminToken}` })).statusCode).toBe(400);
    const hash = '0123456789abcdef0123456789abcdef01234567';
    expect((await house.log(`rolled back to ${hash}`)).refs.commits).toEqual([hash]);
  });

  it('accepts a repetition of what it accepted, though the log is archived by now', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'closing' } });
    const ask = { headers: { 'idempotency-key': 'closing' } };
    const first = await post({ log: 'closing', message: 'last' }, ask);
    await house.ask('PATCH', '/api/v1/logs/closing', { body: { status: 'archived' } });
    expect((await post({ log: 'closing', message: 'last' }, ask)).json().id).toBe(first.json().id);
    const reused = await post({ log: 'tools.ghost', message: 'x' }, ask);
    expect(reused.statusCode).toBe(422);
    expect((await house.ask('GET', '/api/v1/logs/tools.ghost')).statusCode).toBe(404);
  });

  it('makes a log for the first entry of a name that a pattern promises, but not for one that is refused', async () => {
    const refused = await post({ log: 'tools.late', message: 'x', occurredAt: '2027-01-01T00:00Z' });
    expect(refused.json().code).toBe('in-the-future');
    expect((await house.ask('GET', '/api/v1/logs/tools.late')).statusCode).toBe(404);
    expect(await house.log('restarted', { log: 'tools.bridgebot' })).toMatchObject({ log: 'tools.bridgebot' });
    expect((await house.get('/api/v1/logs/tools.bridgebot')).status).toBe('open');
  });
});

describe('POST /log-entries/batch', () => {
  const batch = (body: unknown, headers: Record<string, string> = {}) =>
    house.ask('POST', '/api/v1/log-entries/batch', { body, headers });

  it('answers for each item in order, and one that is refused does not touch the others', async () => {
    const response = await batch([
      { log: 'production', message: 'first' },
      { log: 'prodution', message: 'no such log' },
      { log: 'production' },
      'not an object',
      { log: 'production', message: 'last', idempotencyKey: 'k1' },
    ]);
    expect(response.statusCode).toBe(200);
    const { data } = response.json();
    expect(data.map((item: { status: number }) => item.status)).toEqual([201, 400, 400, 400, 201]);
    expect(data[1].problem).toMatchObject({ code: 'unknown-log', detail: expect.stringContaining('"production"') });
    expect(data[2].problem.errors).toEqual([expect.objectContaining({ field: 'message' })]);
    const again = await batch([{ log: 'production', message: 'last', idempotencyKey: 'k1' }]);
    expect(again.json().data[0].entry.id).toBe(data[4].entry.id);
    const reused = await batch([{ log: 'production', message: 'other', idempotencyKey: 'k1' }]);
    expect(reused.json().data[0].status).toBe(422);
  });

  it('takes NDJSON, and a broken line is that item only', async () => {
    const lines = '{"log":"production","message":"one"}\n{broken\n\n{"log":"production","message":"two"}\n';
    const { data } = (await batch(lines, { 'content-type': 'application/x-ndjson' })).json();
    expect(data.map((item: { status: number }) => item.status)).toEqual([201, 400, 201]);
  });

  it('takes at most 1000 items', async () => {
    const item = { log: 'production', message: 'x' };
    expect((await batch(Array.from({ length: 1001 }, () => item))).statusCode).toBe(413);
    expect((await batch({})).statusCode).toBe(400);
    const lines = await batch('x\n'.repeat(1001), { 'content-type': 'application/x-ndjson' });
    expect([lines.statusCode, lines.json().code]).toEqual([413, 'too-large']);
  });

  it('reads no large body of somebody who is not signed in, and keeps the others within bounds', async () => {
    const body = 'x'.repeat(100_000);
    for (const token of [null, 'opsl_made_up']) {
      const response = await house.ask('POST', '/api/v1/log-entries/batch', { token, body });
      expect([response.statusCode, response.json().code]).toEqual([401, 'not-signed-in']);
    }
    expect((await house.ask('POST', '/api/v1/log-entries/batch', { body })).statusCode).toBe(400);
  });
});

describe('a page', () => {
  it('ends early where entries are long, and goes on behind them', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'long' } });
    for (let n = 0; n < 45; n++) await house.log(`${n} ${'x'.repeat(60_000)}`, { log: 'long' });
    const first = await house.get('/api/v1/log-entries?log=long&limit=250');
    expect(first.data.length).toBeGreaterThan(20);
    expect(first.data.length).toBeLessThan(45);
    const second = await house.get(`/api/v1/log-entries?log=long&limit=250&after=${first.page.next}`);
    expect([first.data.length + second.data.length, second.page.next]).toEqual([45, null]);
  });
});

describe('amending and retracting', () => {
  it('keeps and shows every version, and answers as of then', async () => {
    const entry = await house.log('rebooting db1999');
    house.clock.advance(MINUTE);
    const url = `/api/v1/log-entries/${entry.id}`;
    const amended = await house.ask('POST', `${url}/amend`, { body: { message: 'rebooting db1998', reason: 'typo' } });
    expect(amended.statusCode).toBe(200);
    expect(amended.headers.etag).toBe('"1"');
    expect(amended.json()).toMatchObject({
      status: 'amended',
      revision: 1,
      refs: { hosts: ['db1998'] },
      position: entry.position,
    });
    house.clock.advance(MINUTE);
    const retracted = await house.ask('POST', `${url}/retract`, { body: { reason: 'never happened' } });
    expect(retracted.json()).toMatchObject({ status: 'retracted', message: 'rebooting db1998', revision: 2 });

    const { data } = await house.get(`${url}/history`);
    expect(data.map(({ status, message, reason }: any) => [status, message, reason])).toEqual([
      ['logged', 'rebooting db1999', null],
      ['amended', 'rebooting db1998', 'typo'],
      ['retracted', 'rebooting db1998', 'never happened'],
    ]);
    expect(await house.get(`${url}?asOf=${entry.position}`)).toEqual(entry);
    expect((await house.get(`${url}?asOf=2026-11-22T17:06:30Z`)).status).toBe('amended');
    expect((await house.ask('GET', `${url}?asOf=${entry.position - 1}`)).statusCode).toBe(404);
    expect((await house.get('/api/v1/log-entries?host=db1999')).data).toEqual([]);
    expect((await house.get(`/api/v1/log-entries?host=db1999&asOf=${entry.position}`)).data).toHaveLength(1);
    house.clock.advance(-2 * MINUTE);
  });

  it('answers for an instant as it did before, though the clock was set back meanwhile', async () => {
    house.clock.advance(HOUR);
    const instant = new Date(house.clock.now() - 1).toISOString();
    const ask = () => house.ask('GET', `/api/v1/log-entries?asOf=${instant}`);
    const before = await ask();
    house.clock.advance(-HOUR / 2);
    expect((await house.log('written down while the clock was slow')).recordedAt > instant).toBe(true);
    expect((await ask()).body).toBe(before.body);
    house.clock.advance(HOUR / 2);
  });

  it('moves an entry to another time and log', async () => {
    const entry = await house.log('in the wrong place');
    const body = { log: 'admin', occurredAt: '2026-11-22T10:00Z', reason: 'was Cloud VPS, this morning' };
    await house.ask('POST', `/api/v1/log-entries/${entry.id}/amend`, { body });
    const { data } = await house.get('/api/v1/log-entries?log=admin');
    expect(data[0]).toMatchObject({ id: entry.id, log: 'admin', late: true, occurredAt: '2026-11-22T10:00:00.000Z' });
  });

  it('accepts a repetition of what it accepted, though the log is archived by now', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'ending' } });
    const entry = await house.log('belongs elsewhere');
    const amend = () =>
      house.ask('POST', `/api/v1/log-entries/${entry.id}/amend`, {
        body: { log: 'ending', reason: 'r' },
        headers: { 'idempotency-key': 'ending' },
      });
    const first = await amend();
    await house.ask('PATCH', '/api/v1/logs/ending', { body: { status: 'archived' } });
    const again = await amend();
    expect([again.statusCode, again.headers['ledger-position']]).toEqual([200, first.headers['ledger-position']]);
  });

  it('refuses an If-Match that is not the newest, and changes nothing then', async () => {
    const entry = await house.log('who is first');
    const amend = (message: string, etag: string) =>
      house.ask('POST', `/api/v1/log-entries/${entry.id}/amend`, {
        body: { message, reason: 'r' },
        headers: { 'if-match': etag },
      });
    expect((await amend('I am', '"0"')).statusCode).toBe(200);
    const stale = await amend('no, I am', '"0"');
    expect(stale.statusCode).toBe(412);
    expect(stale.headers.etag).toBe('"1"');
    expect((await house.get(`/api/v1/log-entries/${entry.id}`)).message).toBe('I am');
  });

  it('an amendment that says the same writes nothing; a retracted entry takes none', async () => {
    const entry = await house.log('same');
    const url = `/api/v1/log-entries/${entry.id}`;
    const head = house.foundation.store.heads.value;
    const same = await house.ask('POST', `${url}/amend`, { body: { message: 'same', reason: 'r' } });
    expect([same.statusCode, house.foundation.store.heads.value]).toEqual([200, head]);
    await house.ask('POST', `${url}/retract`, { body: { reason: 'r' } });
    expect((await house.ask('POST', `${url}/retract`, { body: { reason: 'r' } })).statusCode).toBe(200);
    const refused = await house.ask('POST', `${url}/amend`, { body: { message: 'new', reason: 'r' } });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'retracted']);
  });

  it('needs the scope log:amend, and an entry that exists', async () => {
    const entry = await house.log('mine');
    const token = await house.token(['log:write']);
    const refused = await house.ask('POST', `/api/v1/log-entries/${entry.id}/retract`, {
      body: { reason: 'r' },
      token,
    });
    expect(refused.statusCode).toBe(403);
    const unknown = await house.ask('POST', '/api/v1/log-entries/nope/retract', { body: { reason: 'r' } });
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'unknown-log-entry']);
  });
});

describe('GET /log-entries', () => {
  let messages: (query: string) => Promise<string[]>;
  beforeAll(async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'search' } });
    const at = (minutes: number) => new Date(Date.parse('2026-11-20T12:00Z') + minutes * MINUTE).toISOString();
    for (const [index, message] of [
      'Pooling cp4021 after a kernel upgrade',
      'Depooling cp4021.ulsfo.wmnet, it is slow (T200000)',
      'Restarting the naïve proxy #outage gerrit:445566',
      'START - Cookbook sre.hosts.reboot for host an-worker1080',
    ].entries()) {
      await house.log(message, { log: 'search', occurredAt: at(index) });
    }
    messages = async (query) => {
      const { data } = await house.get(`/api/v1/log-entries?log=search&${query}`);
      return data.map(({ message }: { message: string }) => message.split(' ')[0]);
    };
  });

  it.each([
    ['', ['START', 'Restarting', 'Depooling', 'Pooling']],
    ['q=kernel', ['Pooling']],
    ['q=kern*', ['Pooling']],
    ['q=kern', []],
    ['q=NAIVE', ['Restarting']],
    ['q=%22kernel upgrade%22', ['Pooling']],
    ['q=%22upgrade kernel%22', []],
    ['q=cp4021 -kernel', ['Depooling']],
    ['q=admin', ['START', 'Restarting', 'Depooling', 'Pooling']],
    ['host=cp4021', ['Depooling', 'Pooling']],
    ['host=CP4021.ulsfo.wmnet', ['Depooling', 'Pooling']],
    ['host=cp4021.eqiad.wmnet', ['Pooling']],
    ['task=t200000', ['Depooling']],
    ['change=445566', ['Restarting']],
    ['tag=%23outage', ['Restarting']],
    ['operation=sre.hosts.reboot', ['START']],
    ['status=amended', []],
    ['actor=admin&q=slow', ['Depooling']],
    ['actor=adm', []],
    ['from=2026-11-20T12:01Z&to=2026-11-20T12:03Z', ['Restarting', 'Depooling']],
    ['on=2026-11-20', ['START', 'Restarting', 'Depooling', 'Pooling']],
    ['to=2026-11-19', []],
    ['from=2026-11-20&to=2026-11-20&q=start', ['START']],
  ])('with %s finds %j', async (query, expected) => {
    expect(await messages(query)).toEqual(expected);
  });

  it('finds an operation by the id of one of its entries', async () => {
    const [start] = (await house.get('/api/v1/log-entries?log=search&operation=sre.hosts.reboot')).data;
    expect(await messages(`operation=${start.id}`)).toEqual(['START']);
  });

  it('pages to any depth without a repetition or a gap, also while entries come and change', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'paged' } });
    const ids: string[] = [];
    for (let n = 0; n < 25; n++) ids.unshift((await house.log(`entry ${n}`, { log: 'paged' })).id);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: any = await house.get(`/api/v1/log-entries?log=paged&limit=4${next === '' ? '' : `&after=${next}`}`);
      seen.push(...page.data.map(({ id }: { id: string }) => id));
      next = page.page.next;
      await house.log('meanwhile', { log: 'paged' });
      await house.ask('POST', `/api/v1/log-entries/${ids[0]}/amend`, {
        body: { occurredAt: new Date(house.clock.now() - seen.length * HOUR).toISOString(), reason: 'moves about' },
      });
    }
    expect(seen).toEqual(ids);
  });

  it('a cursor of another ledger is gone, one that is none is refused', async () => {
    const foreign = Buffer.from('aaaaaaaaaaaa~123~5').toString('base64url');
    expect((await house.ask('GET', `/api/v1/log-entries?after=${foreign}`)).statusCode).toBe(410);
    expect((await house.ask('GET', '/api/v1/log-entries?after=nonsense')).statusCode).toBe(400);
  });

  it('orders entries of the same millisecond by position', async () => {
    const at = '2026-11-01T00:00:00.000Z';
    const ids = [];
    for (let n = 0; n < 5; n++) ids.unshift((await house.log(`same ${n}`, { occurredAt: at })).id);
    const { data } = await house.get('/api/v1/log-entries?on=2026-11-01');
    expect(data.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});

describe('a private log', () => {
  it('is invisible without the right to read it, in every list, search, feed and format', async () => {
    await house.ask('POST', '/api/v1/logs', { body: { name: 'security', visibility: 'private' } });
    const entry = await house.log('sekret rotation', { log: 'security' });
    const outsider = await house.token(['log:write'], { tool: 'outsider' });
    for (const token of [null, outsider]) {
      expect((await house.get('/api/v1/log-entries?q=sekret', { token })).data).toEqual([]);
      expect((await house.ask('GET', `/api/v1/log-entries/${entry.id}`, { token })).statusCode).toBe(404);
      expect((await house.ask('GET', `/api/v1/log-entries/${entry.id}/history`, { token })).statusCode).toBe(404);
      expect((await house.ask('GET', '/api/v1/logs/security/sal.wiki', { token })).statusCode).toBe(404);
      expect((await house.ask('GET', '/api/v1/logs', { token })).body).not.toContain('security');
      expect((await house.ask('GET', '/api/v1/events?limit=250', { token })).body).not.toContain('sekret');
      expect((await house.ask('GET', '/api/v1/log-entries?log=securit', { token })).body).not.toContain('security');
    }
    const reader = await house.token(['read'], { tool: 'reader' });
    expect((await house.get('/api/v1/log-entries?q=sekret', { token: reader })).data).toHaveLength(1);
  });

  it('can be written into by a token that names it, without being read', async () => {
    const token = await house.token(['log:write'], { tool: 'writer', logs: ['security'] });
    const mine = await post({ log: 'security', message: 'sekret of mine' }, { token });
    expect([mine.statusCode, mine.json().message]).toEqual([201, 'sekret of mine']);
    expect((await house.get('/api/v1/log-entries?q=sekret', { token })).data).toEqual([]);
    expect((await house.ask('GET', `/api/v1/log-entries/${mine.json().id}`, { token })).statusCode).toBe(404);
  });

  it('does not show through a repeated request what has become of an entry that was moved into it', async () => {
    const token = await house.token(['log:write'], { tool: 'careless' });
    const ask = { token, headers: { 'idempotency-key': 'moved' } };
    const entry = (await post({ log: 'production', message: 'to be moved' }, ask)).json();
    await house.ask('POST', `/api/v1/log-entries/${entry.id}/amend`, {
      body: { log: 'security', message: 'hidden now', reason: 'r' },
    });
    const again = await post({ log: 'production', message: 'to be moved' }, ask);
    expect([again.statusCode, again.json().message]).toEqual([201, 'to be moved']);
  });
});
