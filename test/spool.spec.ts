import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpGate, type Treatment } from './support/http-gate.js';
import { Product, runClient } from './support/product.js';

const DIE_AT_STEP = join(__dirname, 'support/die-at-step.cjs');

let root: string;
let product: Product;
let gate: HttpGate;
let spool: string;
let tests = 0;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'opsledger-'));
  // The server runs in the same environment.
  product = await Product.start(join(root, 'data'), { OPSLEDGER_SPOOL: join(root, 'spool') });
});
afterAll(async () => {
  await product.end('SIGKILL');
  rmSync(root, { recursive: true });
});
beforeEach(async () => {
  spool = join(root, `state-${++tests}`, 'spool');
  gate = await HttpGate.before(product.url);
});
afterEach(() => gate.close());

const cli = (args: readonly string[], env: Record<string, string> = {}) =>
  product.cli(args, undefined, { OPSLEDGER_URL: gate.url, OPSLEDGER_SPOOL: spool, ...env });
const flush = async () => {
  const { code, out, err } = await cli(['log', '--flush', '--json']);
  return { code, err, ...(JSON.parse(out) as { sent: number; refused: number; left: number }) };
};
const files = (folder = spool) => (existsSync(folder) ? readdirSync(folder).filter((name) => /^\d/.test(name)) : []);
const item = (name: string, folder = spool) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const logged = async (words: string): Promise<any[]> =>
  (await product.get(`/api/v1/log-entries?q=${encodeURIComponent(`"${words}"`)}&limit=250`)).data;

/** Keeps one entry for each message. */
async function keep(...messages: readonly string[]): Promise<void> {
  const { treat } = gate;
  gate.treat = () => 503;
  for (const message of messages) {
    expect((await cli(['log', 'admin', message, '--spool'])).code).toBe(0);
  }
  gate.treat = treat;
}

