// Opens connections that are slow in one way each, and prints when each was closed, one line of JSON at the end.
// Give it `{ port, count, kinds, readers, waitMs }`. It says "open" as soon as all are.
import { createConnection } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const { port, count, kinds, waitMs, path } = JSON.parse(process.argv[2]);
const DRIBBLE_MS = 700;
const REQUEST = 'POST /api/v1/log-entries HTTP/1.1\r\nhost: x\r\n';
const BEGINNINGS = {
  silent: '',
  headers: 'GET /api/v1/log-entries HTTP/1.1\r\nhost: x\r\n',
  body: `${REQUEST}content-type: application/json\r\ncontent-length: 5000\r\n\r\n{`,
  'chunked body': `${REQUEST}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
  reader: `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`,
};
const DRIBBLED = { headers: 'x-more: y\r\n', body: ' ', 'chunked body': '1\r\n \r\n' };

const closed = {};
let left = count;
function open(kind) {
  const socket = createConnection(port, '127.0.0.1').on('error', () => {});
  const begun = performance.now();
  if (kind === 'reader') socket.pause();
  else socket.resume();
  socket.write(BEGINNINGS[kind]);
  socket.once('close', () => {
    (closed[kind] ??= []).push(performance.now() - begun);
    left--;
  });
  return { socket, more: DRIBBLED[kind] };
}

const sockets = Array.from({ length: count }, (_, index) => open(kinds[index % kinds.length]));
await Promise.all(
  sockets.map(({ socket }) => new Promise((resolve) => socket.once('ready', resolve).once('close', resolve))),
);
process.stdout.write('open\n');
const until = performance.now() + waitMs;
while (left > 0 && performance.now() < until) {
  // A socket that is not read notices that it was closed only when it writes.
  for (const { socket, more } of sockets) if (socket.writable && more !== undefined) socket.write(more);
  await wait(DRIBBLE_MS);
}
const slowest = Object.entries(closed).map(([kind, times]) => [kind, Math.round(Math.max(...times))]);
process.stdout.write(`${JSON.stringify({ left, slowest: Object.fromEntries(slowest) })}\n`);
for (const { socket } of sockets) socket.destroy();
