import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SETTINGS } from '../apps/server/src/config.js';
import { Product } from './support/product.js';
import { itWith } from './support/tools.js';

const ROOT = join(__dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PACKAGE = JSON.parse(read('package.json')) as {
  version: string;
  files: string[];
  devDependencies: Record<string, string>;
};
/** What systemd-analyze calls it, 0 (safe) to 10; what stands at 1.0 is explained in docs/deploying.md. */
const MOST_EXPOSURE = 1.1;
/** For one line of a relay. */
const TOO_MANY_WORDS = 10_000;

describe('The alerts', () => {
  const rules = read('deploy/alerts.yml');
  /** Names of metrics with their label matchers, as the rules write them. */
  const asked = [...rules.matchAll(/\b((?:opsledger|process)_[a-z_]+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', matchers = '']) => ({
      name,
      matchers: [...matchers.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(([, label = '', how = '', value = '']) => ({
        label,
        how,
        value,
      })),
    }),
  );

  it('ask of a server only what it tells, by labels that it has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    const product = await Product.start(folder, { OPSLEDGER_RELAY_PRODUCTION: '0' });
    await product.request('POST', '/api/v1/log-entries', { log: 'production', message: 'scraped' });
    await product.request('GET', '/api/v1/log-entries');
    await product.relay('production', `${'too long, '.repeat(TOO_MANY_WORDS)}\n`);
    const scrape = await (await product.request('GET', '/metrics')).text();
    await product.end('SIGTERM');
    rmSync(folder, { recursive: true });
    expect(asked.length).toBeGreaterThan(20);
    const missing = asked.filter(({ name, matchers }) => {
      const series = scrape.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line));
      // A job is what Prometheus adds; a status is one of many that may not have been answered yet.
      const own = matchers.filter(({ label }) => label !== 'job');
      return !series.some((line) =>
        own.every(({ label, how, value }) =>
          line.includes(how === '=' && label !== 'status' ? `${label}="${value}"` : `${label}="`),
        ),
      );
    });
    expect(missing).toEqual([]);
  });

  it('hear of a backup when it is complete, and of none before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    const product = await Product.start(folder);
    const backedUpAt = async (): Promise<number> => {
      const scrape = await (await product.request('GET', '/metrics')).text();
      return Number(/^opsledger_last_backup_timestamp_seconds (\S+)$/m.exec(scrape)?.[1]);
    };
    expect(await backedUpAt()).toBe(0);
    const copy = join(folder, 'copy.db');
    expect(await product.cli(['backup', copy])).toMatchObject({ code: 0 });
    expect(Math.abs((await backedUpAt()) - statSync(copy).mtimeMs / 1000)).toBeLessThan(60);
    await product.end('SIGTERM');
    rmSync(folder, { recursive: true });
  });

  it('lead to a heading of the guide, each with a severity', () => {
    const names = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const runbooks = [...rules.matchAll(/runbook: (\S+)#(\S+)/g)].map(([, file, anchor]) => `${file}#${anchor}`);
    expect(runbooks.length).toBe(names.length);
    expect(rules.match(/severity: (?:critical|warning) /g)?.length).toBe(names.length);
    const anchors = new Set(headings('docs/operating.md').map((heading) => `docs/operating.md#${heading}`));
    expect(runbooks.filter((runbook) => !anchors.has(runbook))).toEqual([]);
  });

  itWith('promtool')('fire when they should, and not before', () => {
    const run = spawnSync('promtool', ['test', 'rules', join(ROOT, 'deploy/alerts.test.yml')], { encoding: 'utf8' });
    expect(run.stdout + run.stderr).toContain('SUCCESS');
    expect(run.status).toBe(0);
  });
});

describe('The systemd units', () => {
  const units = readdirSync(join(ROOT, 'deploy')).filter((name) => name.endsWith('.service'));

  it.each(units)('%s names settings that there are, and files that the package has', (unit) => {
    const text = read(`deploy/${unit}`);
    const named = [...text.matchAll(/OPSLEDGER_\w+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in SETTINGS))).toEqual([]);
    const paths = [...text.matchAll(/\/srv\/opsledger\/([\w./-]+)/g)].map(([, path = '']) => path);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      expect([...PACKAGE.files, 'node_modules']).toContain(path.split('/')[0]);
      expect(readdirSync(join(ROOT, path, '..'))).toContain(path.split('/').at(-1));
    }
  });

  it('let the server end itself before they do', () => {
    const [, own = ''] = /STOP_WITHIN_MS = ([\d_]+)/.exec(read('apps/server/src/start.ts'))!;
    const [, ours = ''] = /^TimeoutStopSec=(\d+)s$/m.exec(read('deploy/opsledger.service'))!;
    expect(Number(ours) * 1000).toBeGreaterThan(Number(own.replace('_', '')));
  });

  itWith('systemd-analyze')('are read by systemd without a complaint, and expose as little as the guide says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    for (const unit of readdirSync(join(ROOT, 'deploy')).filter((name) => /\.(?:service|timer)$/.test(name))) {
      writeFileSync(join(folder, unit), read(`deploy/${unit}`).replaceAll('/srv/opsledger', ROOT));
    }
    const analyze = (...args: string[]) => spawnSync('systemd-analyze', args, { cwd: folder, encoding: 'utf8' });
    expect(analyze('verify', ...readdirSync(folder)).stderr).toBe('');
    for (const unit of units) {
      const { stdout } = analyze('security', '--offline=yes', unit);
      const [, level] = /exposure level for \S+: ([\d.]+)/.exec(stdout)!;
      expect(Number(level)).toBeLessThanOrEqual(MOST_EXPOSURE);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('The image', () => {
  const dockerfile = read('deploy/Dockerfile');

  it('is built from files that there are, on the Node that the tests run on', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !readdirSync(ROOT).includes(path))).toEqual([]);
    const ignored = read('deploy/Dockerfile.dockerignore').split('\n');
    expect(copied.filter((path) => !ignored.includes(`!${path}`))).toEqual([]);
    const bases = [...dockerfile.matchAll(/^FROM node:(\S+?)-bookworm/gm)].map(([, version]) => version);
    expect(new Set(bases)).toEqual(new Set([PACKAGE.devDependencies['node']]));
  });

  it('runs the server itself, not as root, and is named as the version that it is', () => {
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(dockerfile).toMatch(/^CMD \["node", "dist\/apps\/server\/src\/main\.js"\]$/m);
    for (const file of ['Dockerfile', 'compose.yaml', 'compose.single.yaml']) {
      const versions = [...read(`deploy/${file}`).matchAll(/opsledger:(\d+\.\d+\.\d+)/g)].map(([, version]) => version);
      expect(new Set(versions)).toEqual(new Set([PACKAGE.version]));
    }
  });

  it.each(['compose.yaml', 'compose.single.yaml'])('is run by %s with nothing that it does not need', (file) => {
    const text = read(`deploy/${file}`);
    for (const line of ['read_only: true', 'cap_drop: [ALL]', "security_opt: ['no-new-privileges:true']"]) {
      expect(text).toContain(line);
    }
    const named = [...text.matchAll(/^ +(OPSLEDGER_\w+):/gm)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in SETTINGS) && name !== 'OPSLEDGER_PASSWORD')).toEqual([]);
  });
});

/** As the page that shows a document makes anchors of its headings. */
function headings(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
