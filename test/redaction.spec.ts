import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { filesWith } from './support/files-with.js';
import { Product } from './support/product.js';

const SECRET = 'zq7-Hunter2/"ü"-zq7';

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'opsledger-')), 'data')));
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

/** The forms in which the bytes of a secret may lie in a file. */
function formsOf(secret: string): Buffer[] {
  const base64 = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString('base64');
    // Only the characters that depend on nothing but the secret.
    return padded.slice(Math.ceil((shift * 8) / 6), -4);
  });
  const escaped = JSON.stringify(secret).slice(1, -1);
  const ascii = escaped.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [secret, escaped, ascii, ...base64, 'Hunter2', 'hunter2']
    .map((form) => Buffer.from(form))
    .concat(Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16());
}

describe('A redaction in the running product', () => {
  it('leaves no trace of the bytes in any file of the data folder, in no form, and survives a restart', async () => {
    const product = await Product.start(folder);
    const others = Array.from({ length: 300 }, (_, i) => ({ log: 'production', message: `something else ${i}` }));
    await product.request('POST', '/api/v1/log-entries/batch', others);
    const body = { log: 'production', message: `START - Cookbook x ${SECRET} on db1101`, correlationId: SECRET };
    const entry = (await (
      await product.request('POST', '/api/v1/log-entries', body, { 'idempotency-key': 'k' })
    ).json()) as any;
    const reason = { message: `again ${SECRET}`, reason: `because ${SECRET}` };
    await product.request('POST', `/api/v1/log-entries/${entry.id}/amend`, reason);
    await product.request('POST', '/api/v1/log-entries/batch', others);
    expect(filesWith(folder, formsOf(SECRET))).not.toEqual([]);

    const redacted = await product.cli(['redact', entry.id, '--reason', 'a password', '--json']);
    expect([redacted.code, redacted.err]).toEqual([0, '']);
    expect(JSON.parse(redacted.out)).toMatchObject({ status: 'redacted', erased: { erasure: 'complete' } });
    expect(filesWith(folder, formsOf(SECRET))).toEqual([]);
    expect(await product.end('SIGTERM')).toBe(0);
    expect(filesWith(folder, formsOf(SECRET))).toEqual([]);

    const restarted = await Product.start(folder);
    expect(await restarted.get(`/api/v1/log-entries/${entry.id}`)).toMatchObject({ status: 'redacted' });
    expect(await restarted.get('/readyz')).toMatchObject({ status: 'ready', rebuild: null });
    expect(await restarted.end('SIGTERM')).toBe(0);
  });

  it('is finished at the next start when the process died before it could erase', async () => {
    const product = await Product.start(folder);
    const entry = (await (
      await product.request('POST', '/api/v1/log-entries', { log: 'production', message: SECRET })
    ).json()) as any;
    const keep = Buffer.from(contentAt(entry.position));
    cpSync(join(folder, 'read-model'), join(folder, '../older-read-model'), { recursive: true });
    await product.request('POST', `/api/v1/log-entries/${entry.id}/redact`, { reason: 'a password' });
    await product.end('SIGKILL');
    // As it is between the two steps: the redaction is there, the content still is too.
    const file = new DatabaseSync(join(folder, 'ledger.db'));
    file.exec('DROP TRIGGER erasures_are_never_deleted; DROP TRIGGER only_content_is_ever_erased');
    file.prepare('UPDATE events SET content = ? WHERE position = ?').run(keep, entry.position);
    file.exec('DELETE FROM erasures');
    file.close();
    expect(filesWith(folder, formsOf(SECRET))).toEqual([join(folder, 'ledger.db')]);

    // The second time the ledger is clean, and only the read model is of before.
    for (const round of [1, 2]) {
      rmSync(join(folder, 'read-model'), { recursive: true });
      cpSync(join(folder, '../older-read-model'), join(folder, 'read-model'), { recursive: true });
      const restarted = await Product.start(folder);
      expect([round, contentAt(entry.position).length]).toEqual([round, 0]);
      expect(await restarted.get(`/api/v1/log-entries/${entry.id}`)).toMatchObject({ status: 'redacted' });
      await restarted.rebuilt();
      await restarted.end('SIGTERM');
      expect([round, filesWith(folder, formsOf(SECRET))]).toEqual([round, []]);
    }
    rmSync(join(folder, '../older-read-model'), { recursive: true });
  });

  it('is held up by a reader of the ledger only where it has to be: writing goes on, and it is finished after', async () => {
    const product = await Product.start(folder);
    const log = async (message: string) => {
      const answer = await product.request('POST', '/api/v1/log-entries', { log: 'production', message });
      return { code: answer.status, ...((await answer.json()) as { id: string }) };
    };
    const { id } = await log(SECRET);
    const reader = new DatabaseSync(join(folder, 'ledger.db'), { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM events').get();
    const redacted = await product.request('POST', `/api/v1/log-entries/${id}/redact`, { reason: 'a password' });
    expect(await redacted.json()).toMatchObject({ status: 'redacted', erased: { erasure: 'under-way' } });
    expect((await log('goes on')).code).toBe(201);
    reader.close();
    await product.rebuilt();
    expect(filesWith(folder, formsOf(SECRET))).toEqual([]);
    await product.end('SIGTERM');
  });
});

function contentAt(position: number): Uint8Array {
  const ledger = new SqliteLedger(join(folder, 'ledger.db'), true);
  const [event] = ledger.readAll(position - 1, 1);
  ledger.close();
  return event!.content ?? new Uint8Array();
}
