/** The address of a server as it was set is not one; the sentence says where, and never repeats a password. */
export class BadConnectionString extends Error {}

const SCHEMES = ['kurrentdb', 'kurrentdb+discover', 'esdb', 'esdb+discover'];
const SWITCH = /^(true|false)$/;
const NUMBER = /^\d{1,9}$/;
/** What may stand behind the question mark; the client ignores what it does not know, and a typo would go unseen. */
const OPTIONS: Record<string, RegExp> = {
  tls: SWITCH,
  tlsVerifyCert: SWITCH,
  tlsCAFile: /./,
  userCertFile: /./,
  userKeyFile: /./,
  nodePreference: /^(leader|follower|random|readOnlyReplica)$/i,
  maxDiscoverAttempts: NUMBER,
  discoveryInterval: NUMBER,
  gossipTimeout: NUMBER,
  keepAliveInterval: NUMBER,
  keepAliveTimeout: NUMBER,
  defaultDeadline: NUMBER,
  connectionName: /./,
};

export interface ServerAddress {
  /** For the client: with credentials. Never printed or logged. */
  readonly connectionString: string;
  /** For people: scheme and hosts. */
  readonly shown: string;
  readonly isSecure: boolean;
  /** Null where the connection string names nobody. */
  readonly credentials: { readonly username: string; readonly password: string } | null;
}

/** What `OPSLEDGER_LEDGER` may be: the streams of a ledger on a server begin with it. */
export function isLedgerName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,40}$/.test(name);
}

/** Whether a setting that may also be a word or a path is meant for a server. */
export function isConnectionString(value: string): boolean {
  return /^[a-z+]+:\/\//i.test(value);
}

/** `kurrentdb://user:password@host:2113,host:2113?tls=false`. @throws BadConnectionString */
export function parseConnectionString(value: string): ServerAddress {
  const [, scheme = '', credentials, hosts = '', query = ''] =
    /^([a-z+]+):\/\/(?:([^/?]*)@)?([^/?@]*)\/?(?:\?(.*))?$/.exec(value) ?? [];
  if (!SCHEMES.includes(scheme)) throw new BadConnectionString(`must begin with ${SCHEMES.join('://, ')}://`);
  checkHosts(hosts, scheme);
  const options = checkOptions(query);
  // The servers still know the older name; the client warns of it at each start.
  const rest = value.slice(scheme.length).replace(/\/(?=\?|$)/, '');
  return {
    connectionString: scheme.replace('esdb', 'kurrentdb') + rest,
    shown: `${scheme}://${hosts}`,
    isSecure: options.get('tls') !== 'false',
    credentials: credentials === undefined ? null : checkCredentials(credentials),
  };
}

function checkHosts(hosts: string, scheme: string): void {
  const all = hosts.split(',');
  for (const [index, host] of all.entries()) {
    const [, name = '', port = '2113'] = /^([a-zA-Z0-9._-]+)(?::(\d{1,5}))?$/.exec(host) ?? [];
    if (name === '' || Number(port) < 1 || Number(port) > 65_535) {
      // Not the text itself: what is out of place may be a password.
      throw new BadConnectionString(
        `has something else than host or host:port as its host ${index + 1}; in a password, : @ / ? % are written as ` +
          '%3A %40 %2F %3F %25',
      );
    }
  }
  if (scheme.endsWith('+discover') && all.length > 1) {
    throw new BadConnectionString(`takes one DNS name after ${scheme}://; several hosts go with kurrentdb://`);
  }
}

function checkOptions(query: string): URLSearchParams {
  const options = new URLSearchParams(query);
  for (const [name, value] of options) {
    const form = OPTIONS[name];
    if (form === undefined) {
      throw new BadConnectionString(
        `has ${/^[a-zA-Z]{1,30}$/.test(name) ? `the option "${name}"` : 'an option'}, which there is not; ` +
          `there are ${Object.keys(OPTIONS).join(', ')}`,
      );
    }
    if (!form.test(value)) throw new BadConnectionString(`has a value for ${name} that is none`);
  }
  return options;
}

function checkCredentials(text: string): { username: string; password: string } {
  const [, username, password] = /^([^:]+):([^:@]+)$/.exec(text) ?? [];
  try {
    if (username !== undefined && password !== undefined) {
      return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    }
  } catch {
    // A % that begins nothing: the same answer.
  }
  throw new BadConnectionString(
    'must name user and password as user:password@, with : @ / ? % written as %3A %40 %2F %3F %25',
  );
}
