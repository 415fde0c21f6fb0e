/**
 * Exact keys as tokens of a full-text index: every character that is no ASCII letter or digit becomes one from Unicode's
 * private use area per byte, which the tokenizer keeps within a word. So `host:db1101` is one token and nothing that
 * a message says can be taken for it.
 */
export function keyToken(kind: string, value: string): string {
  let token = '';
  for (const byte of Buffer.from(`${kind}:${value.toLowerCase()}`)) token += CHARACTERS[byte];
  return token;
}

const CHARACTERS = Array.from({ length: 256 }, (_, byte) => {
  const isWordCharacter = (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7a);
  return String.fromCharCode(isWordCharacter ? byte : 0xe000 + byte);
});

/** `word`, `"a phrase"`, `pref*`, `-without`: a search as people type it, as an FTS5 expression over some columns. */
export function wordsExpression(columns: string, q: string): string | null {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  for (const [, minus, phrase, word, star] of q.matchAll(/(-)?(?:"([^"]*)"?|([^\s"*]+)(\*)?)/g)) {
    const text = phrase ?? word ?? '';
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    (minus === undefined ? wanted : unwanted).push(`"${text}"${star === undefined ? '' : '*'}`);
  }
  if (wanted.length === 0) return null;
  const without = unwanted.map((term) => ` NOT {${columns}} : ${term}`).join('');
  return `({${columns}} : (${wanted.join(' AND ')}))${without}`;
}

/** All of these keys. */
export function keysExpression(tokens: readonly string[]): string {
  return `keys : (${tokens.map((token) => `"${token}"`).join(' AND ')})`;
}

/** At least one of these keys. */
export function anyKeyExpression(tokens: readonly string[]): string {
  return `keys : (${tokens.map((token) => `"${token}"`).join(' OR ')})`;
}

/** A key that begins so. */
export function beginningExpression(token: string): string {
  return `keys : "${token}" *`;
}
