import { makeFolder, writeSecret } from '@event-store/durable-files.js';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type NoteKey, noteKey } from './signed-note.js';

/** The private keys that sign checkpoints: files of mode 0600 in `<data>/checkpoint-keys`, or only in memory for specs. */
export class SigningKeys {
  private readonly keys = new Map<string, NoteKey>();

  /** `origin` is the name all keys of this ledger go by. @throws Error naming a file that is no private key */
  constructor(
    readonly origin: string,
    private readonly folder: string | null,
  ) {
    if (folder === null) return;
    makeFolder(folder);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.pem')))
      this.hold(readKey(join(folder, file)));
  }

  all(): NoteKey[] {
    return [...this.keys.values()];
  }

  create(): NoteKey {
    const key = this.hold(generateKeyPairSync('ed25519').privateKey);
    const path = this.pathOf(key.id);
    // Before the ledger names it: a key that is named and lost, or half there, would need a person.
    if (path !== null) writeSecret(path, key.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    return key;
  }

  /** The private key is gone after this. */
  destroy(id: string): void {
    this.keys.delete(id);
    const path = this.pathOf(id);
    if (path !== null) rmSync(path, { force: true });
  }

  private hold(privateKey: KeyObject): NoteKey {
    const key = noteKey(this.origin, privateKey);
    this.keys.set(key.id, key);
    return key;
  }

  private pathOf(id: string): string | null {
    return this.folder === null ? null : join(this.folder, `${id}.pem`);
  }
}

function readKey(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Whatever is wrong with it, the answer is the same.
  }
  throw new Error(`${path} is not an Ed25519 private key (PEM): restore it or move it away`);
}
