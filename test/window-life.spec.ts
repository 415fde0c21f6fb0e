import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Product } from './support/product.js';

const MINUTE = 60_000;
/** Early enough that the ledger tells nothing of it by itself yet. */
const IN_NINE_DAYS = 9 * 24 * 60;

let folder: string;
let product: Product;
let receiver: Server;
const posted: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-window-'));
  product = await Product.start(join(folder, 'data'));
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      posted.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(async () => {
  await product.end('SIGTERM');
  receiver.close();
  rmSync(folder, { recursive: true });
});

const minute = (fromNow: number): string => `${new Date(Date.now() + fromNow * MINUTE).toISOString().slice(0, 16)}Z`;
const WORK = ['--kind', 'network', '--impact', '2', '--task', 'T399210', '--text', 'New firmware.'];
const PARTS = ['--affected', 'edge', '--unaffected', 'search'];

/** Runs a command that must end well. @returns what it printed */
async function done(...args: string[]): Promise<string> {
  const { code, out, err } = await product.cli(args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${out}${err}`);
  return out;
}

const told = async (...args: string[]): Promise<any> => JSON.parse(await done(...args, '--json'));

async function until<Value>(ask: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
  }
}

describe('A window, by the command line alone', () => {
  let window: string;
  let advance: string;

  it('begins with components and channels, whose rules are read strictly', async () => {
    await done('components', 'create', 'edge', '--title', 'Edge', '--contact', '#ops', '--group', 'uplinks');
    await done('components', 'create', 'search');
    const { port } = receiver.address() as AddressInfo;
    const hook = ['channel', 'add', 'hook', '--type', 'webhook', '--target', `http://127.0.0.1:${port}/told`];
    for (const rule of ['kinds=network', 'kind=', 'kind=network kind=database', 'network', '', ' ']) {
      const { code, err } = await product.cli([...hook, '--rule', rule, 'everything']);
      expect([code, err]).toEqual([2, expect.stringContaining('--rule: ')]);
    }
    expect((await product.cli([...hook, '--rule', 'impact=long'])).code).toBe(1);
    expect(await done(...hook, '--rule', 'kind=network,database impact=under-5-min')).toBe(
      `hook  http://127.0.0.1:${port}/told (webhook)\n  downtime network or database, and impact under 5 min or longer\n`,
    );
    expect(await done('channel', 'add', 'list', '--type', 'manual', '--target', 'ops@example.org')).toContain(
      'nothing goes there by itself',
    );
  });

  it('is checked before anything is written', async () => {
    const times = ['--start', minute(IN_NINE_DAYS), '--end', minute(IN_NINE_DAYS + 90)];
    expect(await done('window', 'check', ...times, ...WORK, ...PARTS)).toBe(
      'rule-a version 1 demands 7 days of notice (for every scope, impact under 5 min)\n',
    );
    expect(await done('window', 'list', '--all')).toBe('no maintenance windows\n');
    const { code, err } = await product.cli(['window', 'plan', 'Routers', '--start', minute(IN_NINE_DAYS)]);
    expect([code, err]).toEqual([2, 'opsledger: give --start and --end\n']);
  });

  it('takes times as it prints them, and no day without a time', async () => {
    const printed = (fromNow: number): string => minute(fromNow).replace('T', ' ').replace('Z', '');
    const times = ['--start', printed(IN_NINE_DAYS), '--end', `${printed(IN_NINE_DAYS + 90)} UTC`];
    expect(await done('window', 'check', ...times, ...WORK, ...PARTS)).toContain('rule-a version 1');
    const days = ['--start', minute(IN_NINE_DAYS).slice(0, 10), '--end', minute(IN_NINE_DAYS + 1440).slice(0, 10)];
    const { code, err } = await product.cli(['window', 'check', ...days, ...WORK, ...PARTS]);
    expect([code, err]).toEqual([2, expect.stringMatching(/is a whole day: say at what time, as in \S+T14:00Z\n$/)]);
  });

  it('is planned, and scheduled with the reason for what it overlaps', async () => {
    await done('risks', 'record', 'One uplink is down', '--kind', 'fault', '--start', '2h', '--group', 'uplinks');
    const plan = [
      'window',
      'plan',
      'Routers',
      '--start',
      minute(IN_NINE_DAYS),
      '--end',
      minute(IN_NINE_DAYS + 90),
      ...WORK,
      ...PARTS,
    ];
    const draft = await told(...plan);
    window = draft.id;
    const refused = await product.cli(['window', 'schedule', window]);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/^opsledger: overlapReason: it overlaps fault "One uplink is down" on uplinks /),
    ]);
    const checked = await product.cli(['window', 'check', window]);
    expect([checked.code, checked.out]).toEqual([1, expect.stringContaining('overlaps fault One uplink is down')]);
    expect(await done('window', 'overlaps', window)).toContain('overlaps fault One uplink is down');
    expect(await done('window', 'schedule', window, '--accept-overlaps', 'it is the other one')).toMatch(
      /scheduled since .*\nRouters\n.*judged +rule-a version 1 demands 7 days of notice .*\n.*accepted +it is the other one\n/s,
    );
    const again = await product.cli(['window', 'schedule', window, '--json']);
    expect([again.code, JSON.parse(again.out)]).toEqual([1, expect.objectContaining({ code: 'wrong-state' })]);
  });

  it('is previewed as it is sent, with where it goes and why', async () => {
    const preview = await done('announce', 'preview', '--window', window, '--kind', 'advance');
    const lines = preview.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      'to atom (atom) because: everything goes here',
      'to hook (webhook) because: downtime network or database, and impact under 5 min or longer',
      'to page (page) because: everything goes here',
      expect.stringMatching(/^subject Expected downtime: Routers, \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
    ]);
    expect(preview).toContain('| Not affected: search\n');
    expect(preview).not.toContain(' error ');
    advance = (await told('announce', 'compose', '--window', window, '--kind', 'advance')).id;
  });

  it('is not announced with wrong facts, and says which', async () => {
    const { text: right } = await told('announce', 'show', advance);
    const file = join(folder, 'mail.txt');
    writeFileSync(file, right.replace('edge (Edge)', 'the caches'));
    await done('announce', 'edit', advance, '--file', file);
    const { code, out, err } = await product.cli(['announce', 'send', advance]);
    expect([code, out, err]).toEqual([
      1,
      expect.stringContaining('error affected-component-omitted '),
      expect.stringContaining('its facts are wrong (affected-component-omitted)'),
    ]);
    expect((await product.cli(['announce', 'preview', advance])).code).toBe(1);
    writeFileSync(file, right);
    await done('announce', 'edit', advance, '--file', file);
  });

  it('is announced: the receiver gets what was previewed, signed', async () => {
    const { text: right, subject } = await told('announce', 'preview', advance);
    expect(await done('announce', 'send', advance)).toMatch(
      / sent advance .*\natom \(atom\) shown.*\nhook \(webhook\) /,
    );
    const deliveries = await until(
      () => done('announce', 'deliveries', advance),
      (out) => out.includes('hook (webhook) accepted'),
    );
    expect(deliveries).toContain('why: downtime network or database, and impact under 5 min or longer\n');
    const [{ headers, body }] = posted as [(typeof posted)[number]];
    expect(JSON.parse(body).data).toMatchObject({ subject, text: right });
    const { secret } = await told('channel', 'secret', 'hook');
    const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'));
    const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
    expect(headers['webhook-signature']).toBe(`v1,${mac.update(signed).digest('base64')}`);
  });

  it('keeps what a person sent, with the proof', async () => {
    const proof = 'https://lists.example.org/ops/1';
    await done('announce', 'record-sent', advance, '--channel', 'list', '--proof', proof);
    await done(
      'announce',
      'record-sent',
      '--window',
      window,
      '--kind',
      'update',
      '--where',
      'a forum',
      '--proof',
      proof,
    );
    expect(await done('announce', 'list', '--window', window, '--kind', 'update')).toContain(' sent update Update: ');
    expect((await product.cli(['announce', 'record-sent', advance, '--proof', 'nowhere'])).code).toBe(1);
    const again = 'https://lists.example.org/ops/2';
    for (const one of [proof, again, proof])
      await done('announce', 'seen', advance, '--channel', 'hook', '--proof', one);
    expect(await done('announce', 'deliveries', advance)).toContain(`hook (webhook) seen, ${proof}, ${again}; why: `);
  });

  it('stands in the timeline with what was said of it', async () => {
    expect(await done('timeline', '--window', window)).toMatch(/ sent advance .*\n.* sent update .*\n.*Routers/s);
    expect(await done('timeline', '--window', window, '--kinds', 'log-entry')).toBe('nothing is there\n');
  });

  it('moves, and the ledger tells those who were told before', async () => {
    const moved = [
      'window',
      'reschedule',
      window,
      '--start',
      minute(3),
      '--end',
      minute(90),
      '--reason',
      'the part is here',
    ];
    expect((await product.cli(moved)).code).toBe(1);
    expect(await done(...moved, '--accept-overlaps', 'it is the other one')).toMatch(
      /judged .*; less was left already\n {2}judged first .*\n.* rescheduled .* admin: .* → .*: the part is here\n/s,
    );
    const { data } = await until(
      () => told('announce', 'list', '--window', window, '--kind', 'rescheduled'),
      (found) => found.data[0]?.status === 'sent',
    );
    expect(data[0].text).toContain('Reason: the part is here.');
    await until(
      () => done('obligations', '--window', window, '--state', 'met'),
      (out) => / met rescheduled told in time /.test(out),
    );
  });

  it('starts, takes longer, and ends; out of turn it is refused', async () => {
    expect((await product.cli(['window', 'complete', window])).code).toBe(1);
    await done('window', 'hold', window, '--reason', 'nobody is there');
    const held = await product.cli(['window', 'start', window]);
    expect([held.code, held.err]).toEqual([1, expect.stringContaining('release it first')]);
    await done('window', 'release', window, '--reason', 'we are');
    expect(await done('window', 'start', window)).toContain(' in-progress Routers on edge ');
    await done('log', 'production', 'Rebooting the first router', '--json');
    expect(await done('window', 'extend', window, '--end', minute(120), '--reason', 'slow')).toContain(
      '[short notice, rescheduled once, extended once]',
    );
    expect(await done('window', 'complete', window, '--outcome', 'All is well')).toContain(' completed Routers ');
    const { code, err } = await product.cli(['window', 'cancel', window, '--reason', 'late']);
    expect([code, err]).toEqual([1, expect.stringMatching(/^opsledger: the window is completed since \d{4}-/)]);
  });

  it('shows its whole life', async () => {
    const out = await done('window', 'show', window);
    for (const part of [
      /^\d{4}-\d\d-\d\d \d\d:\d\d to .* UTC, completed since /,
      /\n {2}outcome +All is well\n/,
      /\n {2}extended .* admin: .* → .*: slow\n/,
      /\n.* sent advance Expected downtime: Routers/,
      /\n {2}hook \(webhook\) accepted/,
      /\n {2}sent by a person to ops@example.org: https:\/\/lists\.example\.org\/ops\/1\n/,
      /\n {2}notice +\S/,
    ]) {
      expect(out).toMatch(part);
    }
    expect(await done('window', 'list')).toBe('no maintenance windows\n');
    const month = (await told('window', 'show', window)).startsAt.slice(0, 7);
    const compliance = await done('compliance', '--from', month, '--to', month, '--ids');
    expect(compliance).toMatch(new RegExp(`^${month} edge network: 1 window, 1 \\w+, 1 moved\\n`));
    expect(compliance).toContain(`  moved ${window}\n`);
  });
});

