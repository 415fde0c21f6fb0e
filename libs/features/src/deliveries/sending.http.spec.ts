import { LedgerRestored } from '@kernel/ledger-restored.js';
import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { Projector } from '@platform/read-model/projector.js';
import { catalogueOf, projectionsOf } from '@platform/read-model/read-model-files.js';
import { DatabaseSync } from 'node:sqlite';
import { MailServer, oddServer } from '../../../../test/support/mail-server.js';
import {
  announce,
  deliveriesOf,
  houseSendingTo,
  PostOffice,
  refusal,
  taken,
} from '../../../../test/support/post-office.js';
import { features } from '../features.js';
import { readOutbox } from './delivery-table.js';

const LIST = { name: 'list', type: 'mailing-list', target: 'list@example.org' };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function postOffice(options: Parameters<typeof PostOffice.open>[0] = {}): Promise<PostOffice> {
  const office = await PostOffice.open(options);
  closing.push(() => office.close());
  await office.post('/channels', LIST);
  return office;
}
const outcomes = (delivery: any): string[] => delivery.attempts.map(({ outcome }: { outcome: string }) => outcome);

describe('A mailing list', () => {
  it('gets an announcement once, and what the server said is recorded', async () => {
    const office = await postOffice();
    const id = await office.announce(['list']);
    expect(await office.deliveries(id)).toMatchObject([{ state: 'waiting', attempts: [] }]);
    await office.house.pass(0);
    await office.house.pass(DAY);
    const [delivery] = await office.deliveries(id);
    expect(delivery).toMatchObject({ state: 'accepted', attempts: [{ outcome: 'accepted', words: '250 kept' }] });
    const [mail, ...more] = await office.mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      envelopeTo: 'list@example.org',
      subject: 'What is new',
      messageId: `<${id}.${delivery.channel}@ledger.example>`,
    });
    expect(await office.house.get('/api/v1/sending')).toMatchObject({ underWay: 0, mail: true });
  });

  it('that is refused for ever is set aside, and is not tried again', async () => {
    const office = await postOffice({ onRcptTo: (_to, _session, done) => done(refusal(550, 'no such list')) });
    const id = await office.announce(['list']);
    for (let day = 0; day < 4; day++) await office.house.pass(DAY);
    expect(await office.deliveries(id)).toMatchObject([
      { state: 'set-aside', attempts: [{ outcome: 'set-aside', words: 'recipient-refused: 550 no such list' }] },
    ]);
    expect(await office.house.get('/api/v1/sending')).toMatchObject({ underWay: 0 });
  });

  it('that is put off (greylisting) is tried again later and later, by the same name, until it is taken', async () => {
    let refused = 0;
    const office = await postOffice({
      onRcptTo: (_to, _session, done) => done(++refused <= 3 ? refusal(451, 'come back later') : null),
    });
    const id = await office.announce(['list']);
    const waits: number[] = [];
    await office.house.pass(0);
    for (;;) {
      const [{ attempts, state }] = await office.deliveries(id);
      if (state === 'accepted') break;
      const { againAt, outcome, words } = attempts.at(-1);
      expect([state, outcome, words]).toEqual(['trying', 'failed', 'recipient-refused: 451 come back later']);
      const wait = Date.parse(againAt) - office.house.clock.now();
      waits.push(wait / MINUTE);
      await office.house.pass(wait - 1);
      expect((await office.deliveries(id))[0].attempts).toHaveLength(waits.length);
      await office.house.pass(1);
    }
    expect(waits.map((minutes) => 2 ** Math.round(Math.log2(minutes)))).toEqual([1, 2, 4]);
    expect((await office.mails()).map(({ messageId }) => messageId)).toEqual([expect.stringContaining(id)]);
  });

  it('whose server is away for three days is set aside with the last reason', async () => {
    const server = await MailServer.start();
    const house = await houseSendingTo(server.port);
    closing.push(() => house.close());
    await taken(house, '/channels', LIST);
    await server.stop();
    const id = await announce(house, ['list']);
    for (let hours = 0; hours < 80; hours += 2) await house.pass(2 * HOUR);
    const [delivery] = await deliveriesOf(house, id);
    expect(outcomes(delivery).at(-1)).toBe('set-aside');
    expect(new Set(outcomes(delivery).slice(0, -1))).toEqual(new Set(['failed']));
    expect(delivery.attempts.length).toBeGreaterThan(15);
    expect(delivery.attempts.at(-1).words).toMatch(/^connection: /);
    const [first, last] = [delivery.attempts[0], delivery.attempts.at(-1)].map(({ at }) => Date.parse(at));
    expect((last! - first!) / DAY).toBeCloseTo(3, 0);
    await house.pass(DAY);
    expect((await deliveriesOf(house, id))[0].attempts).toHaveLength(delivery.attempts.length);
  });

  it.each([
    ['hangs up in the middle of the mail', (socket: any) => socket.destroy(), 'connection'],
    ['closes its half of the connection after the mail', (socket: any) => socket.end(), 'connection'],
    ['answers as no mail server does', (socket: any) => socket.write('HTTP/1.1 200 OK\r\n\r\n'), 'protocol'],
  ])('whose server %s is tried again', async (_what, afterMail, code) => {
    const server = await oddServer((socket) => {
      socket.write('220 odd\r\n');
      socket.on('data', (bytes) => {
        const said = bytes.toString();
        if (said.endsWith('\r\n.\r\n')) afterMail(socket);
        else if (said.startsWith('DATA')) socket.write('354 go on\r\n');
        else if (/^(?:EHLO|MAIL|RCPT|RSET)/.test(said)) socket.write('250 yes\r\n');
      });
    });
    const house = await houseSendingTo(server.port);
    closing.push(
      () => house.close(),
      () => server.stop(),
    );
    await taken(house, '/channels', LIST);
    const id = await announce(house, ['list']);
    await house.pass(0);
    const [delivery] = await deliveriesOf(house, id);
    expect(delivery).toMatchObject({ state: 'trying', attempts: [{ outcome: 'failed' }] });
    expect(delivery.attempts[0].words).toMatch(new RegExp(`^${code}: `));
    await house.pass(2 * MINUTE);
    expect((await deliveriesOf(house, id))[0].attempts).toHaveLength(2);
  });

  it('that is refused does not hold up another', async () => {
    const office = await postOffice({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('list') ? refusal(451, 'later') : null),
    });
    await office.post('/channels', { name: 'other', type: 'mailing-list', target: 'other@example.org' });
    const id = await office.announce(['list', 'other']);
    await office.house.pass(0);
    const states = (await office.deliveries(id)).map(({ name, state }) => [name, state]);
    expect(Object.fromEntries(states)).toEqual({ list: 'trying', other: 'accepted' });
  });

  it('is told of a move in the thread in which it was told of the window', async () => {
    const office = await postOffice();
    const at = (ms: number): string => isoInstant(office.house.clock.now() + ms);
    await office.post('/components', { name: 'web' });
    const plan = { title: 'Upgrade', kinds: ['restarts'], affected: ['web'] };
    const times = { startsAt: at(20 * DAY), endsAt: at(20 * DAY + HOUR) };
    const window = await office.post('/maintenance-windows', { ...plan, ...times });
    await office.post(`/maintenance-windows/${window.id}/schedule`);
    const say = async (kind: string): Promise<string> => {
      const { id } = await office.post('/announcements', { window: window.id, kind });
      await office.post(`/announcements/${id}/send`, { channels: ['list'], override: 'a spec' });
      await office.house.pass(0);
      return id as string;
    };
    await say('advance');
    const moved = { startsAt: at(30 * DAY), endsAt: at(30 * DAY + HOUR), reason: 'the vendor comes later' };
    await office.post(`/maintenance-windows/${window.id}/reschedule`, moved);
    await say('rescheduled');
    const [first, second] = await office.mails();
    expect([first!.inReplyTo, first!.references]).toEqual([undefined, undefined]);
    expect([second!.inReplyTo, second!.references]).toEqual([first!.messageId, first!.messageId]);
  });

  it('is shown a draft as it was then: not in the thread of what was sent later, and of no other time', async () => {
    const office = await postOffice();
    await office.post('/components', { name: 'web' });
    await office.post('/channels', { ...LIST, name: 'all', target: 'all@example.org', rules: [{}] });
    const day = (days: number): string => isoInstant(office.house.clock.now() + days * DAY);
    const plan = { title: 'Upgrade', kinds: ['restarts'], affected: ['web'], startsAt: day(20), endsAt: day(21) };
    const window = await office.post('/maintenance-windows', plan);
    await office.post(`/maintenance-windows/${window.id}/schedule`);
    const draft = await office.post('/announcements', {
      window: window.id,
      kind: 'update',
      text: 'More is known now.',
    });
    const first = await office.post('/announcements', { window: window.id, kind: 'advance' });
    const then = office.house.foundation.readModel.position();
    const shown = async (asOf: string): Promise<string[]> => {
      const { data } = await office.house.get(`/api/v1/announcements/${draft.id}/mails${asOf}`);
      return data.map(({ source }: { source: string }) => source.replaceAll(/--_NmP-\w+-Part_\d/g, ''));
    };
    const before = await shown(`?asOf=${then}`);
    expect(before).toEqual([expect.not.stringContaining('In-Reply-To')]);
    office.house.clock.advance(HOUR);
    await office.post(`/announcements/${first.id}/send`, { channels: ['all'], override: 'a spec' });
    await office.house.pass(0);
    expect((await shown(''))[0]).toMatch(new RegExp(`In-Reply-To:\\s+<${first.id}`));
    expect(await shown(`?asOf=${then}`)).toEqual(before);
  });
});

