import { StoreOverloaded, StoreUnavailable } from '@event-store/event-store.js';
import type { Clock } from '@kernel/clock.js';
import type { Ids } from '@kernel/ids.js';
import type { Reply, Utterance, Verbs } from '@kernel/verb.js';
import type { Metrics } from '@platform/http/metrics.js';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RelaySetting } from '../config.js';
import { LineSplitter } from './line-splitter.js';

/** Bytes that a line may have; of a longer one a `relay.line-refused` fact stays. */
export const MAX_LINE_BYTES = 64 * 1024;
/** A client that neither sends nor closes is closed after this time; what it had sent is a message. */
const IDLE_MS = 30_000;
/** The same while the server stops. */
const STOPPING_IDLE_MS = 300;
const MAX_CONNECTIONS = 2000;
const RETRY_AFTER_MS = 500;

interface Needs {
  readonly verbs: Verbs;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * The line relays that today's tools speak to: text over TCP, newline or end of stream ends a message. Lines of one
 * client are taken one after the other, and no more is read from it meanwhile, so a flood waits in the network.
 */
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
      server.maxConnections = MAX_CONNECTIONS;
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
    const address = socket.remoteAddress ?? 'unknown';
    const lines = { socket, listener, address };
    socket.setTimeout(IDLE_MS, () => socket.destroy(new Error('idle')));
    try {
      for await (const chunk of socket) {
        for (const line of splitter.push(chunk as Buffer)) await this.take(line, lines);
      }
    } catch {
      // Reset by the client or idle for too long: what it had sent before counts all the same.
    }
    for (const line of splitter.end()) await this.take(line, lines);
    if (socket.writable)
      await new Promise<void>((resolve) => socket.end(() => resolve()).once('close', () => resolve()));
  }

  private async take(
    line: string | { readonly tooLong: number },
    { socket, listener, address }: { socket: Socket; listener: RelaySetting['listener']; address: string },
  ): Promise<void> {
    const { clock, ids, verbs, metrics } = this.needs;
    const origin = { ...originOf(listener, address), lineId: ids.next(clock.now()), saidAt: clock.now() };
    const say = (): Promise<Reply | null> => {
      if (typeof line !== 'string')
        return verbs.refuse(origin, `line longer than ${MAX_LINE_BYTES} bytes`, line.tooLong);
      return verbs.say({ ...origin, ...textOf(line, listener) });
    };
    const reply = await this.untilRecorded(say);
    metrics.relayLines.inc({ listener, outcome: reply?.logged === true ? 'logged' : 'refused' });
    if (reply !== null && socket.writable) socket.write(`${reply.text}\n`);
  }

  /** While the ledger cannot be written the line is held, and its client with it: nothing that was received vanishes. */
  private async untilRecorded(say: () => Promise<Reply | null>): Promise<Reply | null> {
    for (;;) {
      try {
        return await say();
      } catch (error) {
        const passes = error instanceof StoreUnavailable || error instanceof StoreOverloaded;
        if (!passes || this.stopping) throw error;
        await wait(RETRY_AFTER_MS);
      }
    }
  }
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
