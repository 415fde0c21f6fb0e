import type { EventData, KurrentDBClient } from '@kurrent/kurrentdb-client';
import { BadConnectionString, type ServerAddress } from './connection-string.js';
import { setTimeout as pause } from 'node:timers/promises';
import { NO_STREAM, StoreUnavailable } from '../event-store.js';

/** A call that has no answer by then is given up: the client's own deadlines are not kept on every path. */
export const ANSWER_WITHIN_MS = 5_000;
const KEPT = 100;
/** No call begins so late, or lasts so long. */
const UNUSED_AFTER_MS = 60_000;
/** Of work that is insisted on. */
const ATTEMPTS = 20;
const PAUSE_MS = 1_000;
/** A read of the history that says nothing for so long is dead. */
const READ_SILENT_MS = 30_000;

/** An expectation that no stream meets: nothing is written, and the answer says the revision there is. */
const NEVER = 2n ** 62n;
const PROBE: EventData = {
  id: '00000000-0000-8000-8000-000000000000',
  type: 'never',
  contentType: 'application/json',
  data: {},
  metadata: undefined,
};

/**
 * The server as one thread of this process reaches it. A client that failed is not mended but thrown away: some of its
 * connections never come back by themselves.
 */
export class KurrentServer {
  private made: Promise<KurrentDBClient> | null = null;
  private current: KurrentDBClient | null = null;
  private closed = false;

  constructor(readonly address: ServerAddress) {}

  /** @throws BadConnectionString, StoreUnavailable */
  client(): Promise<KurrentDBClient> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the connection to the server was closed'));
    this.made ??= this.make();
    return this.made;
  }

  /**
   * Given with each call, because only then the client keeps its deadline; a server without users ignores them.
   */
  get credentials(): { readonly username: string; readonly password: string } {
    return this.address.credentials ?? { username: 'nobody', password: 'nobody' };
  }

  /**
   * The revision of a stream as the leader has it now, -1 for none: what it answers to an append that can never fit.
   * Ten times as fast as a read, which goes by connections of its own. @throws what the client throws
   */
  async revisionOf(name: string): Promise<number> {
    const client = await this.client();
    const options = { streamState: NEVER, credentials: this.credentials };
    try {
      await within(ANSWER_WITHIN_MS, 'the revision of a stream', client.appendToStream(name, [PROBE], options));
    } catch (error) {
      const actual = actualRevision(error);
      if (actual !== undefined) return actual;
      throw error;
    }
    throw new StoreUnavailable(`the server says that ${name} has ${NEVER} events`);
  }

  /** The type of the last event of a stream, null where there is none. @throws what the client throws */
  async lastTypeOf(name: string): Promise<string | null> {
    const client = await this.client();
    let last: string | null = null;
    const options = {
      direction: 'backwards',
      fromRevision: 'end',
      maxCount: 1,
      credentials: this.credentials,
    } as const;
    try {
      await whileLively(client.readStream(name, options), ({ event }) => void (last = event?.type ?? null));
    } catch (error) {
      if ((error as { type?: string }).type !== 'stream-not-found') throw error;
    }
    return last;
  }

  /**
   * Does work that may be done twice, again and again for a while, each time with another client. What the server refuses
   * for good is thrown as it is. @throws StoreUnavailable, and what the client throws
   */
  async insist(work: (client: KurrentDBClient) => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.client();
      try {
        await work(client);
        return;
      } catch (error) {
        const { type } = error as { type?: string };
        if (type === 'access-denied') throw new StoreUnavailable(explain(error, this.address), { cause: error });
        if (type === 'wrong-expected-version' || type === 'stream-deleted') throw error;
        this.renew(client);
        if (attempt === ATTEMPTS) throw new StoreUnavailable(explain(error, this.address), { cause: error });
        await pause(PAUSE_MS);
      }
    }
  }

  /**
   * The next call makes a new client, unless another failure has already seen to that. Does not wait for the old one,
   * which may hang; its channel is closed when nobody can be about to use it, because the client itself leaves it open.
   */
  renew(failed?: KurrentDBClient): void {
    if (failed !== undefined && failed !== this.current) return;
    const old = this.made;
    this.made = null;
    this.current = null;
    old
      ?.then(async (client) => {
        const closeChannel = async (): Promise<void> => (await client['getChannel']()).close();
        setTimeout(() => void closeChannel().catch(() => {}), UNUSED_AFTER_MS).unref();
        await client.dispose();
      })
      .catch(() => {});
  }

  close(): void {
    this.closed = true;
    this.renew();
  }

  /** Only here: without this engine its client is neither loaded nor needed. */
  private async make(): Promise<KurrentDBClient> {
    const { KurrentDBClient } = await import('@kurrent/kurrentdb-client').catch((error: unknown) => {
      throw new BadConnectionString(
        `names a server, whose client is not installed: run "npm ci" without --omit=optional (${(error as Error).message})`,
      );
    });
    try {
      tolerateClosedChannels();
      this.current = KurrentDBClient.connectionString(this.address.connectionString);
      return this.current;
    } catch (error) {
      throw new BadConnectionString(`is not understood: ${(error as Error).message.split('\n')[0]}`);
    }
  }
}

