import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product } from './support/product.js';
import { readEvents } from './support/sse.js';

const RELAYS = { OPSLEDGER_RELAY_PRODUCTION: '0', OPSLEDGER_RELAY_CLOUD: '0', OPSLEDGER_RELAY_CHANNELS: '0' };

let folder: string;
let product: Product;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  product = await Product.start(folder, RELAYS);
});
afterAll(async () => {
  await product.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const newest = async (log: string) => (await product.get(`/api/v1/log-entries?log=${log}&limit=1`)).data[0];
const LOGGED = /^Logged the message at http:\/\/127\.0\.0\.1:\d+\/entries\/[0-9a-f-]{36}/;

const STORE = 'OPSLEDGER_STORE must be sqlite or a connection string; it';

describe('Starting', () => {
  it('prints where it is and where the admin token lies, and never the token', () => {
    expect(product.output).toMatch(/^opsledger ready on http:\/\/127\.0\.0\.1:\d+\nadmin token in .*admin\.token\n/);
    expect(product.output).not.toContain(product.token);
    expect(statSync(join(folder, 'admin.token')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('is refused on a folder that another process owns, in one sentence', async () => {
    await expect(Product.start(folder)).rejects.toThrow(
      /exit 1: opsledger cannot start: another opsledger is running on .*: stop it first$/,
    );
  });

  it.each([
    [{ OPSLEDGER_PROT: '1' }, 'OPSLEDGER_PROT is not a setting'],
    [{ OPSLEDGER_PORT: 'http' }, 'OPSLEDGER_PORT must be a whole number, not "http"'],
    [{ OPSLEDGER_STORE: 'kurentdb://x:secret@y' }, `${STORE} must begin with kurrentdb://`],
    [{ OPSLEDGER_STORE: 'kurrentdb://x:secret@y?tsl=false' }, `${STORE} has the option "tsl", which there is not`],
    [
      { OPSLEDGER_STORE: 'kurrentdb://x:secret@y:70000' },
      `${STORE} has something else than host or host:port as its host 1`,
    ],
    [{ OPSLEDGER_STORE: 'kurrentdb://x:sec@ret@y' }, `${STORE} must name user and password as user:password@`],
    [{ OPSLEDGER_PUBLIC_URL: 'ledger.example' }, 'OPSLEDGER_PUBLIC_URL must be an http or https address'],
    [{ OPSLEDGER_HOST_URL: 'https://hosts.example/' }, 'OPSLEDGER_HOST_URL must contain {host}'],
    [
      { OPSLEDGER_SMTP_URL: 'smtp://ada:s3crecy@mail.example.org' },
      'OPSLEDGER_SMTP_URL cannot be used: it must name one sender, as in smtp://host?from=ops@example.org',
    ],
    [{ OPSLEDGER_SMTP_CA: '/no/such/file' }, 'OPSLEDGER_SMTP_CA cannot be read: ENOENT'],
    [{ OPSLEDGER_SMTP_CA: __filename }, 'OPSLEDGER_SMTP_CA has no certificate in it'],
    [{ OPSLEDGER_RELAY_CLOUD: 'all' }, 'OPSLEDGER_RELAY_CLOUD must be [host:]port, not "all"'],
  ])('is refused with %j', async (env, sentence) => {
    const other = mkdtempSync(join(tmpdir(), 'opsledger-'));
    await expect(Product.start(other, env)).rejects.toThrow(`exit 1: opsledger cannot start: ${sentence}`);
    expect(existsSync(join(other, 'ledger.db'))).toBe(false);
    rmSync(other, { recursive: true });
  });

  it('is refused on a file that is no ledger, which stays as it is', async () => {
    const other = mkdtempSync(join(tmpdir(), 'opsledger-'));
    writeFileSync(join(other, 'ledger.db'), 'holiday photographs '.repeat(500));
    await expect(Product.start(other)).rejects.toThrow(/ledger\.db is not a ledger: move it away/);
    expect(readFileSync(join(other, 'ledger.db'), 'utf8')).toBe('holiday photographs '.repeat(500));
    rmSync(other, { recursive: true });
  });

  it('is refused in one sentence by a Node that is too old', () => {
    const old = execFileSync('sh', ['-c', 'command -v /usr/bin/node /usr/local/bin/node || true'])
      .toString()
      .split('\n')[0]!;
    const version =
      old === '' ? 24 : Number(execFileSync(old, ['-p', 'process.versions.node.split(".")[0]']).toString());
    if (version >= 24) return;
    const { status, stderr } = spawnSync(old, [join(__dirname, '../dist/apps/server/src/main.js')]);
    expect([status, stderr.toString()]).toEqual([
      1,
      expect.stringMatching(
        /^opsledger needs Node 24 or newer and this is \S+: start it with "npm start", which brings its own\.\n$/,
      ),
    ]);
  });
});

describe('A line relay', () => {
  it('takes a line without a newline from a client that closes at once', async () => {
    expect(await product.relay('production', '!log rob@deploy1002 sent and closed')).toMatch(LOGGED);
    expect(await newest('production')).toMatchObject({
      message: 'sent and closed',
      actor: { name: 'rob@deploy1002' },
      reporter: { kind: 'relay', id: 'relay:production' },
      via: { kind: 'relay', verified: false, listener: 'production' },
    });
  });

  it('takes several lines of one client in their order, with any line end', async () => {
    await product.relay('cloud', '!log a@b admin one\r\n\n!log a@b admin two\n!log a@b admin three');
    const { data } = await product.get('/api/v1/log-entries?log=admin&limit=3');
    expect(data.map(({ message }: { message: string }) => message)).toEqual(['three', 'two', 'one']);
  });

  it('of the channels takes the channel first and shows that nobody verified the name', async () => {
    const answer = await product.relay(
      'channels',
      '#wikimedia-cloud !log a@b tools.bot hello\n#wikimedia-operations !log c@d direct\n#x !log e@f lost\n',
    );
    expect(
      answer
        .trim()
        .split('\n')
        .every((line) => LOGGED.test(line)),
    ).toBe(true);
    expect(await newest('tools.bot')).toMatchObject({ message: 'hello', actor: { name: 'wmbot~a@b' } });
    expect(await newest('production')).toMatchObject({ message: 'direct', actor: { name: 'wmbot~c@d' } });
    expect((await newest('unsorted')).message).toContain('lost');
  });

  it('replaces bad bytes, and joins a character that was cut between two packets', async () => {
    await product.relay('cloud', Buffer.concat([Buffer.from('!log a@b admin bad '), Buffer.from([0xff, 0xc3, 0x28])]));
    expect((await newest('admin')).message).toBe('bad \ufffd\ufffd(');
    const [first, second] = [
      Buffer.from('!log a@b admin sn☃w').subarray(0, 18),
      Buffer.from('!log a@b admin sn☃w').subarray(18),
    ];
    await new Promise<void>((resolve) => {
      const socket = createConnection(product.relays['cloud']!, '127.0.0.1', () => {
        socket.setNoDelay(true);
        socket.write(first, () => setImmediate(() => socket.end(second)));
      });
      socket.resume().on('close', () => resolve());
    });
    expect((await newest('admin')).message).toBe('sn☃w');
  });

  it('takes a long line whole, and leaves a visible fact of one that is too long', async () => {
    const long = 'x'.repeat(60_000);
    await product.relay('production', `!log a@b ${long}\n`);
    expect((await newest('production')).message).toBe(long);
    await product.relay('production', `!log a@b ${'y'.repeat(70_000)}\n!log a@b after it`);
    expect((await newest('production')).message).toBe('after it');
    const { data } = await product.get('/api/v1/events?types=relay.line-refused');
    expect(data.at(-1).data).toEqual({ listener: 'production', why: 'line longer than 65536 bytes', bytes: 70_009 });
  });

  it.each([
    [
      'bad bytes that grow when they are replaced',
      Buffer.concat([Buffer.from('!log a@b '), Buffer.alloc(30_000, 0xff)]),
    ],
    ['control characters that grow', Buffer.concat([Buffer.from('!log a@b x'), Buffer.alloc(30_000, 1)])],
    ['credentials that grow when they are masked', Buffer.from(`!log a@b ${'ab://c:ddd@ '.repeat(5400)}`)],
  ])('leaves a fact of a line with %s beyond the limit, and takes the next', async (_, line) => {
    const before = (await product.get('/readyz')).head;
    await product.relay('production', Buffer.concat([line, Buffer.from('\n!log a@b the next one\n')]));
    expect((await newest('production')).message).toBe('the next one');
    const { data } = await product.get(`/api/v1/events?types=relay.line-refused&after=${before}`);
    expect(data).toHaveLength(1);
  });

  it('keeps what a client sent before it reset the connection', async () => {
    const before = (await product.get('/readyz')).head;
    await new Promise<void>((resolve) => {
      const socket = createConnection(product.relays['production']!, '127.0.0.1', () =>
        socket.write('!log a@b sent and reset\n', () => setImmediate(() => socket.resetAndDestroy())),
      );
      socket.on('close', () => resolve());
    });
    const events = await readEvents(`${product.url}/api/v1/events/stream?types=log-entry.logged&after=${before}`, 1);
    expect(events[0]!.data.data.message).toBe('sent and reset');
  });

  it('serves others while hundreds of clients are silent', async () => {
    const silent: Socket[] = [];
    for (let n = 0; n < 300; n++)
      silent.push(createConnection(product.relays['cloud']!, '127.0.0.1').on('error', () => {}));
    expect(await product.relay('cloud', '!log a@b admin still here')).toMatch(LOGGED);
    for (const socket of silent) socket.destroy();
  });
});

describe('The command line client', () => {
  it('logs, shows, amends, retracts and reads', async () => {
    const logged = await product.cli(['log', 'admin', 'Rebooting', 'cloudvirt1023', '(T99)', '--json']);
    expect(logged.code).toBe(0);
    const { id } = JSON.parse(logged.out);
    expect((await product.cli(['amend', id, '--message', 'Rebooting cloudvirt1024', '--reason', 'typo'])).out).toMatch(
      /Rebooting cloudvirt1024 \[amended\]/,
    );
    expect((await product.cli(['retract', id, '--reason', 'no'])).out).toMatch(/\[retracted\]/);
    const shown = (await product.cli(['show', id])).out;
    expect(shown).toMatch(/0 .* logged by admin\n {2}1 .* amended by admin: typo\n {2}2 .* retracted by admin: no/);
    expect((await product.cli(['search', 'cloudvirt1024', '--log', 'admin'])).out).toContain('Rebooting cloudvirt1024');
    const sal = (await product.cli(['sal', 'admin', '--limit', '2', '--json'])).out.trim().split('\n');
    expect(JSON.parse(sal[1]!).id).toBe(id);
  });

  it('finds words in the read model that serves, also when a redaction has just put another in its place', async () => {
    const found = async (word: string) => (await product.get(`/api/v1/log-entries?q=${word}`)).data.length;
    const log = async (message: string) =>
      (await product.request('POST', '/api/v1/log-entries', { log: 'production', message })).json();
    await log('zebra stays');
    const { id } = (await log('zebra giraffe goes')) as { id: string };
    expect([await found('zebra'), await found('giraffe')]).toEqual([2, 1]);
    await product.request('POST', `/api/v1/log-entries/${id}/redact`, { reason: 'a name', message: 'zebra is left' });
    expect([await found('zebra'), await found('giraffe')]).toEqual([2, 0]);
    await log('zebra after it');
    expect(await found('zebra')).toBe(3);
  });

  it('takes the message from standard input, and the time in several forms', async () => {
    await product.cli(['log', 'admin', '-', '--at', '90m', '--actor', 'ada'], 'from a pipe\n');
    const { data } = await product.get('/api/v1/log-entries?q=%22from a pipe%22');
    expect(data[0]).toMatchObject({ message: 'from a pipe', late: true, actor: { name: 'ada' }, precision: 'minute' });
  });

  it.each([
    [['log', 'nolog', 'x'], 1, /there is no log "nolog"/],
    [['log', 'admin', 'x', '--at', 'soon'], 2, /is no time/],
    [['log'], 2, /missing required argument/],
    [['frobnicate'], 2, /unknown command/],
    [['token', 'create', 'read'], 2, /--tool or --person/],
  ] as const)('%j ends with %i and words', async (args, code, words) => {
    const result = await product.cli(args);
    expect([result.code, result.err]).toEqual([code, expect.stringMatching(words)]);
  });

  it('that cannot reach the server says that nothing was logged and ends with 3', async () => {
    const { code, err } = await product.cli(['log', 'admin', 'x'], undefined, { OPSLEDGER_URL: 'http://127.0.0.1:9' });
    expect([code, err]).toEqual([
      3,
      expect.stringMatching(/cannot reach http:\/\/127\.0\.0\.1:9 .*nothing was logged/),
    ]);
  });

  it('manages logs, people and tokens, and shows operations', async () => {
    expect((await product.cli(['logs', 'create', 'paws', '--title', 'PAWS'])).out).toBe('created the log paws\n');
    expect((await product.cli(['logs', 'archive', 'paws'])).code).toBe(0);
    expect((await product.cli(['logs'])).out).toMatch(/paws +PAWS \[archived\]/);
    expect((await product.cli(['people', 'add', 'Ada Example', '--nick', 'ada'])).code).toBe(0);
    expect((await product.cli(['people'])).out).toContain('Ada Example (nick ada)');
    const made = await product.cli(['token', 'create', 'log:write', '--tool', 'bot', '--json']);
    const { secret, id } = JSON.parse(made.out);
    expect((await product.cli(['log', 'admin', 'as a bot'], undefined, { OPSLEDGER_TOKEN: secret })).code).toBe(0);
    expect((await newest('admin')).reporter).toEqual({ kind: 'tool', id: 'tool:bot', name: 'bot' });
    await product.cli(['token', 'revoke', id]);
    expect((await product.cli(['log', 'admin', 'x'], undefined, { OPSLEDGER_TOKEN: secret })).code).toBe(1);
    await product.cli(['log', 'admin', 'START - Cookbook a.b on db1101']);
    expect((await product.cli(['in-flight'])).out).toMatch(/in-flight \d+s a\.b on db1101 by admin/);
    expect((await product.cli(['operations', '--json'])).out).toContain('"a.b"');
  });
});

describe('Stopping', () => {
  it('by SIGTERM ends within 10 s with 0, streams and relays or not, and everything is there at the next start', async () => {
    const other = mkdtempSync(join(tmpdir(), 'opsledger-'));
    const first = await Product.start(other, RELAYS);
    const stream = fetch(`${first.url}/api/v1/events/stream`).then((response) => response.text());
    const silent = createConnection(first.relays['cloud']!, '127.0.0.1').on('error', () => {});
    await first.relay('production', '!log a@b before the stop');
    const started = process.hrtime.bigint();
    expect(await first.end('SIGTERM')).toBe(0);
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(10);
    expect(await stream).toContain('before the stop');
    silent.destroy();
    const second = await Product.start(other);
    expect((await second.get('/api/v1/log-entries')).data[0].message).toBe('before the stop');
    await second.end('SIGKILL');
    rmSync(other, { recursive: true });
  });
});
