// npm run bench [-- name…] [--large] [--report]: each figure with its baseline from the same run, one JSON line each.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FIGURES, ON_REQUEST } from './figures.js';
import { performanceText } from './performance-text.js';

const FIGURE = fileURLToPath(new URL('./figure.js', import.meta.url));
const minutesOf = { ...FIGURES, ...ON_REQUEST };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { large: { type: 'boolean' }, report: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !(name in minutesOf));
if (unknown.length > 0) {
  console.error(`no figure is called ${unknown.join(', ')}; there are ${Object.keys(minutesOf).join(', ')}`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : Object.keys(FIGURES);
const minutes = names.reduce((sum, name) => sum + minutesOf[name], 0);
console.error(`${names.length} figures, about ${Math.ceil(minutes)} minutes at full length`);
const measured = [];
for (const [index, name] of names.entries()) {
  console.error(`${name} (${index + 1} of ${names.length}): about ${minutesOf[name]} minutes`);
  const started = performance.now();
  const one = await inProcess(name);
  const took = Math.round((performance.now() - started) / 1000);
  console.error(`${name}: took ${took} s${one.failed ? ' and could not be measured' : ''}`);
  measured.push({ name, took, ...one });
}
if (options.report) writeFileSync(reportFile(), performanceText(measured, process.argv.slice(2)));
const isMissed = measured.some(({ failed, lines }) => failed || lines.some((line) => !line.ok));
process.exit(isMissed ? 1 : 0);

/** One figure alone has a report of its own: the one of all is of one run. */
function reportFile() {
  const of = names.length === 1 ? `-${names[0]}` : '';
  return fileURLToPath(new URL(`../docs/performance${of}.md`, import.meta.url));
}

/** What a figure said, whether or not it came to its end. */
function inProcess(name) {
  return new Promise((resolve) => {
    const lines = [];
    let baseline;
    const child = fork(FIGURE, [name, ...(options.large ? ['--large'] : [])]);
    child.on('message', (message) => {
      if ('figure' in message) lines.push(message);
      else baseline = message.baseline;
    });
    child.once('close', (code) => resolve({ baseline, lines, failed: code !== 0 }));
  });
}
