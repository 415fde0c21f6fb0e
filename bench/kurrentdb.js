import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseConnectionString } from '../dist/libs/event-store/src/kurrent/connection-string.js';
import { SystemClock } from '../dist/libs/kernel/src/clock.js';
import { move } from '../dist/libs/platform/src/offline/move.js';
import { inFolder, jsonBy, memoryOf, posting, startServer, throughput } from './load.js';
import { append } from './made-up.js';
import { beside, NO_GATE, ofPairs, paired, percentile, ratioAtLeast, report, SECONDS, valueBelow } from './measure.js';
import { ENTRIES, seeded } from './seed.js';

const SERVER = process.env.OPSLEDGER_TEST_KURRENTDB;
const CALLERS = [1, 16, 64, 256];
const LAGS = 300;
/** As the product gives them: with credentials the client keeps its deadlines. */
const credentials = { username: 'admin', password: 'changeit' };

export const baseline =
  'The same client against the same server without us: single appends, the answer of the replica that wrote, and readAll alone.';

/** The second engine, against what the same server does for the same client without us. */
export default async function kurrentdb() {
  if (SERVER === undefined)
    throw new Error('OPSLEDGER_TEST_KURRENTDB names no server: the second engine was not measured');
  const client = KurrentDBClient.connectionString(SERVER);
  await inFolder((folder) => posts(folder, client));
  await inFolder((folder) => lag(folder));
  await catchUp(client);
  await client.dispose();
}

const start = (folder, ledger) => startServer(folder, { env: { OPSLEDGER_STORE: SERVER, OPSLEDGER_LEDGER: ledger } });

async function posts(folder, client) {
  const server = await start(folder, `bench-${randomUUID().slice(0, 8)}`);
  for (const callers of CALLERS) {
    const ours = () => throughput(posting(server, { connections: callers }));
    const theirs = () => singleAppends(client, callers);
    await Promise.all([ours(), theirs()]);
    const measured = await paired(ours, theirs);
    const figure = `KurrentDB: durable POST/s, c${callers}, vs single appends by the same client`;
    const gate = callers === 16 ? NO_GATE : ratioAtLeast(callers >= 64 ? 1 : 0.8);
    report({ figure, unit: 'requests/s', ...measured }, gate);
  }
  await server.kill();
}

/** Appends per second of events like ours, each to a stream of its own, as the server takes them one by one. */
async function singleAppends(client, callers) {
  const until = performance.now() + SECONDS * 1000;
  const run = randomUUID();
  let count = 0;
  const caller = async () => {
    while (performance.now() < until) {
      const { events } = append(count++, Date.now());
      const event = {
        id: randomUUID(),
        type: 'log-entry.logged',
        contentType: 'application/octet-stream',
        data: events[0].content,
        metadata: { format: 'bench', version: '1', recordedAt: new Date().toISOString(), commitment: '0'.repeat(64) },
      };
      await client.appendToStream(`bench-${run}-${count}`, [event], { streamState: 'no_stream', credentials });
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return count / SECONDS;
}

/** From the request to one replica until the event is on the live stream of another one. */
async function lag(folder) {
  const ledger = `bench-${randomUUID().slice(0, 8)}`;
  const one = await start(join(folder, 'one'), ledger);
  const other = await start(join(folder, 'other'), ledger);
  const headers = jsonBy(one.token());
  const sent = new Map();
  const [lags, answers] = [[], []];
  const stream = await fetch(`${other.url}/api/v1/events/stream?types=log-entry.logged`);
  const reading = (async () => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of stream.body) {
      text += decoder.decode(chunk, { stream: true });
      const now = performance.now();
      for (const [, key] of text.matchAll(/"message":"lag (\d+)"/g)) {
        if (sent.has(key)) lags.push(now - sent.get(key));
        sent.delete(key);
      }
      text = text.slice(text.lastIndexOf('\n\n') + 1);
      if (lags.length === LAGS) return;
    }
  })();
  for (let n = 0; n < LAGS; n++) {
    const began = performance.now();
    sent.set(String(n), began);
    const body = JSON.stringify({ log: 'production', message: `lag ${n}` });
    await fetch(`${one.url}/api/v1/log-entries`, { method: 'POST', headers, body });
    answers.push(performance.now() - began);
    await pause(10);
  }
  await reading;
  for (const [share, gate] of [
    [0.5, 20],
    [0.99, 100],
  ]) {
    const measured = beside(percentile(lags, share), percentile(answers, share));
    const figure = `KurrentDB: visible on another replica, p${share * 100}, vs the answer of the one that wrote`;
    report({ figure, unit: 'ms', ...measured }, valueBelow(gate, 'ms'));
  }
  await Promise.all([one.kill(), other.kill()]);
}

/** A read model from nothing over a long history, and how much memory that takes. */
async function catchUp(client) {
  const ledger = await onServer();
  const pairs = [];
  let most = 0;
  for (let round = 0; round < 2; round++) {
    await inFolder(async (folder) => {
      let seen = 0;
      const began = performance.now();
      const filter = { filterOn: 'streamName', prefixes: [`${ledger}.`], checkpointInterval: 1000 };
      for await (const { event } of client.readAll({ filter })) if (event !== undefined) seen++;
      const plain = seen / ((performance.now() - began) / 1000);
      const server = await start(folder, ledger);
      const ours = seen / (server.readyAfterMs / 1000);
      pairs.push([ours, plain]);
      most = Math.max(most, memoryOf(server.pid, 'VmHWM'));
      await server.kill();
    });
  }
  const figure = `KurrentDB: catch-up of copy and read model over ${ENTRIES} entries, vs readAll alone`;
  report({ figure, unit: 'events/s', ...ofPairs(pairs) }, ratioAtLeast(0.5));
  const memory = 'KurrentDB: most resident memory while catching up';
  report({ figure: memory, value: most, unit: 'MB', baseline: 0, ratio: 0 }, NO_GATE);
}

/** The seeded ledger, moved to the server once. */
async function onServer() {
  const folder = await seeded();
  const mark = join(tmpdir(), `opsledger-bench-${ENTRIES}-on-server`);
  const known = existsSync(mark) ? JSON.parse(readFileSync(mark, 'utf8')) : {};
  if (known.server === SERVER) return known.ledger;
  const ledger = `bench-${ENTRIES}-${randomUUID().slice(0, 8)}`;
  const address = parseConnectionString(SERVER);
  const onProgress = ({ position, head }) => position % 50_000 === 0 && console.error(`moving: ${position} of ${head}`);
  await move({ file: join(folder, 'ledger.db') }, { address, ledger }, new SystemClock(), { onProgress });
  writeFileSync(mark, JSON.stringify({ server: SERVER, ledger }));
  return ledger;
}
