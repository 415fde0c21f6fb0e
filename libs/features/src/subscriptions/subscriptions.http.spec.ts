import { DAY, HOUR, MINUTE } from '@kernel/time.js';
import { PostOffice, refusal } from '../../../../test/support/post-office.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ONE_CLICK = 'List-Unsubscribe=One-Click';

let office: PostOffice;
/** Addresses that the mail server does not want now. */
const unwanted = new Map<string, number>();
beforeEach(async () => {
  unwanted.clear();
  office = await PostOffice.open({
    onRcptTo: ({ address }, _session, done) => {
      const code = unwanted.get(address);
      done(code === undefined ? null : refusal(code, 'not now'));
    },
  });
  await office.post('/channels', { name: 'by-mail', type: 'subscribers' });
  await office.post('/components', { name: 'web' });
  await office.post('/components', { name: 'web-cache', parent: 'web' });
  await office.post('/components', { name: 'mail' });
});
afterEach(() => office.close());

const anybody = (method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown, headers = {}) =>
  office.house.ask(method, url, { token: null, body, headers });
const mailsTo = async (address: string) => (await office.mails()).filter((mail) => mail.envelopeTo === address);
const subscribe = (address: string, choice: object = {}) =>
  anybody('POST', '/api/v1/subscriptions', { address, ...choice });
const headerOf = (mail: { headers: { key: string; value: string }[] }, name: string): string | undefined =>
  mail.headers.find(({ key }) => key === name.toLowerCase())?.value;

/** Id and proof in the link of the newest mail that asks. */
async function linkTo(address: string): Promise<{ id: string; proof: string }> {
  const mail = (await mailsTo(address)).findLast(({ subject }) => subject!.startsWith('Please confirm'))!;
  const { searchParams } = new URL(/http\S+proof=\S+/.exec(mail.text!)![0]);
  return { id: searchParams.get('id')!, proof: searchParams.get('proof')! };
}

/** Where one click ends it. */
async function leaveOf(address: string): Promise<string> {
  const mail = (await mailsTo(address)).at(-1)!;
  expect(headerOf(mail, 'List-Unsubscribe-Post')).toBe(ONE_CLICK);
  const { pathname, search } = new URL(/^<(.*)>$/.exec(headerOf(mail, 'List-Unsubscribe')!)![1]!);
  return pathname + search;
}

async function active(address: string, choice: object = {}): Promise<{ id: string; proof: string }> {
  expect((await subscribe(address, choice)).statusCode).toBe(202);
  await office.house.pass(0);
  const { id, proof } = await linkTo(address);
  expect((await anybody('POST', `/api/v1/subscriptions/${id}/confirm`, { proof })).statusCode).toBe(200);
  return { id, proof };
}

/** Who got this announcement. */
async function toldOf(subject: string, more: object = {}): Promise<string[]> {
  await office.announce(['by-mail'], { subject, ...more });
  await office.house.pass(0);
  return (await office.mails())
    .filter((mail) => mail.subject === subject)
    .map(({ envelopeTo }) => envelopeTo.split('@')[0]!)
    .toSorted();
}

