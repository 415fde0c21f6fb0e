import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { goOn } from '../scripts/demo/afterwards.js';
import { fill } from '../scripts/demo/fill.js';
import { historyOf } from '../scripts/demo/history.js';
import { Product } from './support/product.js';

const SCRIPT = join(__dirname, '../scripts/demo.js');
const NOW = Date.UTC(2026, 10, 25, 9, 30);
const HOUR = 3_600_000;

/** The demonstration as a process; its folders are made below one of ours. */
class Demo {
  readonly below = mkdtempSync(join(tmpdir(), 'opsledger-'));
  readonly lines: string[] = [];
  readonly trouble: string[] = [];
  readonly ended: Promise<unknown[]>;
  private readonly child: ChildProcess;

  constructor(port: string, ...options: string[]) {
    const env = { PATH: process.env['PATH'], TMPDIR: this.below, OPSLEDGER_PORT: port };
    this.child = spawn(process.execPath, [SCRIPT, '--still', ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'close');
    createInterface(this.child.stderr!).on('line', (line) => this.trouble.push(line));
  }

  /** Resolves when all is told; when it ends before, with what it said until then. */
  async told(): Promise<this> {
    for await (const line of createInterface(this.child.stdout!)) {
      this.lines.push(line);
      if (line.includes('Ctrl-C')) break;
    }
    return this;
  }

  find(pattern: RegExp): string {
    return pattern.exec(this.lines.join('\n'))?.[1] ?? `nothing like ${pattern} in ${this.trouble.join('\n')}`;
  }

  get url(): string {
    return this.find(/opsledger demo on (\S+)/);
  }

  /** By whoever holds the admin token. */
  async all(path: string): Promise<any[]> {
    const token = readFileSync(this.find(/admin token in (\S+)/), 'utf8').trim();
    const found: any[] = [];
    for (let after = ''; ;) {
      const answer = await fetch(`${this.url}${path}${after}`, { headers: { authorization: `Bearer ${token}` } });
      const { data, page } = (await answer.json()) as any;
      found.push(...data);
      if (page.next === null) return found;
      after = `&after=${page.next}`;
    }
  }

  /** Resolves when one of them is so. */
  async has(path: string, isSo: (one: any) => boolean): Promise<void> {
    while (!(await this.all(path)).some(isSo));
  }

  async end(): Promise<number | null> {
    this.child.kill('SIGTERM');
    const [code] = await this.ended;
    return code as number | null;
  }
}

describe('The demonstration', () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await new Demo('0', '--entries=400', '--seed=7').told();
  });
  afterAll(async () => {
    await demo.end();
    rmSync(demo.below, { recursive: true });
  });

  it('tells how far it is, where it is, and how to see the same again; and is there', async () => {
    expect(demo.lines[0]).toMatch(/^making up history: 0 of \d+ entries$/);
    expect(demo.find(/(--seed=\d+) tells the same again/)).toBe('--seed=7');
    expect(await (await fetch(`${demo.url}/readyz`)).json()).toMatchObject({ status: 'ready', rebuild: null });
    for (const page of ['/sal', `/sal/log/${demo.find(/amended .*\/entries\/(\S+)/)}`]) {
      expect((await fetch(demo.url + page)).status).toBe(200);
    }
  });

  it('has operations in flight of every age, some that were abandoned, and some that were closed by hand', async () => {
    const open = await demo.all('/api/v1/operations/in-flight?limit=200');
    const ages = open.filter(({ phase }) => phase === 'in-flight').map((one) => one.durationSeconds / 60);
    const near = (minutes: number) => ages.some((age) => age >= minutes && age < minutes * 1.2 + 2);
    expect([3, 12, 40, 300].map(near)).toEqual([true, true, true, true]);
    const abandoned = open.filter(({ phase }) => phase === 'abandoned').map(({ kind }) => kind);
    expect(new Set(abandoned)).toEqual(new Set(['cookbook', 'database-maintenance', 'deploy']));
    const ended = await demo.all('/api/v1/operations?limit=200');
    expect(ended.filter(({ closed }) => closed !== null).map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['pass', 'fail', 'aborted']),
    );
    expect(ended.filter(({ startEntry }) => startEntry === null)).toEqual([]);
    expect(ended.filter(({ parent }) => parent !== null).length).toBeGreaterThan(0);
  });

  it('has entries that were amended, retracted and redacted, and a few that came late', async () => {
    const entries = await demo.all('/api/v1/log-entries?limit=200');
    for (const status of ['amended', 'retracted', 'redacted']) {
      expect(entries.filter((entry) => entry.status === status)).not.toEqual([]);
    }
    const late = entries.filter((entry) => entry.late);
    expect(late.length).toBeGreaterThan(2);
    expect(late.length).toBeLessThan(entries.length / 20);
    expect(JSON.stringify(entries)).not.toContain('password=');
  });

  it('fills several logs, of which the private one is hidden, and knows some of its people', async () => {
    const entries = await demo.all('/api/v1/log-entries?limit=200');
    const logs = new Set(entries.map(({ log }) => log));
    for (const log of ['production', 'admin', 'tools', 'deployment-prep']) expect(logs).toContain(log);
    expect([...logs].filter((log) => log.startsWith('tools.')).length).toBeGreaterThan(1);
    expect((await fetch(`${demo.url}/api/v1/log-entries?log=security`)).status).toBe(404);
    expect((await demo.all('/api/v1/log-entries?log=security&limit=200')).length).toBeGreaterThan(0);
    expect(entries.filter(({ actor }) => actor.person !== undefined).length).toBeGreaterThan(entries.length / 3);
  });

  it('has components as a tree, on most of which something was done', async () => {
    const components = await demo.all('/api/v1/components?limit=200');
    expect(components.length).toBeGreaterThan(20);
    expect(components.filter(({ parent }) => parent === null).map(({ name }) => name)).toEqual([
      'cloud-vps',
      'production',
    ]);
    expect(components.filter(({ status }) => status === 'retired')).toHaveLength(1);
    const seen = [];
    for (const { name } of components) {
      if ((await demo.all(`/api/v1/log-entries?limit=200&component=${name}`)).length > 0) seen.push(name);
    }
    expect(seen.length).toBeGreaterThan(components.length / 2);
  });

  it('has a year of windows in every state, judged by two policies, and the notice that was given of them', async () => {
    // The ledger itself plans those that recur, and tells of those that are near, a moment later.
    await demo.has('/api/v1/maintenance-windows?limit=200', ({ series }) => series !== null);
    await demo.has('/api/v1/obligations?limit=200', ({ state }) => state === 'late');
    const windows = await demo.all('/api/v1/maintenance-windows?limit=200');
    expect(new Set(windows.map(({ status }) => status))).toEqual(
      new Set(['draft', 'scheduled', 'in-progress', 'completed', 'cancelled']),
    );
    const has = (what: (one: any) => boolean) => windows.some(what);
    expect(has(({ moves }) => moves.some(({ step }: any) => step === 'rescheduled'))).toBe(true);
    expect(has(({ moves }) => moves.some(({ step }: any) => step === 'extended'))).toBe(true);
    expect(has(({ emergency }) => emergency !== null)).toBe(true);
    expect(has(({ held }) => held !== null)).toBe(true);
    expect(has(({ emergency, judgement }) => emergency === null && judgement?.short === true)).toBe(true);
    const overlapped = new Set(windows.flatMap(({ overlaps }) => overlaps.map(({ kind }: any) => kind)));
    expect(overlapped).toEqual(new Set(['fault', 'vendor-work']));
    const policies = windows.flatMap(({ judgement }) => judgement?.policyName ?? []);
    expect(new Set(policies)).toEqual(new Set(['cloud', 'rule-a']));
    const announcements = await demo.all('/api/v1/announcements?limit=200');
    expect(announcements.flatMap(({ elsewhere }) => elsewhere).length).toBeGreaterThan(4);
    const states = (await demo.all('/api/v1/obligations?limit=200')).map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(['met', 'late', 'pending', 'void']));
  });

  it('says in one sentence that a port is taken and how to take another, and leaves nothing behind', async () => {
    const second = await new Demo(new URL(demo.url).port).told();
    expect(await second.ended).toEqual([1, null]);
    expect(second.trouble[0]).toMatch(/^port \d+ is taken: choose another one, as in OPSLEDGER_PORT=3001 npm run demo/);
    expect(readdirSync(second.below)).toEqual([]);
    rmSync(second.below, { recursive: true });
  });

  it('ends when it is told to, and its folder with it', async () => {
    expect(readdirSync(demo.below)).toHaveLength(1);
    expect(await demo.end()).toBe(0);
    expect(readdirSync(demo.below)).toEqual([]);
    await expect(fetch(demo.url)).rejects.toThrow('fetch failed');
  });
});

