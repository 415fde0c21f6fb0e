import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { BadConnectionString, type ServerAddress } from './connection-string.js';
import { StoreUnavailable } from '../event-store.js';

/** A call that has no answer by then is given up: the client's own deadlines are not kept on every path. */
export const ANSWER_WITHIN_MS = 5_000;
/** A read of the history that says nothing for so long is dead. */
const READ_SILENT_MS = 30_000;

/**
 * The server as one thread of this process reaches it. A client that failed is not mended but thrown away: some of its
 * connections never come back by themselves.
 */
export class KurrentServer {
  private made: Promise<KurrentDBClient> | null = null;
  private closed = false;

  constructor(readonly address: ServerAddress) {}

  /** @throws BadConnectionString, StoreUnavailable */
  client(): Promise<KurrentDBClient> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the connection to the server was closed'));
    this.made ??= this.make();
    return this.made;
  }

  /** The next call makes a new client. Does not wait for the old one, which may hang. */
  renew(): void {
    const old = this.made;
    this.made = null;
    old?.then((client) => client.dispose()).catch(() => {});
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
      return KurrentDBClient.connectionString(this.address.connectionString);
    } catch (error) {
      throw new BadConnectionString(`is not understood: ${(error as Error).message.split('\n')[0]}`);
    }
  }
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
    return `the certificate of the server is not trusted: ${firstLine(message)} (${shown}; tlsCAFile names the authority)`;
  }
  if (/wrong version number|SSL|EPROTO/i.test(message)) {
    const hint = isSecure ? 'if it runs without TLS, add ?tls=false' : 'it may want TLS: leave tls=false out';
    return `the server does not speak as expected, ${hint} (${shown})`;
  }
  if (type === 'not-leader') return `the server that answers is not the leader, and this needs the leader (${shown})`;
  return `the server cannot be reached or does not work: ${firstLine(message) || type || 'no reason given'} (${shown})`;
}

function firstLine(text: string): string {
  return (text ?? '').split('\n')[0]!.slice(0, 300);
}
