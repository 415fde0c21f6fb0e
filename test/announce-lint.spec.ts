import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product } from './support/product.js';

let folder: string;
let product: Product;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-lint-'));
  product = await Product.start(join(folder, 'data'));
});
afterAll(async () => {
  await product.end('SIGTERM');
  rmSync(folder, { recursive: true });
});

const lint = (mail: string, ...options: string[]) => {
  const file = join(folder, 'mail.txt');
  writeFileSync(file, mail);
  return product.cli(['announce', 'lint', file, ...options]);
};
const GOOD =
  'On Monday, 2098-11-24 14:00–15:00 UTC the proxies restart.\nNothing else is affected. T401234, questions in #ops-proxies\n';

describe('opsledger announce lint', () => {
  it('says nothing of a good mail, and ends well', async () => {
    expect(await lint(GOOD)).toMatchObject({ code: 0, out: '' });
  });

  it('prints mistakes as a compiler does, and ends with 1 when a fact is wrong', async () => {
    const { code, out } = await lint(`Hello,\r\n\r\n${GOOD.replace('Monday', 'Tuesday')}`);
    expect([code, out]).toEqual([
      1,
      `${join(folder, 'mail.txt')}:3:4 error weekday 2098-11-24 is a Monday, not a Tuesday (Give the right one of the two, or the date alone.)\n`,
    ]);
  });

  it('only warns of what is missing', async () => {
    const { code, out } = await lint(GOOD.replace('T401234, ', ''));
    expect([code, out]).toEqual([0, expect.stringContaining(':1:1 warning no-task ')]);
  });

  it('reads the subject among the headers, and counts lines with them', async () => {
    const headers = 'From: ada@example.org\nSubject: Restarts on Friday,\n 2098-11-24\nX-Bell: \u0007\n\n';
    const { out } = await lint(`${headers}${GOOD.replace(' UTC', '')}`);
    expect(out.split('\n').map((line) => line.replace(folder, '').split(' ').slice(0, 3).join(' '))).toEqual([
      '/mail.txt:2:1 error weekday',
      '/mail.txt:6:23 warning missing-zone',
      '/mail.txt:6:29 warning missing-zone',
      '',
    ]);
    expect((await lint(headers + GOOD, '--subject', 'Restarts')).out).toBe('');
  });

  it('prints the answer of the server with --json, with the promises', async () => {
    const { code, out } = await lint(`${GOOD}We will announce by 2098-11-24 15:15 UTC that it is done.`, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { findings: [], promises: [expect.objectContaining({ dueAt: '2098-11-24T15:15:00.000Z' })] },
    ]);
  });

  it('says so when there is no such file', async () => {
    const { code, err } = await product.cli(['announce', 'lint', join(folder, 'none')]);
    expect([code, err]).toEqual([2, expect.stringContaining('(ENOENT)')]);
  });
});

describe('A plan on the command line', () => {
  const TIMES = ['--start', '2098-11-24T14:00Z', '--end', '2098-11-24T15:00Z'];
  const VAGUE = ['--kind', 'other', '--other', 'some disruption'];
  const LACKS =
    /\nunaffected: warning nothing-unaffected .*\nkinds: warning vague-kind .*\ntext: warning no-text .*\ntasks: warning no-task it names no task \(.*\)\n$/;

  it('is told what it lacks when it is checked and when it is planned', async () => {
    const checked = await product.cli(['window', 'check', ...TIMES, ...VAGUE]);
    expect([checked.code, checked.out]).toEqual([0, expect.stringMatching(LACKS)]);
    const planned = await product.cli(['window', 'plan', 'Routers', ...TIMES, ...VAGUE]);
    expect([planned.code, planned.out]).toEqual([0, expect.stringMatching(/ draft Routers .*/)]);
    expect(planned.out).toMatch(LACKS);
  });

  it('is planned without a word when it lacks nothing', async () => {
    const more = ['--kind', 'network', '--unaffected', 'search', '--task', 'T399210', '--text', 'New firmware.'];
    await product.cli(['components', 'create', 'search']);
    const { code, out } = await product.cli(['window', 'plan', 'Routers', ...TIMES, ...more]);
    expect([code, out.split('\n')]).toEqual([0, [expect.stringContaining(' draft Routers '), '']]);
  });
});
