import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Ed25519, as signed notes number it. */
const ED25519 = 0x01;

/** What signs a checkpoint: a private key and the name it goes by (C2SP signed-note). */
export interface NoteKey {
  readonly name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), hex. */
  readonly id: string;
  /** What others need to verify: `<name>+<id>+<base64>`. */
  readonly verifierKey: string;
  readonly privateKey: KeyObject;
}

export function noteKey(name: string, privateKey: KeyObject): NoteKey {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const publicKey = Buffer.concat([Buffer.of(ED25519), Buffer.from(jwk.x!, 'base64url')]);
  const id = createHash('sha256').update(`${name}\n`).update(publicKey).digest('hex').slice(0, 8);
  return { name, id, verifierKey: `${name}+${id}+${publicKey.toString('base64')}`, privateKey };
}

/** The text with a signature line of each key. `text` ends with a line feed. */
export function signedNote(text: string, keys: readonly NoteKey[]): string {
  const lines = keys.map(({ name, id, privateKey }) => {
    const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, Buffer.from(text), privateKey)]);
    return `— ${name} ${signature.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}
