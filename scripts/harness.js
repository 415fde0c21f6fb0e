// npm run harness -- <crash|simulation|abuse> [jest options…]: the long form of a harness.
// npm run harness -- <crash|simulation|abuse|all> --sabotage[=essential]: breaks a copy of the product in one known way
// after the other, and demands that the short form of the harness turns red each time (and, for all of them, that it is green
// where nothing is broken).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the long form of a harness sets, unless the caller does. */
const LONG = {
  crash: { KILLS: '200', ROUNDS: '10', STATES: '15000', FAULTS: 'all' },
  simulation: { SEEDS: '300' },
  abuse: {
    REQUESTS: '20000',
    ROUNDS: '6',
    SECONDS: '4',
    CONNECTIONS: '2000',
    READERS: '500',
    ENTRIES: '300',
    SILENT: '1000',
    MEGABYTES: '1024',
    LINES: '2000',
  },
};
/** What some of them measure, others must not disturb. */
const ALONE = ['abuse'];
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COPIED = ['apps', 'bench', 'bin', 'deploy', 'docs', 'libs', 'scripts', 'test'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json', 'jest.config.mjs', '.swcrc'];
/** Where something is missing that a spec needs, such as a compiler. */
const SKIPPED = Symbol('skipped');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');

const [harness, ...options] = process.argv.slice(2);
const names = harness === 'all' ? Object.keys(LONG) : [harness];
if (names.some((name) => !(name in LONG))) {
  console.error(`no harness is called ${harness}; there are ${Object.keys(LONG).join(', ')}`);
  process.exit(2);
}
const wanted = options.find((option) => /^--sabotage(=essential)?$/.test(option));
if (wanted === undefined) {
  await build(ROOT);
  const env = { ...LONG[harness], ...process.env };
  const more = ALONE.includes(harness) ? ['--runInBand', ...options] : options;
  process.exit(await node([JEST, '--forceExit', `test/${harness}/`, ...more], { cwd: ROOT, env, stdio: 'inherit' }));
}
process.exit((await sabotage(wanted.endsWith('essential'))) ? 0 : 1);

async function node(args, options) {
  const [code] = await once(spawn(process.execPath, args, options), 'close');
  return code ?? 1;
}

async function build(root) {
  const code = await node(['scripts/build.js', '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (code !== 0) throw new Error('the build failed');
}

/** Whether all of them were caught, and nothing else was. As many at a time as there are cores. */
async function sabotage(onlyEssential) {
  const lists = await Promise.all(names.map((name) => import(`../test/${name}/sabotages.js`)));
  const all = lists.flatMap((list) => list.default).map((one) => ({ isControl: false, ...one }));
  const waiting = all.filter(({ essential }) => essential || !onlyEssential);
  // The few that every change has to survive are caught by specs that npm test runs beside.
  if (!onlyEssential) waiting.unshift(...controlsOf(waiting));
  let [missed, skipped] = [0, 0];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const started = performance.now();
      const finding = await inDamagedCopy(one, (root) => findingOf(root, one));
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      if (finding === SKIPPED) {
        skipped++;
        console.log(`skipped ${one.says}\n        ${one.caughtBy} says what it needs (${seconds} s)`);
        continue;
      }
      const isRed = finding !== null;
      const [whenRed, whenGreen] = one.isControl ? ['RED   ', 'green '] : ['caught', 'MISSED'];
      if (isRed === one.isControl) missed++;
      console.log(`${isRed ? whenRed : whenGreen}  ${one.says}\n        ${finding ?? one.caughtBy} (${seconds} s)`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const tried = skipped === 0 ? 'every sabotage' : `every sabotage but ${skipped} that could not be tried here`;
  console.log(missed === 0 ? `${tried} was caught` : `${missed} were missed, or red without one`);
  return missed === 0;
}

/** Each run of a spec that is to catch something, with nothing to catch: one that is red by itself proves nothing. */
function controlsOf(sabotages) {
  const runs = new Map(
    sabotages.map(({ caughtBy, env }) => [JSON.stringify([caughtBy, env ?? {}]), { caughtBy, env }]),
  );
  return [...runs.values()].map((run) => ({ says: 'nothing is broken', edits: [], isControl: true, ...run }));
}

async function inDamagedCopy({ edits, file, find, replace }, work) {
  const root = mkdtempSync(join(tmpdir(), 'opsledger-sabotage-'));
  try {
    for (const path of [...COPIED, ...FILES]) cpSync(join(ROOT, path), join(root, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    for (const edit of edits ?? [{ file, find, replace }]) {
      const path = join(root, edit.file);
      const parts = readFileSync(path, 'utf8').split(edit.find);
      if (parts.length !== 2)
        throw new Error(`${edit.file} has this ${parts.length - 1} times, not once: ${edit.find}`);
      writeFileSync(path, parts.join(edit.replace));
    }
    await build(root);
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The first test that failed; null when none did, SKIPPED when none ran. A run that could not even begin is no finding. */
async function findingOf(root, { caughtBy, env }) {
  const results = join(root, 'results.json');
  await node([JEST, '--forceExit', caughtBy, '--json', `--outputFile=${results}`], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(
    readFileSync(results, 'utf8'),
  );
  if (numRuntimeErrorTestSuites > 0) throw new Error(testResults[0].message);
  if (numFailedTests === 0) return numPassedTests === 0 ? SKIPPED : null;
  return testResults.flatMap((suite) => suite.assertionResults).find(({ status }) => status === 'failed').fullName;
}
