// npm run crash:sending -- [--times 1000] [--minutes 25]: kills the product so often while it sends, or until the time is over.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { times, minutes } = parseArgs({
  options: { times: { type: 'string', default: '1000' }, minutes: { type: 'string' } },
}).values;

const run = (args, env = {}) => {
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
};
run(['scripts/build.js', '--if-stale']);
const env = { KILLS: times, ...(minutes === undefined ? {} : { MINUTES: minutes }) };
run(['node_modules/jest/bin/jest.js', '--forceExit', 'test/crash/sending.spec.ts'], env);
