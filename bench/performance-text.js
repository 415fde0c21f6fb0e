import { execFileSync } from 'node:child_process';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

const GIB = 2 ** 30;

/** docs/performance.md: what this run measured, and nothing else. */
export function performanceText(measured, args) {
  const shortened = Object.entries(process.env).filter(([name]) => name.startsWith('BENCH_'));
  const command = [...shortened.map((setting) => setting.join('=')), 'npm run bench --', ...args].join(' ');
  const rows = measured.flatMap(({ lines }) => lines.map(row));
  const failed = measured.filter(({ failed }) => failed).map(({ name }) => name);
  const baselines = measured.filter(({ baseline }) => baseline !== undefined);
  return `# Performance

Written by \`${command}\`, not by hand: it holds what that run measured and nothing older.

${machine()
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n')}

Each figure was measured in turn with its baseline in the same run: value, baseline and ratio are medians over the rounds,
and the range is that of the ratios. Machines differ and so do minutes of one machine, ratios less so.

| figure | value | baseline | ratio | range | gate | reached | rounds |
|---|---:|---:|---:|---|---|---|---:|
${rows.join('\n')}
${failed.length === 0 ? '' : `\nCould not be measured in this run: ${failed.join(', ')}.\n`}
## What they are compared with

${baselines.map(({ name, baseline }) => `- **${name}**: ${baseline}`).join('\n')}
`;
}

function row({ figure, value, unit, baseline, ratio, lowest, highest, rounds, gate, ok }) {
  const range = rounds > 1 ? `${number(lowest)} to ${number(highest)}` : '';
  const cells = [`${number(value)} ${unit}`, number(baseline), number(ratio), range, gate, reached(gate, ok), rounds];
  return `| ${[figure, ...cells].join(' | ')} |`;
}

function reached(gate, ok) {
  return gate === '-' ? '' : ok ? 'yes' : '**no**';
}

function machine() {
  const [{ model }] = cpus();
  const sqlite = new DatabaseSync(':memory:').prepare('SELECT sqlite_version() AS v').get().v;
  return [
    ['date', new Date().toISOString().slice(0, 10)],
    ['processor', `${model.trim()}, ${cpus().length} cores`],
    ['memory', `${Math.round(totalmem() / GIB)} GiB`],
    ['filesystem', filesystem()],
    ['kernel', release()],
    ['Node', process.versions.node],
    ['SQLite', String(sqlite)],
  ];
}

/** Of the folder in which the ledgers that were measured lay. */
function filesystem() {
  return execFileSync('df', ['--output=fstype', tmpdir()], { encoding: 'utf8' }).trim().split('\n').at(-1);
}

function number(value) {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
