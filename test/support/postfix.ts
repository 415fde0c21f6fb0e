import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { watch } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { throwAwayCertificate } from './mail-server.js';

const NOBODY = 65_534;
const SERVICES = `
pickup     unix       n - n 60   1 pickup
cleanup    unix       n - n -    0 cleanup
qmgr       unix       n - n 300  1 qmgr
tlsmgr     unix       - - n 1000 1 tlsmgr
rewrite    unix       - - n -    - trivial-rewrite
bounce     unix       - - n -    0 bounce
defer      unix       - - n -    0 bounce
trace      unix       - - n -    0 bounce
proxymap   unix       - - n -    - proxymap
error      unix       - - n -    - error
retry      unix       - - n -    - error
virtual    unix       - n n -    - virtual
anvil      unix       - - n -    1 anvil
postlog    unix-dgram n - n -    1 postlogd
`;

/** A Postfix of our own beside that of the system: its settings, queue and mailboxes are in a folder that goes with it. */
export class Postfix {
  private constructor(
    private readonly folder: string,
    readonly port: number,
    readonly certificate: string,
  ) {}

  /** Boxes are of `example.test`; a mail to `moved@example.test` is taken and then found to be undeliverable. */
  static async start(boxes: readonly string[]): Promise<Postfix> {
    const folder = mkdtempSync(join(tmpdir(), 'opsledger-postfix-'));
    chmodSync(folder, 0o755);
    const port = await freePort();
    const { key, cert } = throwAwayCertificate();
    for (const name of ['etc', 'queue', 'data', 'mail']) mkdirSync(join(folder, name));
    execFileSync('chown', ['postfix', join(folder, 'data')]);
    for (const box of boxes) makeBox(join(folder, 'mail', box));
    writeFileSync(join(folder, 'etc', 'key.pem'), key, { mode: 0o600 });
    writeFileSync(join(folder, 'etc', 'cert.pem'), cert);
    writeFileSync(join(folder, 'etc', 'main.cf'), settings(folder, boxes));
    writeFileSync(join(folder, 'etc', 'master.cf'), `127.0.0.1:${port} inet n - n - - smtpd${SERVICES}`);
    const started = new Postfix(folder, port, cert);
    started.command('start');
    return started;
  }

  /** The first mail of a box, as soon as there is one. */
  async firstMail(box: string): Promise<Buffer> {
    const folder = join(this.folder, 'mail', box, 'new');
    const enough = new AbortController();
    const changes = watch(folder, { signal: AbortSignal.any([enough.signal, AbortSignal.timeout(15_000)]) });
    try {
      for (;;) {
        const [name] = readdirSync(folder);
        if (name !== undefined) return readFileSync(join(folder, name));
        await changes[Symbol.asyncIterator]().next();
      }
    } finally {
      enough.abort();
    }
  }

  log(): string {
    return readFileSync(join(this.folder, 'queue', 'mail.log'), 'utf8');
  }

  stop(): void {
    this.command('stop');
    rmSync(this.folder, { recursive: true });
  }

  private command(verb: string): void {
    execFileSync('postfix', ['-c', join(this.folder, 'etc'), verb], { stdio: 'pipe' });
  }
}

function settings(folder: string, boxes: readonly string[]): string {
  const maps = boxes.map((box) => `{ ${box}@example.test = ${box}/ }`).join(', ');
  return `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/queue/mail.log
maillog_file_prefixes = ${folder}
myhostname = mail.example.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${folder}/etc/cert.pem
smtpd_tls_key_file = ${folder}/etc/key.pem
smtpd_tls_received_header = yes
virtual_mailbox_domains = example.test
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ ${maps} }
virtual_alias_maps = inline:{ { moved@example.test = nowhere@example.test } }
virtual_uid_maps = static:${NOBODY}
virtual_gid_maps = static:${NOBODY}
`;
}

function makeBox(path: string): void {
  for (const part of ['', 'new', 'cur', 'tmp']) {
    mkdirSync(join(path, part), { recursive: true });
    chownSync(join(path, part), NOBODY, NOBODY);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
