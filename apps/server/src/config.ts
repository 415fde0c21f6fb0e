import {
  BadConnectionString,
  isLedgerName,
  parseConnectionString,
  type ServerAddress,
} from '@event-store/kurrent/connection-string.js';
import { BadSmtpUrl, readSmtpUrl, type SmtpSettings } from '@platform/smtp-settings.js';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A setting that cannot be used; the sentence names it. */
export class BadSetting extends Error {}

export interface RelaySetting {
  readonly listener: 'production' | 'cloud' | 'channels';
  readonly host: string;
  readonly port: number;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly data: string;
  readonly store: 'sqlite' | ServerAddress;
  readonly ledger: string;
  /** Without a slash at the end; null = the address that is listened on. */
  readonly publicUrl: string | null;
  readonly taskUrl: string;
  readonly changeUrl: string;
  readonly hostUrl: string | null;
  readonly salHost: string | null;
  readonly rateLimit: number;
  readonly logLevel: string;
  readonly relays: readonly RelaySetting[];
  /** null = no mail is sent. */
  readonly smtp: SmtpSettings | null;
}

interface Setting<Value> {
  readonly default: string;
  readonly meaning: string;
  readonly read: (text: string, name: string) => Value;
}

/** Every setting, its default and its meaning. All of them are environment variables; there is no other way to set one. */
export const SETTINGS = {
  OPSLEDGER_HOST: { default: '127.0.0.1', meaning: 'Address to listen on.', read: text },
  OPSLEDGER_PORT: { default: '3000', meaning: 'Port to listen on; 0 = any free one, which is printed.', read: port },
  OPSLEDGER_DATA: { default: './data', meaning: 'Folder of the ledger, relative to the package.', read: text },
  OPSLEDGER_STORE: {
    default: 'sqlite',
    meaning: 'Engine of the ledger: sqlite, or the connection string of a KurrentDB server (kurrentdb://…, esdb://…).',
    read: store,
  },
  OPSLEDGER_LEDGER: {
    default: 'opsledger',
    meaning: 'Name of the ledger, given at its first start; its streams on a KurrentDB server begin with it.',
    read: ledgerName,
  },
  OPSLEDGER_PUBLIC_URL: {
    default: '',
    meaning: 'Where people reach the server, for links; empty = where it listens.',
    read: url,
  },
  OPSLEDGER_TASK_URL: {
    default: 'https://phabricator.wikimedia.org/{task}',
    meaning: 'Address of a task; {task} is replaced.',
    read: templateUrl('{task}'),
  },
  OPSLEDGER_CHANGE_URL: {
    default: 'https://gerrit.wikimedia.org/r/q/{change}',
    meaning: 'Address of a code change; {change} is replaced by its number or Change-Id.',
    read: templateUrl('{change}'),
  },
  OPSLEDGER_HOST_URL: {
    default: '',
    meaning: 'Address of what is known of a host; {host} is replaced; empty = none.',
    read: optional(templateUrl('{host}')),
  },
  OPSLEDGER_SAL_HOST: {
    default: '',
    meaning:
      'Host name at whose root the pages of the old SAL tool are served (they always are under /sal); empty = none.',
    read: hostName,
  },
  OPSLEDGER_RATE_LIMIT: {
    default: '1000',
    meaning: 'Requests per second of one token (or address without one), counted over 10 s; 0 = no limit.',
    read: wholeNumber,
  },
  OPSLEDGER_LOG_LEVEL: {
    default: 'info',
    meaning: 'Least level of the log lines on standard error: debug, info, warn, error, silent.',
    read: logLevel,
  },
  OPSLEDGER_RELAY_PRODUCTION: {
    default: '',
    meaning: '[host:]port of the line relay into the log production (today: 9200); empty = off.',
    read: address,
  },
  OPSLEDGER_RELAY_CLOUD: {
    default: '',
    meaning: '[host:]port of the line relay whose lines name their project (today: 9201); empty = off.',
    read: address,
  },
  OPSLEDGER_RELAY_CHANNELS: {
    default: '',
    meaning: '[host:]port of the open line relay whose lines name their channel (today: 64835); empty = off.',
    read: address,
  },
  OPSLEDGER_SMTP_URL: {
    default: '',
    meaning:
      'Mail server: smtp://user:password@host:port?from=sender (STARTTLS, demanded of all but the own machine) or smtps:// (TLS); empty = no mail is sent.',
    read: optional(smtpUrl),
  },
  OPSLEDGER_SMTP_CA: {
    default: '',
    meaning: "File of the certificates (PEM) by which the mail server is trusted; empty = the system's.",
    read: optional(certificates),
  },
} as const satisfies Record<string, Setting<unknown>>;

/** Used by the command-line client and by the tests, which run in the same environment. */
const OF_OTHERS = /^OPSLEDGER_(?:URL|TOKEN|SPOOL|TEST_.*)$/;