describe('What is made up', () => {
  const wanted = { seed: 1, entries: 6000, now: NOW };
  const told = historyOf(wanted);

  it('is the same for the same seed, and another for another', () => {
    expect(historyOf(wanted)).toEqual(told);
    const messages = new Set(told.map(({ message }) => message));
    const others = historyOf({ ...wanted, seed: 2 }).filter(({ message }) => !messages.has(message));
    expect(others.length).toBeGreaterThan(3000);
  });

  it('tells of the days before the same an hour later', () => {
    const fixed = ({ at, message }: { at: number; message: string }) => `${at} ${message}`;
    const later = new Set(historyOf({ ...wanted, now: NOW + HOUR }).map(fixed));
    const moved = told.filter((line) => !later.has(fixed(line)));
    // Those that have an age are as old as before.
    expect(moved.length).toBeLessThan(50);
  });

  it('has about as many entries as were asked for, none in the future, and fewer at weekends', () => {
    expect(Math.abs(told.length - 6000)).toBeLessThan(600);
    expect(told.filter(({ at }) => at > NOW)).toEqual([]);
    expect(NOW - told[0]!.at).toBeGreaterThan(145 * 24 * HOUR);
    const on = (...days: number[]) => told.filter(({ at }) => days.includes(new Date(at).getUTCDay())).length;
    expect(on(0, 6)).toBeLessThan(on(2, 3) / 4);
  });

  it('has text that a page must not take for more', () => {
    const all = told.map(({ message }) => message);
    for (const odd of ['<script>', '{{{1|}}}', 'ويكي', '🎉', '=HYPERLINK(']) {
      expect(all.some((message) => message.includes(odd))).toBe(true);
    }
    expect(Math.max(...all.map((message) => message.length))).toBe(2000);
  });

  it('goes on: what was in flight ends, and what begins ends as well', async () => {
    const stopping = new AbortController();
    const lines: string[] = [];
    const write = async ({ actor, message }: { actor: string; message: string }) => {
      lines.push(`${actor} ${message}`);
      if (lines.length === 300) stopping.abort();
    };
    await goOn(write, { seed: 1, signal: stopping.signal, pause: async () => {} });
    const ends = lines
      .filter((line) => / END \(/.test(line))
      .map((line) => line.replace(/END \(\w+\)| \(exit_code=\d+\)/g, ''));
    const starts = lines.filter((line) => / START - Cook/.test(line)).map((line) => line.replace('START', ''));
    expect(ends.filter((end) => !starts.includes(end))).toHaveLength(2);
    expect(starts.filter((start) => !ends.includes(start)).length).toBeLessThan(6);
  });
});

describe('A product that is filled by somebody else', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.startAfresh();
  });
  afterAll(() => product.endAndForget());

  it('has the same history, and takes one more entry by whoever says such things', async () => {
    const wanted = { seed: 3, entries: 150, now: Date.now() };
    const filled = await fill(product.url, product.token, wanted);
    expect(filled.entries).toBe(historyOf(wanted).length);
    expect((await product.get(`/api/v1/log-entries/${filled.amended[0]}`)).status).toBe('amended');
    const id = await filled.write({ log: 'tools', actor: 'wren', message: 'one more' });
    expect(await product.get(`/api/v1/log-entries/${id}`)).toMatchObject({ message: 'one more', late: false });
  });
});
