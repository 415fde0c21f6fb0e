// node scripts/harness.js <crash|simulation|abuse> [jest options…]: the long form of a harness.
// node scripts/harness.js <crash|simulation|abuse|all> --sabotage: damages a copy of the product in one known way after the
// other, and demands that the short form of the harness turns red each time.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the long form of a harness sets, unless the caller does. */
const LONG = {
  crash: { KILLS: '200', STATES: '15000', FAULTS: 'all' },
  simulation: { SEEDS: '300' },
  abuse: { REQUESTS: '20000', LONG: '1' },
};
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COPIED = ['apps', 'bench', 'bin', 'deploy', 'docs', 'libs', 'scripts', 'test'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json', 'jest.config.mjs', '.swcrc'];

const [harness, ...options] = process.argv.slice(2);
const names = harness === 'all' ? Object.keys(LONG) : [harness];
if (names.some((name) => !(name in LONG))) {
  console.error(`no harness is called ${harness}; there are ${Object.keys(LONG).join(', ')}`);
  process.exit(2);
}
process.exit(
  options.includes('--sabotage')
    ? await sabotage(names)
    : run(ROOT, `test/${harness}`, long(), 'inherit', options).status,
);

function long() {
  return { ...LONG[harness], ...process.env };
}

function run(root, pattern, env, stdio, more) {
  build(root);
  const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--forceExit', pattern, ...more];
  return spawnSync(process.execPath, jest, { cwd: root, env, stdio });
}

function build(root) {
  const built = spawnSync(process.execPath, ['scripts/build.js', '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed');
}

async function sabotage(names) {
  let missed = 0;
  for (const name of names) {
    const { default: sabotages } = await import(`../test/${name}/sabotages.js`);
    for (const one of sabotages) {
      const started = performance.now();
      const finding = damaged(one, (root) => findingOf(root, one));
      const took = `${((performance.now() - started) / 1000).toFixed(0)} s`;
      if (finding === null) missed++;
      console.log(
        `${finding === null ? 'MISSED' : 'caught'}  ${name}: ${one.says}: ${finding ?? one.caughtBy}  (${took})`,
      );
    }
  }
  console.log(missed === 0 ? 'every sabotage was caught' : `${missed} sabotages were missed`);
  return missed === 0 ? 0 : 1;
}

/** Runs in a copy of the tree with the sabotage in it. */
function damaged({ edits, file, find, replace }, work) {
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
    return work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The first test that failed, or null when none did. A run that could not even begin is no finding. */
function findingOf(root, { caughtBy, env }) {
  const results = join(root, 'results.json');
  run(root, caughtBy, { ...process.env, ...env }, 'ignore', ['--json', `--outputFile=${results}`]);
  const { numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(readFileSync(results, 'utf8'));
  if (numRuntimeErrorTestSuites > 0) throw new Error(testResults[0].message);
  if (numFailedTests === 0) return null;
  const failed = testResults.flatMap((suite) => suite.assertionResults).find(({ status }) => status === 'failed');
  return failed.fullName;
}