describe('A window that is recorded afterwards, by the command line', () => {
  it('says by how much it overran, also of an end that it got later', async () => {
    const times = ['--start', minute(-180), '--end', minute(-150), '--affected', 'search'];
    const { id } = await told('window', 'plan', 'Fire', ...times, ...WORK, '--schedule', '--emergency', 'it burns');
    await done('window', 'start', id, '--at', minute(-180));
    await done('window', 'extend', id, '--end', minute(120), '--reason', 'it still burns');
    await done('window', 'complete', id, '--at', minute(-140));
    expect(await done('window', 'show', id)).toMatch(
      /\n {2}completed +.*:00 \(overran by 10 minutes, was extended\)\n/,
    );
  });
});

describe('The rules of notice, by the command line', () => {
  it('are proposed from what stands ready, agreed upon and brought into force', async () => {
    const { data } = await told('policy', 'templates');
    const rules = data.find(({ name }: { name: string }) => name === 'rule-b').rules;
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify({ ...rules, name: 'rule-a' }));
    expect((await product.cli(['policy', 'propose', file])).code).toBe(1);
    const proposed = await product.cli(
      ['policy', 'propose', '-', '--reason', 'the matrix'],
      readFileSync(file, 'utf8'),
    );
    expect([proposed.code, proposed.out]).toEqual([0, expect.stringContaining('[version 2 is proposed]')]);
    const { code, err } = await product.cli(['policy', 'approve', 'rule-a', '2']);
    expect([code, err]).toEqual([1, expect.stringContaining('an admin adopts it, with a reason')]);
    expect(await done('policy', 'adopt', 'rule-a', '2', '--reason', 'nobody is named')).toMatch(
      /^rule-a version 2 in force: The notification matrix/,
    );
    expect((await product.cli(['policy', 'adopt', 'rule-a', 'two', '--reason', 'x'])).code).toBe(2);
    writeFileSync(file, 'no JSON');
    expect((await product.cli(['policy', 'propose', file])).code).toBe(2);
  });
});

