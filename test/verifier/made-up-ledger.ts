import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/**
 * A ledger made by hand, from docs/event-format.md alone: neither the writer nor the verifier has a part in it, and all
 * of it is the same each time. Whoever rewrites history in a spec uses it too, with the ledger's own private key.
 */
export interface MadeUpEvent {
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  readonly id: string;
  readonly recordedAt: number;
  readonly causationId: string | null;
  /** What is hashed and stored, also for an erased event (then it is only hashed). */
  readonly content: string;
  /** The position of the redaction. */
  readonly erasedBy?: number;
}

export const LEDGER = '01a2078b-6057-7a8c-8901-6c4dce9d06fa';
export const ORIGIN = `opsledger/${LEDGER}`;
const SCHEMA = `
CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE events (
  position INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL REFERENCES streams (id), revision INTEGER NOT NULL,
  id BLOB NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, recorded_at INTEGER NOT NULL, causation_id BLOB,
  commitment BLOB NOT NULL, content BLOB, UNIQUE (stream_id, revision)) STRICT;
CREATE TABLE erasures (
  position INTEGER PRIMARY KEY REFERENCES events (position),
  because_of INTEGER NOT NULL REFERENCES events (position), CHECK (because_of > position)) STRICT;
PRAGMA application_id = 0x6f70736c; PRAGMA user_version = 1;`;

export const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();

/** A UUID that a number stands for. */
export const idOf = (number: number): string =>
  sha256(Buffer.from(`id ${number}`))
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export function contentOf(seed: string, data: unknown, more: object = {}): string {
  const salt = sha256(Buffer.from(`salt ${seed}`)).toString('base64url');
  return JSON.stringify({ salt, data, actor: { name: 'ada' }, occurredAt: '2026-11-22T17:05:09.123Z', ...more });
}

/** What Ed25519 keys and signed notes are, written a second time for specs. */
export class Signer {
  readonly verifierKey: string;
  readonly id: string;
  private readonly key: KeyObject;

  constructor(
    seed: string,
    readonly name = ORIGIN,
  ) {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256(Buffer.from(seed))]);
    this.key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const raw = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(-32);
    const typed = Buffer.concat([Buffer.of(1), raw]);
    this.id = sha256(Buffer.from(`${name}\n`), typed).toString('hex', 0, 4);
    this.verifierKey = `${name}+${this.id}+${typed.toString('base64')}`;
  }

  line(text: string): string {
    const signature = sign(null, Buffer.from(text), this.key);
    return `\u2014 ${this.name} ${Buffer.concat([Buffer.from(this.id, 'hex'), signature]).toString('base64')}\n`;
  }
}

export const SIGNER = new Signer('the key of the made-up ledger');

/** Twelve events: opened, a key, entries with a retraction, a redaction that was carried out, and one more entry. */
export function story(): MadeUpEvent[] {
  const event = (number: number, stream: string, type: string, data: unknown): MadeUpEvent => ({
    stream,
    type,
    version: 1,
    id: idOf(number),
    recordedAt: 1790000000000 + number * 1000,
    causationId: number === 7 ? idOf(4) : null,
    content: contentOf(String(number), data),
  });
  const entry = (number: number, message: string) =>
    event(number, `log-entry-${idOf(100 + number)}`, 'log-entry.logged', { log: 'admin', message });
  const events = [
    event(1, 'ledger', 'ledger.opened', { ledger: LEDGER, name: 'opsledger', format: 1 }),
    event(2, 'ledger', 'checkpoint-key.added', { id: SIGNER.id, verifierKey: SIGNER.verifierKey }),
    event(3, 'logs', 'log.created', { name: 'admin' }),
    entry(4, 'START reboot of db1001'),
    { ...entry(5, 'the password is hunter2'), erasedBy: 8 },
    entry(6, 'restarted the cache'),
    event(7, `log-entry-${idOf(104)}`, 'log-entry.amended', { message: 'START reboot of db1002' }),
    event(8, 'redactions', 'redaction.made', {
      events: [{ position: 5, type: 'log-entry.logged', bytes: 200, kept: null }],
      reason: 'a password',
    }),
    event(9, 'logs', 'log.created', { name: 'kept in the dark – ½' }),
    entry(10, 'END (PASS) reboot of db1001'),
    event(11, `log-entry-${idOf(106)}`, 'log-entry.retracted', { reason: 'it was not me' }),
    entry(12, 'all is well'),
  ];
  return events;
}

