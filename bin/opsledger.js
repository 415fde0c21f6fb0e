#!/usr/bin/env node
// Starts the client on the Node that the package brings, where the one at hand is too old.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const main = new URL('../dist/apps/cli/src/main.js', import.meta.url);
const ownNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (!existsSync(main)) {
  process.stderr.write('opsledger is not built yet: run "npm ci" (or "npm run build") in its folder\n');
  process.exitCode = 2;
} else if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await import(main.href);
} else if (existsSync(ownNode)) {
  const child = spawnSync(ownNode, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = child.status ?? 1;
} else {
  process.stderr.write(`opsledger needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}\n`);
  process.exitCode = 2;
}
