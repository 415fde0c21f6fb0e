import { createTransport } from 'nodemailer';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { features } from '../dist/libs/features/src/features.js';
import { Writer } from '../dist/libs/platform/src/read-model/writer.js';
import { newStream } from './events-of.js';
import { inFolder, post, startServer } from './load.js';
import { ofPairs, ratioAtLeast, report } from './measure.js';

const SUBSCRIBERS = Number(process.env.BENCH_SUBSCRIBERS ?? 10_000);
const BATCH = 1000;
const ROUNDS = 3;
const SINK = fileURLToPath(new URL('./mail-sink.js', import.meta.url));
const FROM = 'ledger@example.org';
const SAID = { kind: 'update', subject: 'What is new', text: 'This is what everybody has to know.', impact: 'none' };

export const baseline =
  'Bare nodemailer, which sends the same text to as many over one connection to the same mail server, and records nothing.';

/** Mails per second of one announcement to many subscribers, each recorded durably before the next is begun. */
export default async function sending() {
  const sink = fork(SINK);
  const [{ port }] = await once(sink, 'message');
  await inFolder(async (folder) => {
    await (await startServer(folder)).kill();
    subscribe(folder);
    const server = await startServer(folder, { env: { OPSLEDGER_SMTP_URL: `smtp://127.0.0.1:${port}?from=${FROM}` } });
    await post(server, '/channels', { name: 'by-mail', type: 'subscribers' });
    const pairs = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = await takenBy(sink);
      pairs.push([await announced(server), await bare(port)]);
      const taken = (await takenBy(sink)) - before;
      if (taken !== 2 * SUBSCRIBERS) throw new Error(`${taken} mails came, not twice ${SUBSCRIBERS}`);
      console.error(`round ${round + 1} of ${ROUNDS}: ${pairs.at(-1).map(Math.round).join(' / ')}`);
    }
    const figure = `mails/s of an announcement to ${SUBSCRIBERS} subscribers, each recorded durably, vs bare nodemailer`;
    report({ figure, unit: 'mails/s', ...ofPairs(pairs) }, ratioAtLeast(0.25));
    await server.kill();
  });
  sink.disconnect();
}

/** As if each of them had confirmed. */
function subscribe(folder) {
  const writer = new Writer(folder, features);
  for (let n = 0; n < SUBSCRIBERS; n += BATCH) {
    writer.commit(
      Array.from({ length: Math.min(BATCH, SUBSCRIBERS - n) }, (_, index) => {
        const wanted = { components: [], kinds: [], address: `subscriber${n + index}@example.org` };
        const facts = [
          ['subscription.requested', wanted],
          ['subscription.confirmed', {}],
        ];
        return newStream('subscription', facts, Date.now());
      }),
    );
  }
  writer.close();
}

async function announced(server) {
  const { id } = await post(server, '/announcements', SAID);
  const started = performance.now();
  await post(server, `/announcements/${id}/send`, { channels: ['by-mail'] });
  for (;;) {
    const response = await fetch(`${server.url}/api/v1/announcements/${id}/deliveries`);
    const [{ recipients }] = (await response.json()).data;
    const done = recipients.reduce((sum, one) => sum + one.recipients, 0);
    if (done === SUBSCRIBERS) return SUBSCRIBERS / ((performance.now() - started) / 1000);
    await pause(100);
  }
}

async function bare(port) {
  const transport = createTransport({ host: '127.0.0.1', port, pool: true, maxConnections: 1, ignoreTLS: true });
  const started = performance.now();
  for (let n = 0; n < SUBSCRIBERS; n++) {
    await transport.sendMail({ from: FROM, to: `subscriber${n}@example.org`, subject: SAID.subject, text: SAID.text });
  }
  const took = performance.now() - started;
  transport.close();
  return SUBSCRIBERS / (took / 1000);
}

async function takenBy(sink) {
  sink.send('how many?');
  const [{ taken }] = await once(sink, 'message');
  return taken;
}