describe('Whoever subscribes', () => {
  it('is asked by one mail, and gets nothing before they confirm with its link', async () => {
    const answers = [await subscribe('one@example.org'), await subscribe('one@example.org')];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
    await office.house.pass(0);
    expect(await toldOf('Too early')).toEqual([]);
    expect(await mailsTo('one@example.org')).toHaveLength(1);
    const { id, proof } = await linkTo('one@example.org');
    const forged = [{ proof: 'x'.repeat(32) }, { proof: proof.slice(1) }];
    for (const body of forged) {
      const answer = await anybody('POST', `/api/v1/subscriptions/${id}/confirm`, body);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'unknown-subscription']);
    }
    expect(await toldOf('Still too early')).toEqual([]);
    await anybody('POST', `/api/v1/subscriptions/${id}/confirm`, { proof });
    expect(await toldOf('Now')).toEqual(['one']);
    expect(headerOf((await mailsTo('one@example.org')).at(-1)!, 'List-Id')).toBe('<by-mail.ledger.example>');
  });

  it('reads which ledger asks, and what was chosen', async () => {
    await subscribe('all@example.org');
    await subscribe('some@example.org', { components: ['web', 'mail'], kinds: ['database', 'read-only'] });
    await office.house.pass(0);
    const [all, some] = [await mailsTo('all@example.org'), await mailsTo('some@example.org')].map(
      ([mail]) => mail!.text,
    );
    expect(all).toMatch(/^Somebody asked the operations ledger at http:\/\/ledger\.example to tell this address /);
    expect(all).toContain('Components: all\nKinds of downtime: all\n');
    expect(some).toContain('Components: web, mail\nKinds of downtime: database, read-only\n');
  });

  it('is asked again after an hour at the earliest, and not at all while they are told', async () => {
    await subscribe('one@example.org');
    await office.house.pass(MINUTE);
    await subscribe('one@example.org');
    await office.house.pass(HOUR);
    expect(await mailsTo('one@example.org')).toHaveLength(1);
    await active('one@example.org');
    expect(await mailsTo('one@example.org')).toHaveLength(2);
    await office.house.pass(2 * HOUR);
    await subscribe('one@example.org');
    await office.house.pass(HOUR);
    expect(await mailsTo('one@example.org')).toHaveLength(2);
  });

  it('whose server is not ready is asked later; one that it does not know is not asked again', async () => {
    unwanted.set('late@example.org', 451).set('nobody@example.org', 550);
    await subscribe('late@example.org');
    await subscribe('nobody@example.org');
    await office.house.pass(0);
    const { data } = await office.house.get('/api/v1/subscriptions');
    expect(data.map(({ lastFailure }: { lastFailure: string }) => lastFailure).toSorted()).toEqual([
      'recipient-refused: 451 not now',
      'recipient-refused: 550 not now',
    ]);
    unwanted.clear();
    for (let hour = 0; hour < 80; hour++) await office.house.pass(HOUR);
    expect((await office.mails()).map(({ envelopeTo }) => envelopeTo)).toEqual(['late@example.org']);
  });

  it.each(['a@example.org\r\nBcc: b@example.org', 'a@example.org,b@example.org', 'A <a@example.org>', 'a', '@b'])(
    'with an address that is none is told so: %j',
    async (address) => {
      const answer = await subscribe(address);
      expect([answer.statusCode, answer.json().errors?.[0]?.field ?? 'address']).toEqual([400, 'address']);
    },
  );

  it('is told of the components (with what they are a part of) and kinds of downtime that they chose', async () => {
    await active('all@example.org');
    await active('web@example.org', { components: ['web'] });
    await active('cache@example.org', { components: ['web-cache'] });
    await active('mail@example.org', { components: ['mail'] });
    await active('net@example.org', { kinds: ['network'] });
    await active('none@example.org', { components: ['mail'], kinds: ['database'] });
    expect(await toldOf('A', { components: ['web'], kinds: ['restarts'] })).toEqual(['all', 'cache', 'web']);
    expect(await toldOf('B', { components: ['web-cache'], kinds: ['network'] })).toEqual([
      'all',
      'cache',
      'net',
      'web',
    ]);
    expect(await toldOf('C', { components: ['mail'], kinds: ['network', 'restarts'] })).toEqual(['all', 'mail', 'net']);
    // All services have a network and a database too.
    expect(await toldOf('D', { components: ['mail'], kinds: ['all-services'] })).toEqual([
      'all',
      'mail',
      'net',
      'none',
    ]);
  });

  it('is told of as nobody where what is announced is wanted by none', async () => {
    await active('mailer@example.org', { components: ['mail'] });
    const id = await office.announce(['by-mail'], { components: ['web'] });
    const words = 'nobody who was subscribed wants it';
    expect(await office.deliveries(id)).toMatchObject([{ state: 'skipped', words }]);
    await office.house.pass(0);
    await active('webber@example.org', { components: ['web'] });
    expect(await office.deliveries(id)).toMatchObject([{ state: 'skipped', words, attempts: [] }]);
  });

  it('changes their mind with the link; who comes later is not told of what was sent before', async () => {
    const { id, proof } = await active('one@example.org', { components: ['mail'] });
    expect(await toldOf('A', { components: ['web'] })).toEqual([]);
    await anybody('PATCH', `/api/v1/subscriptions/${id}`, { proof, components: ['web'] });
    await active('two@example.org');
    expect(await toldOf('B', { components: ['web'] })).toEqual(['one', 'two']);
    expect((await mailsTo('two@example.org')).map(({ subject }) => subject)).not.toContain('A');
  });
});