describe('An entry that cannot be delivered', () => {
  it.each([
    ['answers 503', (): Treatment => 503],
    ['answers 429', (): Treatment => 429],
    ['is away behind its proxy', (): Treatment => 502],
    ['is shut', (): Treatment => 'shut'],
  ] as const)('because the server %s is kept, and sent with its time and by its words', async (_, treat) => {
    gate.treat = treat;
    const kept = await cli(['log', 'admin', `kept ${tests}`, '--actor', 'ada', '--spool']);
    expect(kept).toEqual({
      code: 0,
      out: '',
      err: expect.stringMatching(/kept in the spool.*`opsledger log --flush`/),
    });
    const [name] = files();
    const { url, body } = item(name!);
    expect([url, body.occurredAt]).toEqual([gate.url, expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/)]);
    expect(await logged(`kept ${tests}`)).toEqual([]);
    gate.treat = () => 'pass';
    expect(await flush()).toEqual({ code: 0, err: '', sent: 1, refused: 0, left: 0 });
    expect(await logged(`kept ${tests}`)).toMatchObject([
      { actor: { name: 'ada' }, occurredAt: body.occurredAt, precision: 'millisecond', late: false },
    ]);
    expect(files()).toEqual([]);
  });

  it('is logged once when the server took it and its answer was lost', async () => {
    gate.treat = () => 'lose';
    expect((await cli(['log', 'admin', 'answered in vain', '--spool'])).code).toBe(0);
    expect(await logged('answered in vain')).toHaveLength(1);
    expect((await flush()).code).toBe(3);
    gate.treat = () => 'pass';
    expect(await flush()).toMatchObject({ code: 0, sent: 1 });
    expect(await logged('answered in vain')).toHaveLength(1);
  });

  it('keeps the time that it was given, and comes late', async () => {
    gate.treat = () => 503;
    await cli([
      'log',
      'admin',
      'password=hunter2hunter2',
      '--at',
      '2026-01-02T03:04Z',
      '--allow-credential',
      '--spool',
    ]);
    gate.treat = () => 'pass';
    expect(await flush()).toMatchObject({ code: 0, sent: 1 });
    expect(await logged('hunter2hunter2')).toMatchObject([
      { occurredAt: '2026-01-02T03:04:00.000Z', precision: 'minute', late: true },
    ]);
  });

  it('says as JSON that it is kept', async () => {
    gate.treat = () => 503;
    const { out } = await cli(['log', 'admin', 'as JSON', '--spool', '--json']);
    const { key } = item(files()[0]!);
    const file = join(spool, files()[0]!);
    expect(JSON.parse(out)).toMatchObject({ spooled: true, file, idempotencyKey: key, message: 'as JSON' });
  });

  it('is nobody else’s to read, and holds no token', async () => {
    gate.treat = () => 503;
    await cli(['log', 'admin', 'x', '--spool'], { OPSLEDGER_TOKEN: 'opsl_a_secret' });
    const path = join(spool, files()[0]!);
    expect([statSync(spool).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readFileSync(path, 'utf8')).not.toContain('opsl_a_secret');
  });

  it('lies in the state folder of its user where nothing else is said', async () => {
    const env = { OPSLEDGER_URL: 'http://127.0.0.1:9', OPSLEDGER_TOKEN: 'x', HOME: join(root, 'home') };
    await runClient(['log', 'admin', 'x', '--spool'], env);
    await runClient(['log', 'admin', 'x', '--spool'], { ...env, XDG_STATE_HOME: join(root, 'xdg') });
    expect(files(join(root, 'home/.local/state/opsledger/spool'))).toHaveLength(1);
    expect(files(join(root, 'xdg/opsledger/spool'))).toHaveLength(1);
  });

  it('is neither logged nor kept, and says so, where the spool cannot be written', async () => {
    gate.treat = () => 503;
    writeFileSync(join(root, 'a-file'), '');
    const { code, err } = await cli(['log', 'admin', 'x', '--spool'], { OPSLEDGER_SPOOL: join(root, 'a-file/spool') });
    expect([code, err]).toEqual([3, expect.stringMatching(/nothing was logged and nothing was kept: .*ENOTDIR/)]);
  });

  it('is whole or not there, at whichever step of keeping it the process is killed', async () => {
    const parent = spool;
    const kept: number[] = [];
    let code = -1;
    while (code !== 0) {
      gate.treat = () => 503;
      spool = join(parent, String(kept.length));
      const env = { NODE_OPTIONS: `--require ${DIE_AT_STEP}`, DIE_AT: String(kept.length + 1) };
      ({ code } = await cli(['log', 'admin', `killed at ${kept.length} of ${tests}`, '--spool'], env));
      gate.treat = () => 'pass';
      const { sent, ...others } = await flush();
      expect(others).toEqual({ code: 0, err: '', refused: 0, left: 0 });
      expect(await logged(`killed at ${kept.length} of ${tests}`)).toHaveLength(sent);
      kept.push(sent);
    }
    // The folder and its parents, half of the file, its flush, its name; then it is there, whatever happens.
    expect(kept.join('')).toMatch(/^0{5,}1+$/);
  });

  it.each([
    [{ OPSLEDGER_SPOOL: 'a/relative/spool' }, /must be an absolute path: a\/relative\/spool/],
    [{ OPSLEDGER_URL: 'http://user:secret@127.0.0.1:9' }, /must hold no user and no password/],
  ])('is not even tried with %j', async (env, words) => {
    expect(await cli(['log', 'admin', 'x', '--spool'], env)).toMatchObject({
      code: 2,
      err: expect.stringMatching(words),
    });
    expect(files()).toEqual([]);
  });

  it('is not kept when the server refused it, nor without --spool', async () => {
    expect(await cli(['log', 'nolog', 'x', '--spool'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no log/),
    });
    gate.treat = () => 503;
    expect((await cli(['log', 'admin', 'x'])).code).toBe(3);
    expect(files()).toEqual([]);
  });
});

