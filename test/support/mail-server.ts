import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly raw: Buffer;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly connection: string;
}

/** A real SMTP server on a free port of the own machine; what it took stands in `received`. */
export class MailServer {
  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
    readonly received: readonly Received[],
  ) {}

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const received: Received[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      closeTimeout: 50,
      ...(options.key === undefined ? { disabledCommands: ['STARTTLS'] } : {}),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          received.push({ raw: Buffer.concat(parts), to, secure: session.secure, connection: session.id });
          done(null, 'kept');
        });
      },
      ...options,
    });
    // Clients that refuse a certificate or hang up are what is tested.
    server.on('error', () => undefined);
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port));
    });
    return new MailServer(server, port, received);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** A server that answers as a script says, and not as SMTP does. */
export async function oddServer(talk: (socket: Socket) => void): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A certificate for the own machine, made now: none that is known to the world. */
export function throwAwayCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const how = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost'.split(' ');
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  try {
    execFileSync('openssl', ['req', ...how, ...names, '-keyout', key, '-out', cert], { stdio: 'pipe' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
