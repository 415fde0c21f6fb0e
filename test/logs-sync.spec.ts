import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product } from './support/product.js';

const MANY = 1000;

let folder: string;
let product: Product;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-sync-'));
  product = await Product.start(join(folder, 'data'));
});
afterAll(async () => {
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true });
});

const sync = (lines: readonly string[], ...options: string[]) => {
  const file = join(folder, 'logs.txt');
  writeFileSync(file, lines.join('\n'));
  return product.cli(['logs', 'sync', file, '--json', ...options]);
};
const names = Array.from({ length: MANY }, (_, n) => `tools.tool-${n}`);
const numbers = (out: string) => JSON.parse(out) as Record<string, number>;

describe('The logs of a directory', () => {
  it('are made by the thousand, and not again', async () => {
    const first = await sync(['# tool  title', '', ...names.map((name, n) => `${name} Tool number ${n}`)]);
    expect([first.code, numbers(first.out)]).toEqual([
      0,
      expect.objectContaining({ create: MANY, change: 0, archive: 0 }),
    ]);
    const again = await sync(names);
    expect(numbers(again.out)).toMatchObject({ create: 0, change: 0, archive: 0, unchanged: MANY });
    expect(await product.get('/api/v1/logs/tools.tool-7')).toMatchObject({ title: 'Tool number 7', status: 'open' });
  }, 60_000);

  it('are not closed because the directory answered with nothing, or with half', async () => {
    for (const lines of [[], ['# nothing'], names.slice(1)]) {
      const { code, err } = await sync(lines);
      expect([code, err]).toEqual([1, expect.stringContaining('nothing was changed; --allow-shrink archives them')]);
    }
    expect(await product.get('/api/v1/logs/tools.tool-0')).toMatchObject({ status: 'open' });
  });

  it('are archived when that is meant, and reopened when they are there again', async () => {
    const dry = await sync(names.slice(2), '--allow-shrink', '--dry-run');
    expect(numbers(dry.out)).toMatchObject({ archive: 2 });
    expect(numbers((await sync(names.slice(2), '--allow-shrink')).out)).toMatchObject({ archive: 2, create: 0 });
    expect(await product.get('/api/v1/logs/tools.tool-1')).toMatchObject({ status: 'archived' });
    expect(numbers((await sync(names)).out)).toMatchObject({ reopen: 2 });
    expect(await product.get('/api/v1/logs/tools.tool-1')).toMatchObject({ status: 'open' });
  });

  it('keep every name they had: old links lead on', async () => {
    await product.cli(['log', 'tools.tool-3', 'before']);
    const renamed = JSON.stringify({ name: 'tools.new', renamedFrom: 'tools.tool-3', aliases: ['tools.nick'] });
    const { out } = await sync([...names.filter((name) => name !== 'tools.tool-3'), renamed]);
    expect(numbers(out)).toMatchObject({ change: 1, create: 0, archive: 0 });
    expect((await product.cli(['log', 'tools.new', 'after'])).code).toBe(0);
    for (const name of ['tools.tool-3', 'tools.new', 'tools.nick']) {
      const { data } = await product.get(`/api/v1/log-entries?log=${name}`);
      expect(data.map(({ message }: { message: string }) => message)).toEqual(['after', 'before']);
    }
  });

  it('are refused as a whole for one line that is wrong, by its number', async () => {
    const wrong: [string, string][] = [
      ['Tools.X', 'is not the name of a log'],
      ['other.x', 'does not begin with tools.'],
      ['{"name":"tools.x","colour":1}', 'colour is not known'],
      ['{"name":1}', 'name must be a text'],
      ['{"name":', 'this is not JSON'],
      ['tools.tool-5', 'is there twice'],
    ];
    for (const [line, why] of wrong) {
      const { code, err } = await sync([...names, 'tools.fresh', line]);
      expect([line, code, err]).toEqual([line, 1, expect.stringContaining(`line ${MANY + 2}: `)]);
      expect(err).toContain(why);
    }
    expect((await product.request('GET', '/api/v1/logs/tools.fresh')).status).toBe(404);
    expect((await product.cli(['logs', 'sync', join(folder, 'none')])).code).toBe(2);
  });
});
