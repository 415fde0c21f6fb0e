import { createHash } from 'node:crypto';

export const SECRET_PREFIX = 'opsl_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET = /^opsl_([0-9A-Za-z]{40})([0-9A-Za-z]{6})$/;

/** A new secret out of 32 random bytes: prefix, 40 characters of chance, 6 of checksum that scanners can verify. */
export function makeSecret(random: Uint8Array): string {
  const body = base62(createHash('sha512').update(random).digest(), 40);
  return `${SECRET_PREFIX}${body}${checksum(body)}`;
}

/** Whether a text has the form of our secrets and its checksum holds. */
export function isOurSecret(text: string): boolean {
  const found = SECRET.exec(text);
  return found !== null && checksum(found[1]!) === found[2];
}

export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function checksum(body: string): string {
  return base62(createHash('sha256').update(body).digest(), 6);
}

function base62(bytes: Uint8Array, length: number): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  while (text.length < length) {
    text += ALPHABET[Number(number % 62n)];
    number /= 62n;
  }
  return text;
}
