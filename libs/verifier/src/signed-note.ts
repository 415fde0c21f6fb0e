import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';

/** Signed notes and checkpoints as C2SP describes them: signed-note, tlog-checkpoint. Only Ed25519 is known. */
const ED25519 = 0x01;
const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** A note larger than this is refused before it is read; sixteen signatures of any kind fit. */
const MAX_NOTE_CHARACTERS = 1 << 20;
const CONTROL_CHARACTER = /[\u0000-\u0009\u000b-\u001f]/;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** A note, key or checkpoint that is not to be believed; the message is a sentence that says why. */
export class BadNote extends Error {
  override readonly name: string = 'BadNote';
}

/** The note may be sound, but none of the keys at hand signed it. */
export class SignedByNobodyKnown extends BadNote {
  override readonly name = 'SignedByNobodyKnown';
}

export interface VerifierKey {
  /** `<name>+<id>+<base64>`, as it was given. */
  readonly text: string;
  readonly name: string;
  /** Eight hex digits. */
  readonly id: string;
  readonly key: KeyObject;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** @throws BadNote when this is no Ed25519 verifier key, or its id is not that of its name and key. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const bytes = decodeBase64(encoded ?? '');
  if (name === undefined || id === undefined || bytes === null) {
    throw new BadNote(`"${shortened(text)}" is not a verifier key: it reads <name>+<8 hex digits>+<base64>.`);
  }
  if (bytes[0] !== ED25519 || bytes.length !== 1 + PUBLIC_KEY_BYTES) {
    throw new BadNote(`The verifier key ${name}+${id} is not an Ed25519 key.`);
  }
  const expected = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), bytes]), 'hex').slice(0, 2 * KEY_ID_BYTES);
  if (expected !== id) {
    throw new BadNote(`The verifier key ${name}+${id} is damaged: its name and key give the id ${expected}.`);
  }
  const x = bytes.subarray(1).toString('base64url');
  return { text, name, id, key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) };
}

/**
 * Reads a note and checks who signed it. Signatures of keys that are not given are ignored.
 * @returns the signed text, and the keys whose signatures hold (at least one)
 * @throws BadNote when it is no note, or a given key's signature does not hold
 * @throws SignedByNobodyKnown when none of the keys signed it
 */
export function openNote(note: string, keys: readonly VerifierKey[]): { text: string; signedBy: VerifierKey[] } {
  const { text, signatures } = parseNote(note);
  const signedBy: VerifierKey[] = [];
  for (const { name, id, signature } of signatures) {
    const known = keys.find((key) => key.name === name && key.id === id);
    if (known === undefined) continue;
    if (signature.length !== SIGNATURE_BYTES || !verify(null, Buffer.from(text), known.key, signature)) {
      throw new BadNote(`The signature of the key ${name}+${id} does not fit the text: the note was changed.`);
    }
    signedBy.push(known);
  }
  if (signedBy.length === 0) {
    const signers = signatures.map(({ name, id }) => `${name}+${id}`).join(', ');
    throw new SignedByNobodyKnown(`None of the keys at hand signed the note; it is signed by ${signers}.`);
  }
  return { text, signedBy };
}

interface NoteSignature {
  readonly name: string;
  readonly id: string;
  readonly signature: Buffer;
}

/** @throws BadNote */
export function parseNote(note: string): { text: string; signatures: NoteSignature[] } {
  if (note.length > MAX_NOTE_CHARACTERS) throw new BadNote('The note is too long to be one.');
  if (!note.isWellFormed() || CONTROL_CHARACTER.test(note)) {
    throw new BadNote('The note has characters that a note cannot have, such as carriage returns.');
  }
  const end = note.lastIndexOf('\n\n');
  if (end === -1) throw new BadNote('The note has no blank line with signatures after it.');
  if (!note.endsWith('\n')) throw new BadNote('The note is cut off: its last line has no end.');
  const lines = note.slice(end + 2, -1).split('\n');
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = decodeBase64(encoded ?? '');
  if (name === undefined || bytes === null || bytes.length <= KEY_ID_BYTES) {
    throw new BadNote(`"${shortened(line)}" is not a signature line.`);
  }
  return { name, id: bytes.toString('hex', 0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
}

/** Reads the signed text of a checkpoint; lines after the third are allowed and mean nothing. @throws BadNote */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.slice(0, -1).split('\n');
  const [origin, size, encoded] = lines;
  const root = decodeBase64(encoded ?? '');
  if (!text.endsWith('\n') || lines.includes('') || origin === undefined || size === undefined) {
    throw new BadNote('This is not a checkpoint: it has an origin, a size and a root, each on its line.');
  }
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new BadNote(`The size of the checkpoint, "${shortened(size)}", is not a whole number.`);
  }
  if (root?.length !== 32) throw new BadNote('The root of the checkpoint is not 32 bytes in base64.');
  return { origin, size: Number(size), root };
}

/** Bytes of padded base64, or null for anything that an encoder would not have written so. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
