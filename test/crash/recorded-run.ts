import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Product } from '../support/product.js';
import type { Disk } from './disk.js';

/** What stands in an entry that is redacted. */
export const SECRET = 'zq7hunter2';
const AT_ONCE = 4;
const PER_BATCH = 25;
const AMEND_EVERY = 10;
const IMPORTED = 20;
/** So that what should be sent is kept in a spool. */
export const NOBODY_LISTENS = 'http://127.0.0.1:9';

export interface RunSize {
  /** Entries that are posted one by one. */
  readonly entries: number;
  readonly batches: number;
  /** Bytes of the longest message. */
  readonly longest: number;
}

export interface Acknowledged {
  readonly position: number;
  readonly message: string;
}

/**
 * The real server from its first start to its end on a disk that is recorded: entries by several writers, batches,
 * amendments, a redaction with its rebuild, an import, a backup, an archive, something kept in a spool. Resolves with what
 * was acknowledged.
 */
export async function recordRun(
  disk: Disk,
  root: string,
  size: RunSize,
  random: () => number,
): Promise<Acknowledged[]> {
  disk.record();
  const product = await Product.start(join(root, 'data'), disk.env);
  try {
    const acknowledged = await write(product, size, random);
    await copies(product, disk, root);
    const code = await product.end('SIGTERM');
    if (code !== 0) throw new Error(`the server ended with ${code}: ${product.output}`);
    return acknowledged;
  } finally {
    await product.end('SIGKILL');
  }
}

async function write(product: Product, size: RunSize, random: () => number): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const message = (): string => 'x'.repeat(1 + Math.floor(random() * size.longest));
  const post = async (text: string): Promise<Acknowledged & { readonly id: string }> => {
    const entry = await send(product, '', { log: 'production', message: text });
    acknowledged.push({ position: entry.position, message: text });
    return entry;
  };
  const secret = await post(`the password is ${SECRET}`);
  let left = size.entries;
  const writer = async (): Promise<void> => {
    while (left-- > 0) {
      const { id } = await post(message());
      if (left % AMEND_EVERY !== 0) continue;
      await send(product, `/${id}/amend`, { message: message(), reason: 'more exactly' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
  for (let batch = 0; batch < size.batches; batch++) {
    const items = Array.from({ length: PER_BATCH }, () => ({ log: 'production', message: message() }));
    const { data } = await send(product, '/batch', items);
    data.forEach(({ entry }: { entry: Acknowledged }, n: number) =>
      acknowledged.push({ position: entry.position, message: items[n]!.message }),
    );
  }
  await send(product, `/${secret.id}/redact`, { reason: 'it was pasted by mistake' });
  return acknowledged;
}

async function send(product: Product, path: string, body: unknown): Promise<any> {
  const answer = await product.request('POST', `/api/v1/log-entries${path}`, body);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** What other programs do beside the server, on the same disk. */
async function copies(product: Product, disk: Disk, root: string): Promise<void> {
  const lines = Array.from({ length: IMPORTED }, (_, n) => `* 10:${10 + n} ada: did ${n}`);
  const page = join(disk.scratch, 'page.wiki');
  writeFileSync(page, `== 2020-03-04 ==\n${lines.join('\n')}\n`);
  const away = { OPSLEDGER_URL: NOBODY_LISTENS, OPSLEDGER_SPOOL: join(root, 'state/spool') };
  const runs: [string[], Record<string, string>][] = [
    [['import', 'sal-wikitext', page, '--log', 'admin'], {}],
    [['backup', join(root, 'backup.db')], {}],
    [['export', join(root, 'archive.ndjson')], {}],
    [['log', 'admin', 'kept', '--spool'], away],
  ];
  for (const [args, env] of runs) {
    const { code, err } = await product.cli([...args, '--json'], undefined, { ...disk.env, ...env });
    if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${err}`);
  }
}