/** Puts events into a file, and computes every hash and number that the format asks for anew. */
export function writeLedger(path: string, events: readonly MadeUpEvent[]): void {
  const db = new DatabaseSync(path);
  const there = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'events'").get() !== undefined;
  if (!there) db.exec(SCHEMA);
  const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${String(name)}`);
  db.exec('BEGIN; DELETE FROM erasures; DELETE FROM events; DELETE FROM streams');
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const revisions = new Map<string, number>();
  for (const stream of streams) db.prepare('INSERT INTO streams (name) VALUES (?)').run(stream);
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  events.forEach((event, index) => {
    const { stream, id, type, version, recordedAt, causationId, content, erasedBy } = event;
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const envelope = [streams.indexOf(stream) + 1, revision, bytesOf(id), type, version, recordedAt] as const;
    const stored = erasedBy === undefined ? Buffer.from(content) : null;
    insert.run(index + 1, ...envelope, causationId && bytesOf(causationId), commitmentOf(content), stored);
  });
  const erase = db.prepare('INSERT INTO erasures VALUES (?, ?)');
  events.forEach(({ erasedBy }, index) => erasedBy !== undefined && erase.run(index + 1, erasedBy));
  db.exec('COMMIT');
  db.close();
}

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
export const commitmentOf = (content: string): Buffer => sha256(Buffer.of(2), Buffer.from(content));

export function leavesOf(events: readonly MadeUpEvent[], ledger = LEDGER): Buffer[] {
  const revisions = new Map<string, number>();
  return events.map(({ stream, id, type, version, recordedAt, causationId, content }) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const texts = ['opsledger-leaf-v1', ledger, id, stream, revision, type, version, recordedAt, causationId ?? ''];
    const fields = [...texts.map((text) => Buffer.from(String(text))), commitmentOf(content)];
    const parts = fields.flatMap((field) => [Buffer.from(field.length.toString(16).padStart(8, '0'), 'hex'), field]);
    return sha256(Buffer.of(0), ...parts);
  });
}

/** MTH of RFC 6962, as it is written there. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length <= 1) return leaves[0] ?? sha256();
  const k = splitOf(leaves.length);
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** PATH of RFC 6962. */
export function inclusionOf(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return [];
  const k = splitOf(leaves.length);
  return index < k
    ? [...inclusionOf(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...inclusionOf(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

/** PROOF of RFC 6962. */
export function consistencyOf(earlier: number, leaves: readonly Buffer[], whole = true): Buffer[] {
  if (earlier === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = splitOf(leaves.length);
  return earlier <= k
    ? [...consistencyOf(earlier, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
    : [...consistencyOf(earlier - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}

const splitOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

export function checkpointText(size: number, root: Buffer, origin = ORIGIN): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** A signed checkpoint of events. */
export function checkpointOf(events: readonly MadeUpEvent[], signers: readonly Signer[] = [SIGNER]): string {
  const text = checkpointText(events.length, rootOf(leavesOf(events)));
  return `${text}\n${signers.map((signer) => signer.line(text)).join('')}`;
}

/** The receipt of an event as the API would give it. */
export function receiptOf(events: readonly MadeUpEvent[], positions: readonly number[]): object {
  const leaves = leavesOf(events);
  const revisions = new Map<string, number>();
  const envelopes = events.map(({ stream, id, type, version, recordedAt, causationId, content }) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const commitment = commitmentOf(content).toString('hex');
    return { id, stream, revision, type, version, recordedAtMs: recordedAt, causationId, commitment };
  });
  return {
    format: 'opsledger-receipt-v1',
    ledger: LEDGER,
    events: positions.map((position) => {
      const { content, erasedBy } = events[position - 1]!;
      return {
        position,
        envelope: envelopes[position - 1],
        content: erasedBy === undefined ? Buffer.from(content).toString('base64') : null,
        proof: inclusionOf(position - 1, leaves).map((hash) => hash.toString('base64')),
      };
    }),
    checkpoint: checkpointOf(events),
    keys: [SIGNER.verifierKey],
  };
}