describe('After the ledger was restored from a backup', () => {
  it('nothing is sent until somebody says that this ledger sends; what was under way then is skipped', async () => {
    const office = await postOffice();
    const before = await office.announce(['list']);
    const { house } = office;
    await house.app.get(Ledger).record('ledger-2', -1, [LedgerRestored.of({ head: 1, redactions: 0 })], SYSTEM);
    const after = await office.announce(['list']);
    await house.pass(DAY);
    expect(office.server.received).toEqual([]);
    expect(await house.get('/api/v1/sending')).toMatchObject({ paused: true, underWay: 2 });
    expect((await office.deliveries(after))[0]).toMatchObject({
      state: 'waiting',
      words: 'sending is paused since the ledger was restored',
    });
    const someone = await house.token(['announce']);
    const refused = await house.ask('POST', '/api/v1/sending/resume', { body: { reason: 'I say so' }, token: someone });
    expect(refused.statusCode).toBe(403);
    const body = { reason: 'the old machine is off' };
    const resumed = await house.ask('POST', '/api/v1/sending/resume', { body });
    expect(resumed.json()).toMatchObject({ paused: false });
    const { etag, 'ledger-position': position } = resumed.headers;
    expect([etag, position]).toEqual(['"0"', String(house.foundation.readModel.position())]);
    await house.pass(0);
    expect((await office.mails()).map(({ messageId }) => messageId)).toEqual([expect.stringContaining(after)]);
    expect((await office.deliveries(before))[0]).toMatchObject({ state: 'skipped', words: /restored/ });
  });

  it('a read model that is built anew from all events owes nothing that was sent', async () => {
    const office = await postOffice();
    const done = await office.announce(['list']);
    await office.house.pass(0);
    const open = await office.announce(['list']);
    const rows = new DatabaseSync(':memory:');
    const projector = new Projector(rows, projectionsOf(features), catalogueOf(features));
    const { store } = office.house.foundation;
    projector.apply(await store.readAll(0, 1_000_000));
    const read = { all: ({ text, values }: any) => rows.prepare(text).all(...values) } as any;
    expect(readOutbox(read, ['mailing-list']).map(({ announcement }) => announcement)).toEqual([open]);
    expect((await office.deliveries(done))[0].attempts).toHaveLength(1);
  });
});