describe('Whoever unsubscribes', () => {
  it.each([
    ['as programs for mail do (RFC 8058)', ONE_CLICK, FORM],
    [
      'with a form in parts',
      `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`,
      { 'content-type': 'multipart/form-data; boundary=x' },
    ],
    ['with nothing at all', undefined, {}],
  ])('%s is never mailed again', async (_how, body, headers) => {
    await active('one@example.org');
    expect(await toldOf('A')).toEqual(['one']);
    const url = await leaveOf('one@example.org');
    const looked = await anybody('GET', url);
    expect([looked.statusCode, looked.headers.location]).toEqual([303, expect.stringContaining('/subscriptions?id=')]);
    expect(await toldOf('B')).toEqual(['one']);
    const answer = await anybody('POST', url, body, headers);
    expect([answer.statusCode, answer.json().status]).toEqual([200, 'ended']);
    expect((await anybody('POST', url, body, headers)).statusCode).toBe(200);
    expect(await toldOf('C')).toEqual([]);
    await office.house.pass(4 * DAY);
    expect(await mailsTo('one@example.org')).toHaveLength(3);
  });

  it('while an announcement waits for their server does not get it', async () => {
    await active('one@example.org');
    expect(await toldOf('A')).toEqual(['one']);
    const url = await leaveOf('one@example.org');
    unwanted.set('one@example.org', 451);
    const id = await office.announce(['by-mail'], { subject: 'B' });
    await office.house.pass(0);
    await anybody('POST', url, ONE_CLICK, FORM);
    unwanted.clear();
    await office.house.pass(DAY);
    expect((await mailsTo('one@example.org')).map(({ subject }) => subject)).not.toContain('B');
    expect(await office.deliveries(id)).toMatchObject([
      { state: 'accepted', recipients: [{ outcome: 'skipped', recipients: 1 }] },
    ]);
  });

  it('cannot be somebody else, and no other address takes a form', async () => {
    const { proof } = await active('one@example.org');
    const { id } = await active('two@example.org');
    for (const one of [proof, 'x']) {
      const answer = await anybody('POST', `/api/v1/subscriptions/${id}/unsubscribe?proof=${one}`, ONE_CLICK, FORM);
      expect(answer.statusCode).toBe(404);
    }
    expect(await toldOf('A')).toEqual(['one', 'two']);
    for (const url of ['/api/v1/subscriptions', '/api/v1/log-entries', `/api/v1/subscriptions/${id}/confirm`]) {
      const answer = await office.house.ask('POST', url, { body: 'proof=x', headers: FORM });
      expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported-content-type']);
    }
    const long = await anybody('POST', await leaveOf('two@example.org'), 'x'.repeat(5000), FORM);
    expect(long.statusCode).toBe(413);
  });

  it('by the hand of an administrator is told nothing either, and may come back', async () => {
    const { id } = await active('one@example.org');
    await office.post(`/subscriptions/${id}/end`, { reason: 'bounces' });
    expect(await toldOf('A')).toEqual([]);
    office.house.clock.advance(HOUR);
    await active('one@example.org');
    expect(await toldOf('B')).toEqual(['one']);
  });

  it('is changed and ended by who saw how it was, and once with one key', async () => {
    const { id, proof } = await active('one@example.org');
    const own = `/api/v1/subscriptions/${id}`;
    const seen = (await anybody('GET', `${own}?proof=${proof}`)).headers['etag'] as string;
    const change = (body: object, headers: object) => anybody('PATCH', own, { proof, ...body }, headers);
    const key = (name: string) => ({ 'idempotency-key': name });
    const changed = await change({ components: ['web'] }, { 'if-match': seen, ...key('a') });
    expect([changed.statusCode, changed.headers['etag']]).toEqual([200, `"${Number(/\d+/.exec(seen)![0]) + 1}"`]);
    expect((await change({ components: ['mail'] }, { 'if-match': seen })).statusCode).toBe(412);
    expect((await change({ components: ['mail'] }, key('a'))).statusCode).toBe(422);
    expect((await change({ components: ['web'] }, key('a'))).statusCode).toBe(200);
    const confirm = `${own}/confirm`;
    expect((await anybody('POST', confirm, { proof }, { 'if-match': seen })).statusCode).toBe(412);
    const end = (reason: string, headers: Record<string, string>) =>
      office.house.ask('POST', `${own}/end`, { body: { reason }, headers });
    expect((await end('bounces', { 'if-match': seen })).statusCode).toBe(412);
    expect((await anybody('POST', `${own}/unsubscribe?proof=${proof}`, {}, { 'if-match': seen })).statusCode).toBe(412);
    expect((await end('bounces', key('b'))).statusCode).toBe(200);
    expect((await end('bounces', key('b'))).statusCode).toBe(200);
    expect((await end('is gone', key('b'))).statusCode).toBe(422);
    const other = await end('is gone', {});
    expect(other.json()).toMatchObject({ status: 409, code: 'wrong-state' });
    expect(other.json().detail).toMatch(/^the subscription is ended since 20\d\d-.*Z, for another reason$/);
    expect((await end('bounces', {})).statusCode).toBe(200);
    expect((await anybody('POST', `${own}/unsubscribe?proof=${proof}`)).statusCode).toBe(200);
  });

  it('leaves every step behind, for administrators', async () => {
    const { id } = await active('one@example.org');
    await office.post(`/subscriptions/${id}/end`, { reason: 'bounces' });
    const steps = async (asOf = ''): Promise<any[]> =>
      (await office.house.get(`/api/v1/subscriptions/${id}/history${asOf}`)).data;
    const all = await steps();
    const before = ['subscription.requested', 'subscription.asked', 'subscription.confirmed'];
    expect(all.map(({ type }) => type)).toEqual([...before, 'subscription.ended']);
    expect(all.at(-1).data).toEqual({ how: 'administrator', reason: 'bounces' });
    expect(await steps(`?asOf=${all[2].position}`)).toEqual(all.slice(0, 3));
    expect((await anybody('GET', `/api/v1/subscriptions/${id}/history`)).statusCode).toBe(401);
  });
});

it('the ledger does not write to thousands of addresses that somebody names', async () => {
  const ask = (n: number) =>
    office.house.ask('POST', '/api/v1/subscriptions', { body: { address: `a${n}@example.org` }, token: null });
  const answers = [];
  for (let n = 0; n < 501; n++) answers.push((await ask(n)).statusCode);
  expect([answers.filter((status) => status === 202).length, answers.at(-1)]).toEqual([500, 429]);
  office.house.clock.advance(HOUR + 1);
  expect((await ask(501)).statusCode).toBe(202);
});