describe('Who has to agree to a rule, by the command line', () => {
  it('is said by name, as is who agreed', async () => {
    const { data } = await told('policy', 'templates');
    const grace = (await told('people', 'add', 'Grace', '--nick', 'grace')).id;
    await done('people', 'add', 'Linus', '--nick', 'linus');
    const rules = {
      ...data[0].rules,
      name: 'rule-s',
      components: ['search'],
      approvers: ['grace', 'linus'],
      quorum: 1,
    };
    const file = join(folder, 'rule-s.json');
    writeFileSync(file, JSON.stringify({ ...rules, reason: 'search is for everybody' }));
    await done('policy', 'propose', file);
    const { secret } = await told('token', 'create', 'announce', '--person', grace);
    const agreed = await product.cli(['policy', 'approve', 'rule-s', '1'], undefined, { OPSLEDGER_TOKEN: secret });
    expect(agreed.code).toBe(0);
    const shown = await done('policy', 'show', 'rule-s');
    expect(shown).toContain('  1 of 2 have to agree: Grace, Linus\n');
    expect(shown).toMatch(/\n {2}agreed \S+ \S+ Grace\n/);
  });
});

describe('A component with windows, by the command line', () => {
  it('is retired, and the windows on it are named', async () => {
    await done('components', 'create', 'press', '--title', 'Press', '--contact', '#ops');
    await done('components', 'create', 'roller', '--title', 'Roller', '--parent', 'press', '--contact', '#ops');
    const at = ['--start', minute(IN_NINE_DAYS), '--end', minute(IN_NINE_DAYS + 10)];
    const { id } = await told('window', 'plan', 'New rollers', ...at, ...WORK, '--affected', 'roller');
    await done('window', 'plan', 'New press', ...at, ...WORK, '--affected', 'press');
    const { windows } = await told('components', 'retire', 'roller', '--reason', 'sold');
    expect(windows.map((window: { id: string }) => window.id)).toEqual([id]);
    expect(await done('components', 'retire', 'press', '--reason', 'sold')).toMatch(/ still name it .*\n.* New press /);
    await done('components', 'create', 'dryer', '--title', 'Dryer', '--contact', '#ops');
    expect(await done('components', 'retire', 'dryer', '--reason', 'sold')).toBe('retired the component dryer\n');
  });
});