describe('A flush', () => {
  it('sends the oldest first, and none twice when two flush at once', async () => {
    const messages = Array.from({ length: 12 }, (_, n) => `number ${n} at once`);
    await keep(...messages);
    const both = await Promise.all([flush(), flush()]);
    expect(both.map(({ code, err, left }) => [code, err, left])).toEqual([
      [0, '', 0],
      [0, '', 0],
    ]);
    const entries = await logged('at once');
    const inOrder = entries.sort((a, b) => a.position - b.position).map(({ message }) => message);
    expect(inOrder).toEqual(messages);
    expect(files()).toEqual([]);
  });

  it('is not disturbed when another one empties the spool under it', async () => {
    await keep('under it 1', 'under it 2');
    gate.treat = () => {
      rmSync(spool, { recursive: true, force: true });
      return 'pass';
    };
    expect(await flush()).toEqual({ code: 0, err: '', sent: 1, refused: 0, left: 0 });
  });

  it('puts what is refused beside its problem, and what cannot be read, and sends the others', async () => {
    await keep('aside: cut off', 'aside: password=hunter2hunter2', 'aside: fine');
    truncateSync(join(spool, files()[0]!), 40);
    expect(await flush()).toEqual({ code: 1, err: expect.stringMatching(/credential/), sent: 1, refused: 2, left: 0 });
    expect(files()).toEqual([]);
    const aside = join(spool, 'refused');
    const problems = files(aside).filter((name) => name.endsWith('.problem.json'));
    expect(files(aside)).toHaveLength(4);
    expect(problems.map((name) => item(name, aside).code)).toEqual(['unreadable-item', 'looks-like-a-credential']);
    expect(files(aside).every((name) => (statSync(join(aside, name)).mode & 0o777) === 0o600)).toBe(true);
    expect((await logged('aside')).map(({ message }) => message)).toEqual(['aside: fine']);
    expect(await flush()).toEqual({ code: 0, err: '', sent: 0, refused: 0, left: 0 });
  });

  it('stops where the server goes away, says what is left, and goes on the next time', async () => {
    await keep('away 1', 'away 2', 'away 3', 'away 4');
    gate.treat = (message) => (message === 'away 3' ? 'shut' : 'pass');
    const err = expect.stringMatching(/sent 2, 2 remain in the spool; then: cannot reach/);
    expect(await flush()).toEqual({ code: 3, err, sent: 2, refused: 0, left: 2 });
    expect(files()).toHaveLength(2);
    gate.treat = () => 'pass';
    expect(await flush()).toMatchObject({ code: 0, sent: 2 });
    expect(await logged('away')).toHaveLength(4);
  });

  it('keeps one over which the server stumbles, and sends the others', async () => {
    await keep('stumble 1', 'stumble 2');
    gate.treat = (message) => (message === 'stumble 1' ? 500 : 'pass');
    expect(await flush()).toMatchObject({ code: 3, sent: 1, refused: 0, left: 1 });
  });

  it('blames no entry for a token that is dead', async () => {
    await keep('dead token 1', 'dead token 2');
    const { code, out } = await cli(['log', '--flush', '--json'], { OPSLEDGER_TOKEN: 'opsl_dead' });
    expect([code, JSON.parse(out)]).toEqual([1, { sent: 0, refused: 0, left: 2 }]);
    expect(files()).toHaveLength(2);
  });

  it('leaves what was meant for another server', async () => {
    await keep('for the gate');
    const { code, out, err } = await cli(['log', '--flush'], { OPSLEDGER_URL: product.url });
    expect([code, out]).toEqual([0, 'sent 0 from the spool\n']);
    expect(err).toMatch(/for another server than .*: 1, not sent/);
    expect(files()).toHaveLength(1);
  });

  it.each([
    [['log', '--flush', 'admin'], /--flush takes no log and no message/],
    [['log', '--flush', '--spool'], /cannot be used with/],
    [['log'], /missing required argument 'log'/],
    [['log', 'admin', '--spool'], /missing required argument 'message'/],
  ])('%j is wrong usage', async (args, words) => {
    expect(await cli(args)).toMatchObject({ code: 2, err: expect.stringMatching(words) });
  });
});
