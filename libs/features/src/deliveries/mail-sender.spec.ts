import type { Socket } from 'node:net';
import PostalMime from 'postal-mime';
import type { SMTPServerOptions } from 'smtp-server';
import { MailServer, oddServer, throwAwayCertificate } from '../../../../test/support/mail-server.js';
import { itWith } from '../../../../test/support/tools.js';
import { mailOf } from './mail-message.js';
import { MailSender, type SenderLimits } from './mail-sender.js';
import { readSmtpUrl, type SmtpSettings } from '@platform/smtp-settings.js';

const FROM = 'ledger@example.org';
const HASTY: Partial<SenderLimits> = { connectMs: 300, silenceMs: 300, attemptMs: 600 };
const itWithCertificates = itWith('openssl', 'version');

const opened: { stop(): Promise<void> }[] = [];
const senders: MailSender[] = [];

afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.close()));
  await Promise.all(opened.splice(0).map((server) => server.stop()));
});

describe('The mail server takes a mail', () => {
  it('and says so; it is there as it was composed', async () => {
    const server = await serve();
    const sending = await send(senderTo(server.port), 'ada@example.org', 'Störung 🚧');
    expect(sending).toEqual({ outcome: 'accepted', response: '250 kept' });
    expect(server.received.map(({ to }) => to)).toEqual([['ada@example.org']]);
    const mail = await PostalMime.parse(server.received[0]!.raw);
    expect(mail).toMatchObject({ subject: 'Störung 🚧', messageId: '<n.c@example.org>' });
    expect(mail.text?.trimEnd()).toBe('.one\n..two\nUTC');
  });

  it('200 mails to 200 people in the order in which they were given, over two connections', async () => {
    const server = await serve();
    const sender = senderTo(server.port);
    const people = Array.from({ length: 200 }, (_, index) => `n${index}@example.org`);
    const sendings = await Promise.all(people.map((person) => send(sender, person)));
    expect(sendings.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
    expect(server.received.map(({ to }) => to.join())).toEqual(people);
    expect(new Set(server.received.map(({ connection }) => connection)).size).toBe(2);
  });

  it('again after it was away', async () => {
    const server = await serve();
    const sender = senderTo(server.port);
    await send(sender);
    await server.stop();
    expect(await send(sender)).toMatchObject({ outcome: 'failed', permanent: false, code: 'connection' });
    const second = await MailServer.start();
    opened.push(second);
    expect(await send(senderTo(second.port))).toMatchObject({ outcome: 'accepted' });
  });

  it('after it refused another recipient', async () => {
    const server = await serve({
      onRcptTo: ({ address }, _, done) => done(address.startsWith('no') ? refusal(550) : null),
    });
    const sender = senderTo(server.port);
    const sendings = await Promise.all([send(sender, 'no@example.org'), send(sender, 'ada@example.org')]);
    expect(sendings.map(({ outcome }) => outcome)).toEqual(['failed', 'accepted']);
  });
});

describe('The mail server does not take a mail', () => {
  it.each<[string, SMTPServerOptions, object]>([
    [
      'an unknown recipient is for ever',
      { onRcptTo: (_, __, done) => done(refusal(550)) },
      { permanent: true, code: 'recipient-refused', why: '550 no' },
    ],
    [
      'a greylisted one is not',
      { onRcptTo: (_, __, done) => done(refusal(451)) },
      { permanent: false, code: 'recipient-refused', why: '451 no' },
    ],
    [
      'a refused sender is a matter of the settings',
      { onMailFrom: (_, __, done) => done(refusal(553)) },
      { permanent: false, code: 'sender-refused' },
    ],
    ['a refused text is for ever', { onData: refusing(554) }, { permanent: true, code: 'message-refused' }],
    ['a full disk is not', { onData: refusing(452) }, { permanent: false, code: 'message-refused' }],
    ['a text that is too long is for ever', { size: 10 }, { permanent: true, code: 'message-refused' }],
    ['a busy server is not', { onConnect: (_, done) => done(refusal(421)) }, { permanent: false, code: 'connection' }],
  ])('%s', async (_, options, expected) => {
    const server = await serve(options);
    expect(await send(senderTo(server.port))).toMatchObject({ outcome: 'failed', ...expected });
    expect(server.received).toEqual([]);
  });

  it('when nobody listens', async () => {
    const server = await oddServer(() => undefined);
    await server.stop();
    expect(await send(senderTo(server.port))).toMatchObject({
      outcome: 'failed',
      permanent: false,
      code: 'connection',
    });
  });

  it.each<[string, string, (socket: Socket) => void]>([
    ['hangs before its greeting', 'timeout', () => undefined],
    ['hangs after its greeting', 'timeout', (socket) => socket.write('220 here\r\n')],
    ['drips its greeting for ever', 'timeout', (socket) => drip(socket, '220-slow\r\n')],
    ['drips after its greeting for ever', 'timeout', drippingLater],
    ['closes its half before its greeting', 'connection', (socket) => socket.end()],
    ['closes its half after its greeting', 'connection', (socket) => socket.end('220 here\r\n')],
    ['breaks the connection', 'connection', (socket) => socket.resetAndDestroy()],
    ['greets with 554', 'protocol', (socket) => socket.write('554 go away\r\n')],
    ['is no mail server', 'protocol', (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['says a reply without an end', 'protocol', (socket) => socket.write(`220-${'x'.repeat(200_000)}`)],
    ['closes in the middle of the text', 'connection', closingInData],
  ])('that %s', async (_, code, talk) => {
    const server = await oddServer(talk);
    opened.push(server);
    const sending = await send(senderTo(server.port, {}, HASTY));
    expect(sending).toMatchObject({ outcome: 'failed', permanent: false, code });
    expect((sending as { why: string }).why.length).toBeLessThanOrEqual(200);
  });

  it('for an address that would be two', async () => {
    const server = await serve();
    for (const to of ['a@b.example>\r\nRCPT TO:<c@d.example', 'a@b.example, c@d.example']) {
      expect(await send(senderTo(server.port), 'ada@example.org', 'x', to)).toMatchObject({
        permanent: true,
        code: 'bad-address',
      });
    }
    expect(server.received).toEqual([]);
  });
});

describe('The connection to the mail server', () => {
  it('is not used without TLS where TLS is demanded', async () => {
    const server = await serve();
    const sending = await send(senderTo(server.port, { demandTls: true }));
    expect(sending).toMatchObject({ outcome: 'failed', permanent: false, code: 'tls' });
    expect(server.received).toEqual([]);
  });

  itWithCertificates.each([
    ['STARTTLS', { demandTls: true }, false],
    ['TLS from the first byte', { implicitTls: true }, true],
  ])('is used with %s and a certificate that is trusted, and with no other', async (_, settings, secure) => {
    const certificate = throwAwayCertificate();
    const server = await serve({ ...certificate, secure });
    const bad = await send(senderTo(server.port, settings));
    expect(bad).toMatchObject({ outcome: 'failed', permanent: false, code: 'tls' });
    expect(server.received).toEqual([]);
    const good = await send(senderTo(server.port, { ...settings, ca: certificate.cert }));
    expect(good).toMatchObject({ outcome: 'accepted' });
    expect(server.received.map((mail) => mail.secure)).toEqual([true]);
  });

  it('is used with a login; one that is refused keeps its password to itself', async () => {
    const server = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        password === 's3crecy' ? done(null, { user: username }) : done(refusal(535, `no ${password}`)),
    });
    const login = (password: string): Partial<SmtpSettings> => ({ login: { user: 'ada', password } });
    expect(await send(senderTo(server.port, login('s3crecy')))).toMatchObject({ outcome: 'accepted' });
    const refused = await send(senderTo(server.port, login('s3creep')));
    expect(refused).toMatchObject({ outcome: 'failed', permanent: false, code: 'auth' });
    expect(JSON.stringify(refused)).not.toContain('s3creep');
  });

  it('ends with the sender, and whoever waits is told', async () => {
    const server = await oddServer((socket) => socket.write('220 here\r\n'));
    opened.push(server);
    const sender = senderTo(server.port);
    const sendings = [send(sender), send(sender)];
    await sender.close();
    for (const sending of await Promise.all([...sendings, send(sender)])) {
      expect(sending).toMatchObject({ outcome: 'failed', permanent: false, code: 'stopped' });
    }
  });

  it('is given up for the one mail whose signal says so', async () => {
    const stop = new AbortController();
    const server = await oddServer((socket) => {
      socket.write('220 here\r\n');
      stop.abort();
    });
    opened.push(server);
    expect(await send(senderTo(server.port), 'ada@example.org', 'x', undefined, stop.signal)).toMatchObject({
      code: 'stopped',
    });
  });
});

async function serve(options: SMTPServerOptions = {}): Promise<MailServer> {
  const server = await MailServer.start(options);
  opened.push(server);
  return server;
}

function senderTo(port: number, settings: Partial<SmtpSettings> = {}, limits: Partial<SenderLimits> = {}): MailSender {
  const sender = new MailSender({ ...readSmtpUrl(`smtp://127.0.0.1:${port}?from=${FROM}`), ...settings }, limits);
  senders.push(sender);
  return sender;
}

function send(
  sender: MailSender,
  address = 'ada@example.org',
  subject = 'Restarts',
  to = address,
  signal?: AbortSignal,
): ReturnType<MailSender['send']> {
  const notice = {
    messageId: '<n.c@example.org>',
    subject,
    text: '.one\n..two\nUTC',
    references: [],
    url: null,
    sentAt: '2026-11-24T08:00:00.000Z',
  };
  const mail = mailOf(notice, { address, from: FROM, listId: 'announce.example.org', unsubscribe: null });
  return sender.send(mail, { from: FROM, to }, signal);
}

function refusal(responseCode: number, words = 'no'): Error {
  return Object.assign(new Error(words), { responseCode });
}

function refusing(code: number): SMTPServerOptions['onData'] {
  return (stream, _, done) => {
    stream.resume();
    stream.on('end', () => done(refusal(code)));
  };
}

function drippingLater(socket: Socket): void {
  socket.write('220 here\r\n');
  socket.once('data', () => drip(socket, '250-slow\r\n'));
}

function drip(socket: Socket, line: string): void {
  const timer = setInterval(() => socket.write(line), 50);
  socket.on('close', () => clearInterval(timer));
}

function closingInData(socket: Socket): void {
  socket.write('220 here\r\n');
  socket.on('data', (part) => {
    const command = part.toString().slice(0, 4).toUpperCase();
    if (command === 'DATA') socket.write('354 go on\r\n');
    else if (/^(?:EHLO|MAIL|RCPT)$/.test(command)) socket.write('250 yes\r\n');
    else socket.end();
  });
}