/** @throws BadSetting with one sentence that names the setting */
export function readConfig(env: Readonly<Record<string, string | undefined>>, packageRoot: string): Config {
  for (const name of Object.keys(env)) {
    if (name.startsWith('OPSLEDGER_') && !(name in SETTINGS) && !OF_OTHERS.test(name)) {
      throw new BadSetting(`${name} is not a setting; the settings are ${Object.keys(SETTINGS).join(', ')}`);
    }
  }
  const read = <Name extends keyof typeof SETTINGS>(name: Name): ReturnType<(typeof SETTINGS)[Name]['read']> => {
    const setting: Setting<unknown> = SETTINGS[name];
    return setting.read(env[name] ?? setting.default, name) as ReturnType<(typeof SETTINGS)[Name]['read']>;
  };
  const relay = (listener: RelaySetting['listener'], at: { host: string; port: number } | null): RelaySetting[] =>
    at === null ? [] : [{ listener, ...at }];
  const smtp = read('OPSLEDGER_SMTP_URL');
  const ca = read('OPSLEDGER_SMTP_CA');
  if (smtp === null && ca !== null) throw new BadSetting('OPSLEDGER_SMTP_CA means nothing without OPSLEDGER_SMTP_URL');
  return {
    host: read('OPSLEDGER_HOST'),
    port: read('OPSLEDGER_PORT'),
    data: resolve(packageRoot, read('OPSLEDGER_DATA')),
    store: read('OPSLEDGER_STORE'),
    ledger: read('OPSLEDGER_LEDGER'),
    publicUrl: read('OPSLEDGER_PUBLIC_URL'),
    taskUrl: read('OPSLEDGER_TASK_URL'),
    changeUrl: read('OPSLEDGER_CHANGE_URL'),
    hostUrl: read('OPSLEDGER_HOST_URL'),
    salHost: read('OPSLEDGER_SAL_HOST'),
    rateLimit: read('OPSLEDGER_RATE_LIMIT'),
    logLevel: read('OPSLEDGER_LOG_LEVEL'),
    relays: [
      ...relay('production', read('OPSLEDGER_RELAY_PRODUCTION')),
      ...relay('cloud', read('OPSLEDGER_RELAY_CLOUD')),
      ...relay('channels', read('OPSLEDGER_RELAY_CHANNELS')),
    ],
    smtp: smtp === null ? null : { ...smtp, ca },
  };
}

function text(value: string, name: string): string {
  if (value.trim() === '') throw new BadSetting(`${name} must not be empty`);
  return value;
}

function wholeNumber(value: string, name: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new BadSetting(`${name} must be a whole number, not ${JSON.stringify(value)}`);
  return Number(value);
}

function port(value: string, name: string): number {
  const number = wholeNumber(value, name);
  if (number > 65_535) throw new BadSetting(`${name} must be a port, 0 to 65535, not ${value}`);
  return number;
}

function store(value: string, name: string): 'sqlite' | ServerAddress {
  if (value === 'sqlite') return value;
  try {
    return parseConnectionString(value);
  } catch (error) {
    if (!(error instanceof BadConnectionString)) throw error;
    throw new BadSetting(`${name} must be sqlite or a connection string; it ${error.message}`);
  }
}

function ledgerName(value: string, name: string): string {
  if (!isLedgerName(value)) {
    throw new BadSetting(`${name} must be lower case letters, digits, _ and -, not ${JSON.stringify(value)}`);
  }
  return value;
}

function url(value: string, name: string): string | null {
  if (value === '') return null;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new BadSetting(`${name} must be an http or https address, not ${JSON.stringify(value)}`);
  }
  return value.replace(/\/+$/, '');
}

function templateUrl(part: string): (value: string, name: string) => string {
  return (value, name) => {
    if (!value.includes(part)) throw new BadSetting(`${name} must contain ${part}`);
    return url(value, name)!;
  };
}

function optional<Value>(
  setting: (value: string, name: string) => Value,
): (value: string, name: string) => Value | null {
  return (value, name) => (value === '' ? null : setting(value, name));
}

function hostName(value: string, name: string): string | null {
  if (value === '') return null;
  if (!/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value)) {
    throw new BadSetting(`${name} must be the name of a host, without scheme and port, not ${JSON.stringify(value)}`);
  }
  return value.toLowerCase();
}

function logLevel(value: string, name: string): string {
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(value)) {
    throw new BadSetting(`${name} must be debug, info, warn, error or silent, not ${JSON.stringify(value)}`);
  }
  return value;
}

function address(value: string, name: string): { host: string; port: number } | null {
  if (value === '') return null;
  const [, host = '127.0.0.1', number = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(value) ?? [];
  if (number === '') throw new BadSetting(`${name} must be [host:]port, not ${JSON.stringify(value)}`);
  return { host: host.replace(/^\[|\]$/g, ''), port: port(number, name) };
}

function smtpUrl(value: string, name: string): SmtpSettings {
  try {
    return readSmtpUrl(value);
  } catch (error) {
    if (!(error instanceof BadSmtpUrl)) throw error;
    throw new BadSetting(`${name} cannot be used: it ${error.message}`);
  }
}

function certificates(path: string, name: string): string {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadSetting(`${name} cannot be read: ${(error as Error).message}`);
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new BadSetting(`${name} has no certificate in it: ${path}`);
  return pem;
}
