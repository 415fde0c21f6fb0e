import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { checkAddress } from '@kernel/mail-address.js';

import type { Mail } from './mail-message.js';
import { failureOf, type SmtpFault } from './mail-failure.js';
import type { FailedSending, Sending } from './sending.js';
import { wordsOf } from './sending.js';
import type { SmtpSettings } from '@platform/smtp-settings.js';

export interface Envelope {
  readonly from: string;
  /** One: a recipient that is refused must not decide for another. */
  readonly to: string;
}

export interface SenderLimits {
  /** For connection, TLS and greeting, each. */
  readonly connectMs: number;
  /** Of silence on the connection. */
  readonly silenceMs: number;
  /** For an attempt as a whole, whatever the server does. */
  readonly attemptMs: number;
  /** Messages on one connection. */
  readonly messages: number;
}

const LIMITS: SenderLimits = { connectMs: 30_000, silenceMs: 60_000, attemptMs: 180_000, messages: 100 };
const MAX_REPLY_BYTES = 64 * 1024;

const STOPPED: FailedSending = {
  outcome: 'failed',
  permanent: false,
  code: 'stopped',
  why: 'the server was stopped meanwhile',
};

/** Sends mails one after the other, over a connection that is kept while it works. Nothing here throws. */
export class MailSender {
  readonly #settings: SmtpSettings;
  readonly #limits: SenderLimits;
  #connection: SMTPConnection | null = null;
  #sentOnIt = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #stop = new AbortController();

  constructor(settings: SmtpSettings, limits: Partial<SenderLimits> = {}) {
    this.#settings = settings;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** After all that were given before it; a connection that died while it was idle is opened anew, unasked. */
  send(mail: Mail, envelope: Envelope, signal?: AbortSignal): Promise<Sending> {
    const sending = this.#queue.then(() => this.#attempt(mail, envelope, signal));
    this.#queue = sending;
    return sending;
  }

  /** Ends what is being sent, which then counts as failed, and what waits. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#queue;
    this.#drop(true);
  }

  async #attempt(mail: Mail, envelope: Envelope, signal?: AbortSignal): Promise<Sending> {
    const stops = [this.#stop.signal, ...(signal === undefined ? [] : [signal])];
    if (stops.some(({ aborted }) => aborted)) return STOPPED;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.#limits.attemptMs);
    const stopped = untilAborted([...stops, late.signal]);
    try {
      // What is sent to is what stands in the envelope.
      checkAddress('from', envelope.from);
      checkAddress('to', envelope.to);
      const message = await composed(mail);
      const response = await Promise.race([this.#deliver(message, envelope), stopped.promise]);
      this.#sentOnIt += 1;
      if (this.#sentOnIt >= this.#limits.messages) this.#drop(true);
      return { outcome: 'accepted', response: wordsOf(response) };
    } catch (error) {
      this.#drop(false);
      if (stops.some(({ aborted }) => aborted)) return STOPPED;
      return failureOf(
        late.signal.aborted ? { code: 'ETIMEDOUT', message: 'the attempt took too long' } : (error as SmtpFault),
      );
    } finally {
      clearTimeout(timer);
      stopped.forget();
    }
  }

  async #deliver(message: Buffer, envelope: Envelope): Promise<string> {
    const connection = this.#connection ?? (await this.#connect());
    const info = await awaited<{ response: string }>(connection, (done) =>
      connection.send({ from: envelope.from, to: [envelope.to], size: message.length }, message, done),
    );
    return info.response;
  }

  async #connect(): Promise<SMTPConnection> {
    const connection = new SMTPConnection(this.#options());
    // An error that comes when nobody waits for it any more must not end the process.
    connection.on('error', () => undefined);
    connection.once('end', () => {
      if (this.#connection === connection) this.#connection = null;
    });
    this.#connection = connection;
    this.#sentOnIt = 0;
    await awaited(connection, (done) => connection.connect(done));
    const { login } = this.#settings;
    if (login !== null) {
      await awaited(connection, (done) => connection.login({ user: login.user, pass: login.password }, done));
    }
    return connection;
  }

  #options(): ConstructorParameters<typeof SMTPConnection>[0] {
    const { host, port, implicitTls, demandTls, ca } = this.#settings;
    const { connectMs, silenceMs } = this.#limits;
    return {
      host,
      port,
      secure: implicitTls,
      requireTLS: demandTls,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      dnsTimeout: connectMs,
      socketTimeout: silenceMs,
      socketCloseTimeout: 0,
      maxResponseSize: MAX_REPLY_BYTES,
      logger: false,
      tls: {
        minVersion: 'TLSv1.2',
        // On the own machine TLS is used where it is offered, with whatever certificate came with the distribution.
        rejectUnauthorized: implicitTls || demandTls || ca !== null,
        ...(ca === null ? {} : { ca }),
      },
    };
  }

  #drop(politely: boolean): void {
    const connection = this.#connection;
    this.#connection = null;
    if (connection === null) return;
    if (politely) connection.quit();
    else connection.close();
  }
}

/** The bytes of a mail. */
export async function composed(mail: Mail): Promise<Buffer> {
  const node = new MailComposer({
    ...mail,
    references: [...(mail.references ?? [])],
    headers: { ...mail.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return await node.build();
}

/** What the connection calls back with; that it ended meanwhile counts as an error. */
function awaited<Result>(
  connection: SMTPConnection,
  begin: (done: (error?: Error | null, result?: unknown) => void) => void,
): Promise<Result> {
  let over = (): void => undefined;
  return new Promise<Result>((resolve, reject) => {
    const ended = (): void => reject(hungUp());
    connection.on('error', reject).on('end', ended);
    over = () => connection.off('error', reject).off('end', ended);
    begin((error, result) => (error ? reject(error) : resolve(result as Result)));
  }).finally(() => over());
}

function hungUp(): SmtpFault {
  return Object.assign(new Error('the server hung up'), { code: 'ECONNECTION' });
}

function untilAborted(signals: readonly AbortSignal[]): { promise: Promise<never>; forget: () => void } {
  const any = AbortSignal.any([...signals]);
  let forget = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    const aborted = (): void => reject(new Error('aborted'));
    any.addEventListener('abort', aborted, { once: true });
    forget = () => any.removeEventListener('abort', aborted);
  });
  promise.catch(() => undefined);
  return { promise, forget };
}
