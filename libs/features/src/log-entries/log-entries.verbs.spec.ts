import { type Utterance, Verbs } from '@kernel/verb.js';
import { House } from '../../../../test/support/house.js';

let house: House;
let verbs: Verbs;
beforeAll(async () => {
  house = await House.open();
  verbs = house.app.get(Verbs);
  await house.ask('POST', '/api/v1/logs', { body: { name: 'tools.stashbot' } });
  await house.ask('POST', '/api/v1/logs', {
    body: { name: 'paws', channels: ['#wikimedia-paws'], aliases: ['jupyter'] },
  });
  await house.ask('POST', '/api/v1/logs', { body: { name: 'old' } });
  await house.ask('PATCH', '/api/v1/logs/old', { body: { status: 'archived' } });
  await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', visibility: 'private' } });
});
afterAll(() => house.close());

let lines = 0;
const utterance = (text: string, more: Partial<Utterance> = {}): Utterance => ({
  text,
  lineId: `line-${++lines}`,
  saidAt: house.clock.now(),
  nick: 'ada',
  reporter: { kind: 'relay', id: 'relay:spec', name: 'relay spec' },
  via: { kind: 'relay', verified: false, listener: 'spec' },
  undeliverable: 'answer',
  ...more,
});
const say = async (text: string, more: Partial<Utterance> = {}): Promise<string | undefined> => {
  const reply = await verbs.say(utterance(text, more));
  return reply?.text.replace(/entries\/[0-9a-f-]{36}/, 'entries/ID');
};
const newest = async (log: string) => (await house.get(`/api/v1/log-entries?log=${log}&limit=1`)).data[0];
const LOGGED = 'Logged the message at http://ledger.example/entries/ID';

describe('!log', () => {
  it.each([
    ['!log rebooted', { fixedLog: 'production' }, LOGGED],
    ['!LOG rebooted', { fixedLog: 'production' }, LOGGED],
    ['!log', { fixedLog: 'production' }, 'ada: Message missing. Nothing logged.'],
    ['!log   ', { fixedLog: 'production' }, 'ada: Message missing. Nothing logged.'],
    ['!log admin done', {}, LOGGED],
    ['!log admin', {}, 'ada: Missing project or message? Expected !log <project> <message>'],
    ['!log', {}, 'ada: Missing project or message? Expected !log <project> <message>'],
    ['!log nothere hello', {}, 'ada: Unknown project "nothere"'],
    ['!log stashbot hello', {}, 'ada: Did you mean to say "tools.stashbot" instead?'],
    ['!log old hello', {}, 'ada: log: the log old is archived and takes no more entries'],
    ['!log jupyter hello', { channel: '#wikimedia-cloud' }, LOGGED],
    ['!log paws hello', { channel: '#wikimedia-cloud-feed' }, LOGGED],
    ['!log restarted the hub', { channel: '#Wikimedia-PAWS' }, LOGGED],
    ['!log hello', { channel: '#elsewhere' }, 'ada: Not expecting to hear !log here'],
    ['hello everybody', { fixedLog: 'production' }, undefined],
    ['see !log', { fixedLog: 'production' }, undefined],
    ['!logger x', { fixedLog: 'production' }, undefined],
    ['\u0002!log\u000f \u000304,08red\u0003 text', { fixedLog: 'production' }, LOGGED],
  ] as const)('%j in %j answers %j', async (text, where, answer) => {
    expect(await say(text, where)).toBe(answer);
  });

  it('strips colours and styles before anything else', async () => {
    await say('!log \u0002bold\u000f and \u000304,08red\u0003 text', { fixedLog: 'production' });
    expect((await newest('production')).message).toBe('bold and red text');
  });

  it('is by the person for whom a relay speaks; the relay is the reporter', async () => {
    await say('!log rob@deploy1002 set permissions', { fixedLog: 'production' });
    expect(await newest('production')).toMatchObject({
      message: 'set permissions',
      actor: { name: 'rob@deploy1002' },
      reporter: { kind: 'relay', name: 'relay spec' },
      via: { kind: 'relay', verified: false },
    });
    await say('!log rob@deploy1002 admin with a project', {});
    expect(await newest('admin')).toMatchObject({ message: 'with a project', actor: { name: 'rob@deploy1002' } });
  });

  it('from an open relay shows that nobody verified the name, and links nobody', async () => {
    const body = { displayName: 'Rob', aliases: [{ kind: 'shell', name: 'robs' }] };
    const person = (await house.ask('POST', '/api/v1/people', { body })).json();
    await say('!log robs@x admin open', { unverifiedPrefix: 'wmbot~' });
    expect((await newest('admin')).actor).toEqual({ name: 'wmbot~robs@x' });
    await say('!log robs@x admin closed', {});
    expect((await newest('admin')).actor).toEqual({ name: 'robs@x', person: person.id });
  });

  it('the same line said again after an unknown outcome is recorded once', async () => {
    const line = utterance('!log once only', { fixedLog: 'production' });
    const [first, second] = [await verbs.say(line), await verbs.say(line)];
    expect(second).toEqual(first);
    expect((await house.get('/api/v1/log-entries?q=%22once only%22')).data).toHaveLength(1);
  });

  it('masks what looks like a credential, and says so', async () => {
    const secret = `ghp_${'x1Y2'.repeat(9)}`;
    expect(await say(`!log pushed with ${secret}`, { fixedLog: 'production' })).toBe(
      `${LOGGED}; masked what looked like a credential (GitHub token), rotate it now`,
    );
    expect((await newest('production')).message).toBe('pushed with [masked: GitHub token]');
    expect((await house.ask('GET', '/api/v1/events?limit=250')).body).not.toContain(secret);
  });
});

