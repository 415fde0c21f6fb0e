// Compiles apps/ and libs/ to dist/. With --if-stale only when a source is newer than the last build.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const stamp = 'dist/built';

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return ['apps', 'libs', '.swcrc', 'package.json', 'package-lock.json'].some((path) => newest(path) > built);
}

if (!process.argv.includes('--if-stale') || isStale()) {
  rmSync('dist', { recursive: true, force: true });
  const swc = [
    'node_modules/@swc/cli/bin/swc.js',
    'apps',
    'libs',
    '-d',
    'dist',
    '--ignore',
    '**/*.spec.ts,apps/dashboard/**',
    '-q',
  ];
  execFileSync(process.execPath, swc, { stdio: ['ignore', 'ignore', 'inherit'] });
  const vite = ['node_modules/vite/bin/vite.js', 'build', 'apps/dashboard', '--logLevel', 'warn'];
  execFileSync(process.execPath, vite, { stdio: ['ignore', 'inherit', 'inherit'] });
  writeFileSync(stamp, '');
}
