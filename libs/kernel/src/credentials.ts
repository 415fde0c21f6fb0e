import { Rejected } from './rejected.js';

/** Something in a text that has the form of a credential: its kind and where, never what. */
interface FoundCredential {
  readonly kind: string;
  /** Index of the first character. */
  readonly at: number;
}

// Forms as their issuers document them. Linear: no nested repetition. A plain hexadecimal hash is none of them.
const SHAPES: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['opsledger token', /\bopsl_[0-9A-Za-z]{40,}/g],
  [
    'private key',
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}KEY(?: BLOCK)?-----)?/g,
  ],
  ['GitHub token', /\b(?:gh[pousr]_[0-9A-Za-z]{36,255}|github_pat_[0-9A-Za-z_]{22,255})/g],
  ['GitLab token', /\bgl(?:pat|ptt|dt|rt|cbt|ft|soat)-[0-9A-Za-z_-]{20,255}/g],
  ['AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['Slack token', /\bxox[abeoprs]-[0-9A-Za-z-]{10,255}/g],
  ['Google API key', /\bAIza[0-9A-Za-z_-]{35}/g],
  ['Stripe key', /\b[rs]k_live_[0-9A-Za-z]{20,255}/g],
  ['npm token', /\bnpm_[0-9A-Za-z]{36}\b/g],
  ['PyPI token', /\bpypi-[0-9A-Za-z_-]{50,255}/g],
  ['Phabricator API token', /\b(?:api|cli)-[0-9a-z]{28}\b/g],
  ['HashiCorp Vault token', /\bhv[bs]\.[0-9A-Za-z_-]{24,255}/g],
  ['SendGrid key', /\bSG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}/g],
  ['DigitalOcean token', /\bdo[opr]_v1_[0-9a-f]{64}/g],
  ['API key', /\bsk-(?:[a-z]{2,8}-)?[0-9A-Za-z_-]{32,255}/g],
  ['JSON web token', /(?<![\w.-])eyJ[0-9A-Za-z_-]{10,4000}\.eyJ[0-9A-Za-z_-]{10,4000}\.[0-9A-Za-z_-]{10,4000}/g],
  ['password', /\b(?:password|passwd|pwd|secret|api_?key)=[^\s&;,]{6,200}/gi],
  ['password in an address', /\b[a-z][a-z0-9+]{1,20}:\/\/[^\s:/@]{1,100}:[^\s:/@]{3,200}@/g],
  // A line of a key that was pasted line by line: nothing but base64 of every kind of character, so no hash.
  ['base64 block', /^(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[0-9A-Za-z+/]{60,80}={0,2}$/g],
  ['authorization header', /\bAuthorization: *(?:Bearer|Basic) +[0-9A-Za-z+/._~=-]{8,4000}/gi],
];

/** The first thing in a text that looks like a credential. */
function findCredential(text: string): FoundCredential | null {
  for (const [kind, pattern] of SHAPES) {
    const at = text.search(pattern);
    if (at >= 0) return { kind, at };
  }
  return null;
}

/** Before anything is written, and without repeating it. @throws Rejected looks-like-a-credential */
export function refuseCredentials(fields: object, allowed: boolean | undefined): void {
  if (allowed === true) return;
  for (const [field, value] of Object.entries(fields)) {
    const found = [value]
      .flat()
      .reduce<FoundCredential | null>(
        (first, text) => first ?? (typeof text === 'string' ? findCredential(text) : null),
        null,
      );
    if (found === null) continue;
    const otherwise = allowed === false ? 'say it otherwise' : 'send allowCredential: true';
    const sentence =
      `${field}: looks like it holds a credential (${found.kind}, at character ${found.at}); nothing was written. ` +
      `If it is real, treat it as compromised and rotate it now; if it is not, ${otherwise}`;
    throw new Rejected('invalid', 'looks-like-a-credential', sentence, field);
  }
}

/** The text with everything that looks like a credential replaced, and the kinds that were. */
export function maskCredentials(text: string): { text: string; kinds: readonly string[] } {
  const kinds = new Set<string>();
  const masked = SHAPES.reduce(
    (rest, [kind, pattern]) =>
      rest.replace(pattern, () => {
        kinds.add(kind);
        return `[masked: ${kind}]`;
      }),
    text,
  );
  return { text: masked, kinds: [...kinds] };
}