describe('A hostile address or header', () => {
  it.each([
    ['a mailing list with a line break', { ...LIST, name: 'x', target: 'a@example.org\r\nBcc: b@example.org' }],
    ['a mailing list with two addresses', { ...LIST, name: 'x', target: 'a@example.org, b@example.org' }],
    ['a mailing list with a display name', { ...LIST, name: 'x', target: 'A <a@example.org>' }],
    ['a List-Id with a line break', { ...LIST, name: 'x', listId: 'a.example\nBcc: b@example.org' }],
    ['a webhook with a user', { name: 'x', type: 'webhook', target: 'https://a:b@hook.example/' }],
  ])('is refused: %s', async (_what, body) => {
    const office = await postOffice();
    const answer = await office.house.ask('POST', '/api/v1/channels', { body });
    expect([answer.statusCode, answer.json().code]).toEqual([
      400,
      expect.stringMatching(/^(bad-|invalid|target-refused)/),
    ]);
  });

  it('is refused in a subject, and never becomes a line of a head', async () => {
    const office = await postOffice();
    for (const subject of ['New\r\nBcc: b@example.org', 'New\nX: y', 'New\u2028X', 'New\u0000']) {
      const body = { kind: 'update', subject, text: 'What is new.', impact: 'none' };
      const answer = await office.house.ask('POST', '/api/v1/announcements', { body });
      expect([subject, answer.statusCode]).toEqual([subject, 400]);
    }
    const id = await office.announce(['list'], { text: 'Hello\n.\nQUIT\n\nBcc: b@example.org\n.' });
    await office.house.pass(0);
    const [mail] = await office.mails();
    expect([mail!.bcc, mail!.text]).toEqual([
      undefined,
      expect.stringContaining('Hello\n.\nQUIT\n\nBcc: b@example.org\n.'),
    ]);
    expect((await office.deliveries(id))[0].state).toBe('accepted');
  });
});