let isTolerant = false;

/**
 * The client begins a call within a promise that nobody holds: where it has closed its channel at that moment, the
 * process would end of an unhandled rejection. The call itself is given up by `within`.
 */
function tolerateClosedChannels(): void {
  if (isTolerant) return;
  isTolerant = true;
  process.on('unhandledRejection', (error) => {
    if (!(error instanceof Error) || error.message !== 'Channel has been shut down') throw error;
  });
}

/** Rejects with StoreUnavailable when there is no answer in time; what comes later is not looked at. */
export async function within<Result>(ms: number, what: string, call: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreUnavailable(`${what}: nothing came within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
    call.catch(() => {});
  }
}

/** Takes each of what is read, until the end, or until nothing has come for so long that nothing will. */
export async function whileLively<Item>(
  items: AsyncIterable<Item>,
  take: (item: Item) => Promise<void> | void,
): Promise<void> {
  let isOver = false;
  let silence: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    silence = setTimeout(() => reject(new StoreUnavailable('reading the history: nothing came')), READ_SILENT_MS);
  });
  const takeAll = async (): Promise<void> => {
    for await (const item of items) {
      if (isOver) return;
      silence!.refresh();
      await take(item);
    }
  };
  try {
    await Promise.race([takeAll(), silent]);
  } finally {
    isOver = true;
    clearTimeout(silence);
  }
}

/** Streams beside the ledger keep their last events only. Without that they grow a little, so nobody waits for it. */
export function keepFew(client: KurrentDBClient, name: string, credentials: KurrentServer['credentials']): void {
  client.setStreamMetadata(name, { maxCount: KEPT }, { credentials }).catch(() => {});
}

/** Of a conflict: the revision there is; undefined for every other error. */
export function actualRevision(error: unknown): number | undefined {
  const { type, actualState } = error as { type?: string; actualState?: bigint | 'no_stream' };
  if (type !== 'wrong-expected-version') return undefined;
  return typeof actualState === 'bigint' ? Number(actualState) : NO_STREAM;
}

/** What went wrong, as a sentence for the log and `/readyz`. Errors of this client have types, codes, both or neither. */
export function explain(error: unknown, { shown, credentials, isSecure }: ServerAddress): string {
  if (error instanceof StoreUnavailable) return `${error.message}, ${shown}`;
  const { type, code, message } = error as { type?: string; code?: number; message: string };
  if (type === 'access-denied' || code === 16 || code === 7 || /authenticat|access denied/i.test(message)) {
    const who =
      credentials === null ? 'nobody, because OPSLEDGER_STORE names no user' : `the user ${credentials.username}`;
    return `the server refuses ${who}: wrong credentials, or no right to these streams (${shown})`;
  }
  if (/certificate|self.signed|unable to verify|altname/i.test(message)) {
    return `the certificate of the server is not trusted: ${reasonOf(error)} (${shown}; tlsCAFile names the authority)`;
  }
  if (/wrong version number|SSL|EPROTO/i.test(message)) {
    const hint = isSecure ? 'if it runs without TLS, add ?tls=false' : 'if it runs with TLS, leave tls=false out';
    return `the server does not understand us, ${hint} (${shown})`;
  }
  // What a server that speaks TLS does to one that does not, and what a dropped connection looks like too.
  if (!isSecure && message.includes('Failed to connect (')) {
    return `the server cannot be reached; if it runs with TLS, leave tls=false out (${shown})`;
  }
  if (type === 'not-leader') return `the server that answers is not the leader, and this needs the leader (${shown})`;
  return `the server cannot be reached or does not work: ${reasonOf(error)} (${shown})`;
}

/** The reason of the lowest layer, which says most. */
function reasonOf(error: unknown): string {
  const { message = '', type = 'no reason given' } = error as { message?: string; type?: string };
  const system = /(?:connect|read|write|getaddrinfo) E[A-Z]+ [\w.:-]*\w/.exec(message)?.[0];
  if (system !== undefined) return system;
  const first = message.split('\n')[0]!.replace(/^\d+ [A-Z_]+: /, '');
  const plain = first
    .replace(/^No connection established\. Last error: (?:Error: )?/, '')
    .replace(/\.? Resolution note:.*$/, '');
  return plain === '' || plain.endsWith('Error') ? type : plain.slice(0, 300);
}
