import { checkAddress } from '@kernel/mail-address.js';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS. */
  readonly implicitTls: boolean;
  /** STARTTLS or nothing: all but loopback. */
  readonly demandTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: string;
  /** Certificates (PEM) that are trusted instead of the system's; null = the system's. */
  readonly ca: string | null;
}

/** Never quotes the address: it has a password in it. */
export class BadSmtpUrl extends Error {}

/**
 * `smtp://` (STARTTLS) or `smtps://` (TLS), `user:password@host:port/?from=sender`
 * @throws BadSmtpUrl whose message goes on after "it"
 */
export function readSmtpUrl(text: string, ca: string | null = null): SmtpSettings {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new BadSmtpUrl('must be smtp://host or smtps://host');
  }
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') throw new BadSmtpUrl('must have no path after the host');
  for (const name of url.searchParams.keys()) {
    if (name !== 'from') throw new BadSmtpUrl('knows no other parameter than ?from=');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const implicitTls = url.protocol === 'smtps:';
  return {
    host,
    port: url.port === '' ? (implicitTls ? 465 : 587) : Number(url.port),
    implicitTls,
    demandTls: !implicitTls && !isLoopback(host),
    login: login(url),
    from: sender(url.searchParams.getAll('from')),
    ca,
  };
}

function login(url: URL): SmtpSettings['login'] {
  if ((url.username === '') !== (url.password === '')) throw new BadSmtpUrl('must have both a user and a password');
  if (url.username === '') return null;
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  } catch {
    throw new BadSmtpUrl('must write % in the user and the password as %25');
  }
}

function sender(given: readonly string[]): string {
  try {
    return checkAddress('from', given.length === 1 ? given[0]! : '');
  } catch {
    throw new BadSmtpUrl('must name one sender, as in smtp://host?from=ops@example.org');
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
