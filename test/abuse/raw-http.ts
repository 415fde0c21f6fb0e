import { createConnection, type Socket } from 'node:net';

/** A request as bytes: what no client library would send can be sent too. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
  /** How the body is announced; a lie needs a connection of its own. */
  readonly framing: 'length' | 'chunked' | 'too-long' | 'too-short' | 'broken-chunk' | 'both';
  /** The head of the answer is enough: the answer has no end, or a long one. */
  readonly headOnly: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const UNANSWERED_MS = 20_000;
const HEAD_END = Buffer.from('\r\n\r\n');

/** One connection that is kept as long as the server keeps it. */
export class RawClient {
  private socket: Socket | null = null;

  constructor(private readonly port: number) {}

  /** @throws Error when the server does not answer in time */
  async ask(request: RawRequest): Promise<RawAnswer> {
    const lies = !['length', 'chunked'].includes(request.framing);
    if (lies || request.headOnly) this.close();
    const socket = (this.socket ??= createConnection(this.port, '127.0.0.1').on('error', () => {}));
    const answer = read(socket, request);
    socket.write(bytesOf(request));
    if (lies) socket.end();
    try {
      const read = await answer;
      if (lies || request.headOnly || read.headers['connection'] === 'close') this.close();
      return read;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }
}

function bytesOf({ method, target, headers, body, framing }: RawRequest): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = body?.length ?? 0;
  const isChunked = framing === 'chunked' || framing === 'broken-chunk';
  const announced = length + (framing === 'too-long' ? 7 : framing === 'too-short' ? -Math.min(length, 3) : 0);
  const framed =
    body === null
      ? ''
      : isChunked
        ? 'transfer-encoding: chunked\r\n'
        : `content-length: ${announced}\r\n${framing === 'both' ? 'transfer-encoding: chunked\r\n' : ''}`;
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}${framed}\r\n`, 'latin1');
  if (body === null) return head;
  if (!isChunked) return Buffer.concat([head, body]);
  if (framing === 'broken-chunk') return Buffer.concat([head, Buffer.from('zz\r\n'), body]);
  const size = Buffer.from(length === 0 ? '' : `${length.toString(16)}\r\n`);
  return Buffer.concat([head, size, body, Buffer.from(length === 0 ? '0\r\n\r\n' : '\r\n0\r\n\r\n')]);
}

/** Reads one answer; resolves with status 0 when the server closes without one. */
function read(socket: Socket, { method, headOnly }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0);
    const settle = (answer: RawAnswer): void => {
      socket.off('data', onData).off('close', onClose).off('timeout', onTimeout);
      resolve(answer);
    };
    const onData = (chunk: Buffer): void => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const answer = parse(bytes, headOnly || method === 'HEAD', false);
      if (answer !== null) settle(answer);
    };
    const onClose = (): void => settle(parse(bytes, headOnly, true) ?? { status: 0, headers: {}, body: '' });
    const onTimeout = (): void => reject(new Error(`no answer within ${UNANSWERED_MS} ms`));
    socket.on('data', onData).once('close', onClose).once('timeout', onTimeout).setTimeout(UNANSWERED_MS);
  });
}

function parse(bytes: Buffer, withoutBody: boolean, isAll: boolean): RawAnswer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return null;
  const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(first!.split(' ')[1]);
  if (status === 100) return parse(bytes.subarray(end + HEAD_END.length), withoutBody, isAll);
  const pairs = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.replace(/^[^:]*:\s*/, '')]);
  const headers = Object.fromEntries(pairs) as Record<string, string>;
  if (withoutBody || status === 204 || status === 304) return { status, headers, body: '' };
  const rest = bytes.subarray(end + HEAD_END.length);
  const length = Number(headers['content-length'] ?? 'NaN');
  if (rest.length >= length) return { status, headers, body: rest.subarray(0, length).toString() };
  const text = headers['transfer-encoding'] === 'chunked' ? unchunked(rest) : null;
  if (text !== null) return { status, headers, body: text };
  return isAll ? { status, headers, body: rest.toString() } : null;
}

/** Null while the last chunk is not there. */
function unchunked(bytes: Buffer): string | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at);
    const size = end < 0 ? NaN : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(chunks).toString();
    if (Number.isNaN(size) || bytes.length < end + size + 4) return null;
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + size + 4;
  }
}
