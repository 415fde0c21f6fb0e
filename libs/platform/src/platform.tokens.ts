import type { SmtpSettings } from './smtp-settings.js';

/** Values that are injected by class, because a class is type and token at once. */
export abstract class LedgerIdentity {
  abstract readonly id: string;
  abstract readonly name: string;
}

/** What surfaces outside need to know to make addresses. */
export abstract class Addresses {
  /** Where people reach this server, without a slash at the end. */
  abstract readonly publicUrl: string;
  /** Where a task lives; `{task}` is replaced. */
  abstract readonly taskUrl: string;
  /** Where a change lives; `{change}` is replaced by its number or Change-Id. */
  abstract readonly changeUrl: string;
  /** What is known of a host elsewhere; `{host}` is replaced; null = there is no such place. */
  abstract readonly hostUrl: string | null;
  /** Host name of the pages of the old SAL tool, where they have one of their own. */
  abstract readonly salHost: string | null;
}

/** The path of an address, without a slash at the end: `/ledger`, or nothing. */
export function pathPrefixOf(publicUrl: string): string {
  return new URL(publicUrl).pathname.replace(/\/$/, '');
}

/** What whoever operates the server should know, beside what its requests say. */
export abstract class ServerLog {
  abstract warn(what: object, sentence: string): void;
}

/** How what is sent leaves this process. */
export abstract class SendingSettings {
  /** Null = no mail is sent. */
  abstract readonly smtp: SmtpSettings | null;
  /** Whether webhooks may be in private networks: of a server that itself listens on loopback alone. */
  abstract readonly allowPrivate: boolean;
}
