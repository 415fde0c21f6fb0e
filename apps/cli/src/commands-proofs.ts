import type { Command } from 'commander';
import { answered, connect, EXIT } from './client.js';
import { textOf } from './given-text.js';
import { type Json, print, printable, utc } from './output.js';

/** Checkpoints, their keys, and receipts: what others keep to hold the ledger against. */
export function addProofCommands(program: Command): void {
  program
    .command('checkpoint')
    .description('print the signed checkpoint of the newest event: keep it where nobody of the ledger can change it')
    .option('--json', 'print it as JSON')
    .action(checkpoint);

  program
    .command('receipt <id>')
    .description('print the receipt of an entry, as JSON: proves offline that it was recorded, where and when')
    .option('--event', 'the id is the position of an event of any kind')
    .action(receipt);

  program
    .command('check-receipt <file>')
    .description('check a receipt without any server')
    .option('--key <verifier key>', 'a key you trust, instead of those in the receipt; repeatable', collect, [])
    .option('--json', 'print the result as JSON')
    .action(checkReceiptFile);

  const keys = program.command('checkpoint-keys').description('the keys that sign checkpoints');
  keys.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listKeys);
  keys
    .command('add')
    .description('make a further key; both sign until the old one is retired')
    .option('--json', 'print as JSON')
    .action(addKey);
  keys
    .command('retire <id>')
    .description('a key signs no more; what it signed stays good')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(retireKey);
}

async function checkpoint({ json }: Json): Promise<void> {
  const headers = { accept: 'application/json' };
  const found = await answered(connect().GET('/api/v1/checkpoint', { headers }));
  // Byte for byte what was signed.
  process.stdout.write(json === true ? `${JSON.stringify(found)}\n` : found.note);
}

async function receipt(id: string, { event }: { event?: boolean }): Promise<void> {
  const client = connect();
  const found =
    event === true
      ? await answered(client.GET('/api/v1/events/{position}/receipt', { params: { path: { position: id } } }))
      : await answered(client.GET('/api/v1/log-entries/{id}/receipt', { params: { path: { id } } }));
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
}

async function checkReceiptFile(file: string, { key, json }: { key: readonly string[] } & Json): Promise<void> {
  const { checkReceipt } = await import('@verifier/receipt.js');
  const result = checkReceipt(textOf(file), { keys: key });
  const told = result.events.map(({ content, ...event }) => ({
    ...event,
    content: content === null ? null : contentOf(content),
  }));
  print(json, { ...result, events: told }, () => [
    ...result.problems.map((problem) => `WRONG ${printable(problem)}`),
    ...(result.problems.length > 0 ? [] : told.map((event) => receiptLine(event))),
    result.problems.length > 0
      ? 'the receipt does not hold'
      : `it holds: in the history of ${result.size} events signed by ${printable(result.signedBy.join(', '))}` +
        (result.keysFrom === 'caller' ? '' : ' (by the key in the receipt itself: compare it with one you trust)'),
  ]);
  if (result.problems.length > 0) process.exitCode = EXIT.refused;
}

interface Told {
  readonly position: number;
  readonly type: string;
  readonly recordedAtMs: number;
  readonly content: { readonly data?: Readonly<Record<string, string>> } | null;
}

function receiptLine(event: Told): string {
  const { message, reason } = (event.content?.data ?? {}) as { message?: unknown; reason?: unknown };
  const words = message ?? reason ?? '';
  const text = typeof words === 'string' ? words : JSON.stringify(words);
  const said = event.content === null ? '(content erased or withheld)' : printable(text);
  return `${event.position} ${instantOf(event.recordedAtMs)} ${printable(event.type)} ${said}`;
}

/** Whoever made a receipt can have put anything into it; what is no JSON is shown as the bytes it is. */
function contentOf(bytes: Uint8Array): Told['content'] {
  const text = Buffer.from(bytes).toString();
  try {
    const content = JSON.parse(text) as Told['content'];
    if (typeof content === 'object' && content !== null) return content;
  } catch {
    // Told below.
  }
  return { data: { message: `(not a content of an event) ${text}` } };
}

function instantOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '(no time)' : utc(date.toISOString());
}

async function listKeys({ json }: Json): Promise<void> {
  const keys = await answered(connect().GET('/api/v1/checkpoint-keys', {}));
  print(json, keys, () =>
    keys.data.map(
      ({ verifierKey, addedAt, retiredAt }) =>
        `${verifierKey} since ${utc(addedAt)}${retiredAt === null ? '' : `, retired ${utc(retiredAt)}`}`,
    ),
  );
}

async function addKey({ json }: Json): Promise<void> {
  const key = await answered(connect().POST('/api/v1/checkpoint-keys', {}));
  print(json, key, () => [key.verifierKey]);
}

async function retireKey(id: string, { reason, json }: { reason: string } & Json): Promise<void> {
  const call = connect().POST('/api/v1/checkpoint-keys/{id}/retire', { params: { path: { id } }, body: { reason } });
  const key = await answered(call);
  print(json, key, () => [`retired ${key.id}`]);
}

/** For options that may be given more than once. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