describe('Windows that recur, by the command line', () => {
  it('are planned, left out on a day, and ended', async () => {
    const start = minute(IN_NINE_DAYS);
    const plan = ['series', 'plan', 'Weekly restart', '--start', start, '--end', minute(IN_NINE_DAYS + 10)];
    expect((await product.cli([...plan, ...WORK, '--affected', 'search'])).code).toBe(2);
    const series = await told(...plan, ...WORK, '--affected', 'search', '--rule', 'FREQ=WEEKLY', '--ahead', '20');
    expect(series.upcoming.map(({ startsAt }: { startsAt: string }) => startsAt.slice(0, 10))).toHaveLength(2);
    const windows = await until(
      () => done('window', 'list', '--query', 'Weekly restart'),
      (out) => out.split('\n').length === 3,
    );
    expect(windows).toContain(' scheduled Weekly restart on search ');
    const [first] = (await told('series', 'show', series.id)).upcoming;
    const [from, to] = [minute(IN_NINE_DAYS + 60), minute(IN_NINE_DAYS + 70)];
    await done('window', 'reschedule', first.window.id, '--start', from, '--end', to, '--reason', 'a freeze');
    expect(await done('series', 'show', series.id)).toMatch(
      new RegExp(`, next ${from.replace('T', ' ').slice(0, 16)} .*scheduled, by the rule ${start.slice(0, 10)} `, 's'),
    );
    expect(await done('series', 'skip', series.id, start.slice(0, 10), '--reason', 'a holiday')).toContain(
      `\n  not on ${start.slice(0, 10)}: admin: a holiday\n`,
    );
    await done('series', 'end', series.id, '--reason', 'it restarts itself now');
    await until(
      () => done('window', 'list', '--query', 'Weekly restart'),
      (out) => out === 'no maintenance windows\n',
    );
    expect(await done('series')).toMatch(/^FREQ=WEEKLY Weekly restart on search, ended /);
  });
});
