import { randomUUID } from 'node:crypto';
import { answered, connect, EXIT, Failure, serverAtHand } from './client.js';
import { type Entry, print, printable } from './output.js';
import { type Item, Spool } from './spool.js';

/** From so many on, whoever waits at a terminal is told how far it is. */
const MANY = 20;

/** Logs an entry, or keeps it in the spool while the server cannot take it. @throws Failure */
export async function logOrKeep(body: Item['body'], json: boolean | undefined): Promise<void> {
  const spool = new Spool();
  const { url } = serverAtHand();
  const now = new Date();
  // What is sent now and what is sent later must be the same request, the time with it.
  const item = { url, key: randomUUID(), body: { ...body, occurredAt: body.occurredAt ?? now.toISOString() } };
  try {
    const entry = await deliver(item);
    print(json, entry, () => [`logged ${entry.url}`]);
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== EXIT.unreachable) throw error;
    const file = keep(item, now, spool, error.message);
    const words = 'kept in the spool, will be sent with its time by `opsledger log --flush`';
    process.stderr.write(`opsledger: ${error.message}; ${words}\n`);
    print(json, { spooled: true, file, url, idempotencyKey: item.key, ...item.body }, () => []);
  }
}

/** Sends what waits for the server at hand, oldest first. @throws Failure */
export async function flush(json: boolean | undefined): Promise<void> {
  const spool = new Spool();
  const { url } = serverAtHand();
  const all = spool.waiting();
  const mine = all.filter(({ item }) => item === undefined || item.url === url);
  const counts = { sent: 0, refused: 0, left: 0 };
  const said =
    all.length === mine.length ? [] : [`for another server than ${url}: ${all.length - mine.length}, not sent`];
  const isWatched = process.stderr.isTTY && mine.length >= MANY;
  let last: Failure | undefined;
  for (const [index, { name, item }] of mine.entries()) {
    if (isWatched) process.stderr.write(`\r${index + 1} of ${mine.length}`);
    if (!spool.has(name)) continue;
    try {
      if (item === undefined) throw new Failure(EXIT.refused, 'this is no whole item', { code: 'unreadable-item' });
      await deliver(item);
      spool.remove(name);
      counts.sent++;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const at = whoseFault(error, item);
      if (at === 'item') {
        const words = setAside(name, error, spool);
        if (words === undefined) continue;
        said.push(words);
        counts.refused++;
        continue;
      }
      last = error;
      counts.left += at === 'unknown' ? 1 : mine.length - index;
      if (at === 'server') break;
    }
  }
  if (isWatched) process.stderr.write('\n');
  for (const line of said) process.stderr.write(`opsledger: ${line}\n`);
  print(json, counts, () => (last === undefined ? [`sent ${counts.sent} from the spool`] : []));
  if (last !== undefined) {
    throw new Failure(last.exitCode, `sent ${counts.sent}, ${counts.left} remain in the spool; then: ${last.message}`);
  }
  if (counts.refused > 0) throw new Failure(EXIT.refused, `${counts.refused} refused: see ${spool.refused}`);
}

/** The same request every time. @throws Failure */
async function deliver({ key, body }: Item): Promise<Entry> {
  try {
    const headers = { 'idempotency-key': key };
    const entry = await answered(connect().POST('/api/v1/log-entries', { body, headers }));
    if (typeof entry?.id !== 'string') throw new TypeError('this is no entry');
    return entry;
  } catch (error) {
    if (error instanceof Failure) throw error;
    // The answer was cut off, or somebody between us and the ledger gave it.
    const words = `the answer cannot be read (${(error as Error).name}); nothing was logged, as far as is known`;
    throw new Failure(EXIT.unreachable, words);
  }
}

function keep(item: Item, at: Date, spool: Spool, message: string): string {
  try {
    return spool.keep(item, at);
  } catch (error) {
    const why = (error as Error).message;
    throw new Failure(EXIT.unreachable, `${message}; nothing was logged and nothing was kept: ${why}`);
  }
}

/** What to say of it; undefined where another flush did it. */
function setAside(name: string, { message, problem }: Failure, spool: Spool): string | undefined {
  try {
    if (!spool.setAside(name, { detail: message, ...(problem as object) })) return undefined;
    return `${name} was refused: ${printable(message)}`;
  } catch (error) {
    return `${name} was refused: ${printable(message)}, and stays in the spool: ${(error as Error).message}`;
  }
}

/** A refused item must not hold up the others, and they must not be refused for what is wrong with all. */
function whoseFault({ exitCode, problem }: Failure, item: Item | undefined): 'item' | 'server' | 'unknown' {
  const { status, code } = (problem ?? {}) as { status?: number; code?: string };
  if (status === 500) return 'unknown';
  // Without a code it is not the ledger that speaks; of a dead token and a wrong address no entry is guilty.
  if (exitCode !== EXIT.refused || code === undefined || code === 'no-such-route') return 'server';
  if (status === 401 || status === 408 || (code === 'missing-scope' && item?.body.actor === undefined)) return 'server';
  return 'item';
}
