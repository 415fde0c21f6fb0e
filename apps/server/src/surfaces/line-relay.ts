import { StoreOverloaded, StoreUnavailable, WrongExpectedRevision } from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import type { Ids } from '@kernel/ids.js';
import type { Reply, Utterance, Verbs } from '@kernel/verb.js';
import type { Metrics } from '@platform/http/metrics.js';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RelaySetting } from '../config.js';
import { type Line, LineSplitter } from './line-splitter.js';

/** Bytes that a line may have; of a longer one a `relay.line-refused` fact stays. */
export const MAX_LINE_BYTES = 64 * 1024;
/** A client that neither sends nor closes is closed after this time; what it had sent is a message. */
const IDLE_MS = 30_000;
/** The same while the server stops. */
const STOPPING_IDLE_MS = 300;
const MAX_CONNECTIONS = 2000;
/** Chunks of one client, at most 64 KiB each, that are read before they are taken. */
const READ_AHEAD_CHUNKS = 2;
const LINES_AT_ONCE = 32;
/** What is over when it is tried again. */
const PASSING = [StoreUnavailable, StoreOverloaded, WrongExpectedRevision];
const RETRY_AFTER_MS = 500;

interface Needs {
  readonly verbs: Verbs;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Client {
  readonly socket: Socket;
  readonly listener: RelaySetting['listener'];
  readonly address: string;
}

/** The line relays that today's tools speak to: text over TCP, newline or end of stream ends a message. */
export class LineRelay {
  private readonly servers: { server: Server; listener: string }[] = [];
  private readonly connections = new Set<Promise<void>>();
  private readonly sockets = new Set<Socket>();
  private stopping = false;

  private constructor(private readonly needs: Needs) {}

  static async listen(settings: readonly RelaySetting[], needs: Needs): Promise<LineRelay> {
    const relay = new LineRelay(needs);
    for (const { listener, host, port } of settings) {
      // Half-open: a client that has closed its side can still read the acknowledgement.
      const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => relay.accept(socket, listener));
      server.listen(port, host);
      await once(server, 'listening');
      relay.servers.push({ server, listener });
    }
    return relay;
  }

  /** `production on 127.0.0.1:9200` */
  get addresses(): string[] {
    return this.servers.map(({ server, listener }) => {
      const { address, port } = server.address() as { address: string; port: number };
      return `${listener} on ${address}:${port}`;
    });
  }

  /** Takes no new lines, finishes those that were received. */
  async close(): Promise<void> {
    this.stopping = true;
    for (const { server } of this.servers) server.close();
    // What a client has sent already is still read; one that is silent is closed.
    for (const socket of this.sockets) socket.setTimeout(STOPPING_IDLE_MS);
    await Promise.all(this.connections);
  }

  private accept(socket: Socket, listener: RelaySetting['listener']): void {
    // Room is made by closing the oldest connection, not by refusing the newest, which has something to say.
    if (this.sockets.size >= MAX_CONNECTIONS) [...this.sockets][0]!.destroy(new Error('too many connections'));
    this.sockets.add(socket);
    const serving = this.serve(socket, listener)
      .catch((error: unknown) => this.needs.logger.error({ err: error, listener }, 'a relay connection failed'))
      .finally(() => {
        socket.destroy();
        this.sockets.delete(socket);
        this.connections.delete(serving);
      });
    this.connections.add(serving);
  }

  private async serve(socket: Socket, listener: RelaySetting['listener']): Promise<void> {
    const splitter = new LineSplitter(MAX_LINE_BYTES);
    const client = { socket, listener, address: socket.remoteAddress ?? 'unknown' };
    socket.setTimeout(IDLE_MS, () => socket.destroy(new Error('idle')));
    for await (const chunk of received(socket)) await this.takeAll(splitter.push(chunk), client);
    await this.takeAll(splitter.end(), client);
    if (socket.writable)
      await new Promise<void>((resolve) => socket.end(() => resolve()).once('close', () => resolve()));
  }

  /** Begun in the order of the lines, a few at once, so that those of one flush share it. */
  private async takeAll(lines: readonly Line[], client: Client): Promise<void> {
    for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
      await Promise.all(lines.slice(at, at + LINES_AT_ONCE).map((line) => this.take(line, client)));
    }
  }

  private async take(line: Line, { socket, listener, address }: Client): Promise<void> {
    const { clock, ids, verbs, metrics } = this.needs;
    const origin = { ...originOf(listener, address), lineId: ids.next(clock.now()), saidAt: clock.now() };
    const say = (): Promise<Reply | null> => {
      if (typeof line !== 'string')
        return verbs.refuse(origin, `line longer than ${MAX_LINE_BYTES} bytes`, line.tooLong);
      return verbs.say({ ...origin, ...textOf(line, listener) });
    };
    const reply = await this.untilRecorded(say).catch((error: unknown) => {
      // Whatever the reason, something stays to be seen, and the lines behind it are not lost with it.
      if (!(error instanceof Rejected)) throw error;
      return this.untilRecorded(() => verbs.refuse(origin, error.message.slice(0, 150).toWellFormed(), sizeOf(line)));
    });
    metrics.relayLines.inc({ listener, outcome: reply?.logged === true ? 'logged' : 'refused' });
    if (reply !== null && socket.writable) socket.write(`${reply.text}\n`);
  }

  /** While the ledger cannot be written the line is held, and its client with it: nothing that was received vanishes. */
  private async untilRecorded(say: () => Promise<Reply | null>): Promise<Reply | null> {
    for (;;) {
      try {
        return await say();
      } catch (error) {
        const passes = PASSING.some((kind) => error instanceof kind);
        if (!passes || this.stopping) throw error;
        await wait(RETRY_AFTER_MS);
      }
    }
  }
}

/**
 * What a client sends until it ends, resets or is closed. Bytes that have arrived are kept here and not in the socket,
 * which drops them when the connection is reset; above a limit no more is read, so that a flood waits in the network.
 */
async function* received(socket: Socket): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  let ended = false;
  let wake = (): void => {};
  const end = (): void => {
    ended = true;
    wake();
  };
  socket.on('end', end).on('close', end).on('error', end);
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    if (chunks.length >= READ_AHEAD_CHUNKS) socket.pause();
    wake();
  });
  for (;;) {
    const chunk = chunks.shift();
    if (chunk !== undefined) yield chunk;
    else if (ended) return;
    else {
      socket.resume();
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
}

function sizeOf(line: Line): number {
  return typeof line === 'string' ? Buffer.byteLength(line) : line.tooLong;
}

function originOf(listener: RelaySetting['listener'], address: string): Omit<Utterance, 'text' | 'lineId' | 'saidAt'> {
  return {
    nick: listener === 'channels' ? 'wmbot' : 'logmsgbot',
    reporter: { kind: 'relay', id: `relay:${listener}`, name: `relay ${listener}` },
    // Nothing on these wires proves who speaks.
    via: { kind: 'relay', verified: false, listener, address },
    undeliverable: 'keep',
    ...(listener === 'production' ? { fixedLog: 'production' } : {}),
    ...(listener === 'channels' ? { unverifiedPrefix: 'wmbot~' } : {}),
  };
}

/** On the open relay the first word is the channel. */
function textOf(line: string, listener: RelaySetting['listener']): { text: string; channel?: string } {
  const [, channel, text] = (listener === 'channels' ? /^\s*(#\S+)\s*(.*)$/s.exec(line) : null) ?? [];
  return channel === undefined || text === undefined ? { text: line } : { text, channel };
}