describe('a relay, where nobody listens to an answer,', () => {
  const keep = { undeliverable: 'keep' } as const;

  it.each([
    ['!log a@b nothere the message', 'nothere the message', 'nothere'],
    ['!log a@b old the message', 'old the message', 'old'],
    ['no verb at all', 'no verb at all', 'no'],
    ['!log a@b onlyoneword', 'onlyoneword', 'onlyoneword'],
  ])('keeps %j in unsorted, with the words that named a log', async (text, message, typedLog) => {
    expect(await say(text, keep)).toContain(LOGGED);
    expect((await newest('unsorted')).message).toBe(message);
    const { data } = await house.get(`/api/v1/events?types=log-entry.logged&limit=250`);
    expect(data.at(-1).data).toMatchObject({ log: 'unsorted', typedLog });
  });

  it('leaves a fact of a line that says nothing', async () => {
    expect(await say('!log a@b', keep)).toBe('ada: no message. Nothing logged.');
    const { data } = await house.get('/api/v1/events?types=relay.line-refused');
    expect(data.at(-1).data).toEqual({ listener: 'spec', why: 'no message', bytes: 8 });
  });

  it('may write into a private log that it cannot read, and is never told of one that it did not name', async () => {
    expect(await say('!log a@b hush quiet please', keep)).toBe(LOGGED);
    expect((await newest('hush')).message).toBe('quiet please');
    expect((await house.ask('GET', '/api/v1/log-entries?q=quiet', { token: null })).json().data).toEqual([]);
    expect(await say('!log a@b hash x', keep)).not.toContain('hush');
  });

  it('keeps the channel that nobody knows with the message', async () => {
    await say('!log a@b hello there', { ...keep, channel: '#random' });
    expect((await newest('unsorted')).message).toBe('#random hello there');
  });

  it('puts what is meant for an archived private log there all the same, not where everybody reads', async () => {
    await house.ask('PATCH', '/api/v1/logs/hush', { body: { status: 'archived' } });
    expect(await say('!log a@b hush after the end', keep)).toBe(LOGGED);
    expect((await newest('hush')).message).toBe('after the end');
    expect((await newest('unsorted')).message).not.toContain('after the end');
  });

  it('masks a key that comes line by line', async () => {
    const line = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW';
    await say(line, keep);
    expect((await newest('unsorted')).message).toBe('[masked: base64 block]');
  });

  it('replaces control characters instead of refusing the line', async () => {
    await say('!log a@b admin bell \u0007 and escape \u001b[31m', keep);
    expect((await newest('admin')).message).toBe('bell \ufffd and escape \ufffd[31m');
  });
});
