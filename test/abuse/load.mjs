// Posts entries over many connections and prints what came of them as one line of JSON. A process of its own, so that
// the test that starts it is not what is measured. Give it `{ port, token, connections, seconds, rate, marker }`:
// without a rate each connection waits for its answer and goes on; with one, requests are sent when they are due, on a
// connection that waits for no answer. Where there is none, the request is in vain: it never reaches the server.
import { createConnection } from 'node:net';

const { port, token, connections, seconds, rate, marker } = JSON.parse(process.argv[2]);
const TICK_MS = 4;
const LAST_ANSWERS_MS = 5_000;

const statuses = {};
const latencies = [];
const acknowledged = [];
let [next, inVain, withoutRetryAfter] = [0, 0, 0];
let isOver = false;

function request(number) {
  const body = `{"log":"production","message":"${marker} ${number}"}`;
  return (
    `POST /api/v1/log-entries HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
    `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  );
}

class Connection {
  asked = null;
  rest = '';

  constructor() {
    this.socket = createConnection(port, '127.0.0.1').setEncoding('latin1');
    this.socket.on('data', (text) => this.read(text)).on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
  }

  send() {
    this.asked = [next, performance.now()];
    this.socket.write(request(next++));
  }

  read(text) {
    this.rest += text;
    for (;;) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = this.rest.slice(0, end);
      const whole = end + 4 + Number(/content-length: (\d+)/.exec(head)[1]);
      if (this.rest.length < whole) return;
      this.rest = this.rest.slice(whole);
      this.answered(head);
    }
  }

  answered(head) {
    const status = head.slice(9, 12);
    const [number, sentAt] = this.asked;
    this.asked = null;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === '201') {
      acknowledged.push(number);
      latencies.push(performance.now() - sentAt);
    } else if (!head.includes('retry-after:')) withoutRetryAfter++;
    if (isOver) this.socket.end();
    else if (rate === undefined) this.send();
    else free.push(this);
  }
}

const open = Array.from({ length: connections }, () => new Connection());
const begun = performance.now();
const free = [...open];
if (rate === undefined) for (const connection of free) connection.send();
let due = 0;
const ticker = setInterval(() => {
  const passed = Math.min((performance.now() - begun) / 1000, seconds);
  const now = rate === undefined ? 0 : Math.floor(passed * rate) - due;
  due += now;
  const sending = free.splice(0, now);
  for (const connection of sending) connection.send();
  inVain += now - sending.length;
  if (passed === seconds) finish();
}, TICK_MS);

function finish() {
  clearInterval(ticker);
  isOver = true;
  const inTime = acknowledged.length;
  for (const { socket, asked } of open) if (asked === null) socket.end();
  setTimeout(() => open.forEach(({ socket }) => socket.destroy()), LAST_ANSWERS_MS).unref();
  void Promise.all(open.map(({ closed }) => closed)).then(() => report(inTime));
}

function report(inTime) {
  latencies.sort((a, b) => a - b);
  const quantile = (share) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
  const unanswered = open.filter(({ asked }) => asked !== null).length;
  const figures = {
    sent: next,
    inVain,
    statuses,
    unanswered,
    withoutRetryAfter,
    perSecond: Math.round(inTime / seconds),
  };
  process.stdout.write(`${JSON.stringify({ ...figures, p50: quantile(0.5), p99: quantile(0.99), acknowledged })}\n`);
}
