import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { StoredEvent } from '@kernel/event.js';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Product } from '../support/product.js';
import { MortalDisk, NOTHING } from './crash-states.js';
import { Disk } from './disk.js';
import { Recording } from './recorded-disk.js';
import { SECRET } from './recorded-run.js';
import { putBack, Reopened } from './reopened.js';
import { Told } from './told.js';

/** Something that is asked, with the key that it is asked again with. */
export interface Asked {
  readonly path: string;
  readonly body: unknown;
  readonly key: string;
  readonly status: number;
  readonly answer: any;
}

/** A server on a disk that fails and is recorded, and all that it told. */
export class FaultyServer {
  readonly disk: Disk;
  private readonly mortal: MortalDisk;
  private readonly recording: Recording;
  private readonly told = new Told();
  private product!: Product;
  /** What was answered with success: message → position. */
  private readonly acknowledged = new Map<string, { readonly id: string; readonly position: number }>();
  /** Ids of entries. */
  private readonly redacted = new Set<string>();
  private known = '';

  /** `folder` is there and empty. */
  constructor(private readonly folder: string) {
    mkdirSync(this.root);
    this.disk = new Disk(this.root);
    this.disk.record();
    this.recording = new Recording(this.disk.recordPath);
    this.mortal = new MortalDisk(this.recording.root);
  }

  async start(): Promise<void> {
    this.product = await Product.start(this.data, this.disk.env);
    const { answer } = await this.ask('', { log: 'admin', message: 'well' });
    this.known = answer.id;
  }

  private get root(): string {
    return join(this.folder, 'root');
  }

  private get data(): string {
    return join(this.root, 'data');
  }

  /** An entry, a batch and an amendment; the disk may fail meanwhile. */
  async write(): Promise<Asked[]> {
    const message = (): string => `entry ${randomUUID()}`;
    const items = Array.from({ length: 3 }, () => ({ log: 'production', message: message() }));
    return [
      await this.ask('', { log: 'production', message: message() }),
      await this.ask('/batch', items),
      await this.ask(`/${this.known}/amend`, { message: message(), reason: 'more exactly' }),
    ];
  }

  /** An entry, and its redaction. */
  async redact(): Promise<Asked[]> {
    const entry = await this.ask('', { log: 'production', message: `${randomUUID()} ${SECRET}` });
    return entry.status === 201 ? [entry, await this.redactIt(entry.answer)] : [entry];
  }

  private redactIt({ id }: { readonly id: string }): Promise<Asked> {
    return this.ask(`/${id}/redact`, { reason: 'it was pasted by mistake' });
  }

  /** What was not done is 503 and can be tried again; nothing is an error of the server itself. */
  requireSentences(asked: readonly Asked[]): void {
    for (const { path, status, answer } of asked) {
      const items: any[] = path === '/batch' && status === 200 ? answer.data : [{ status, problem: answer }];
      for (const item of items) {
        if (item.status < 300) continue;
        const { code, detail } = item.problem;
        if (item.status === 503 && code === 'ledger-unavailable' && !/\n\s+at /.test(detail)) continue;
        throw new Error(`POST ${path} is answered ${item.status} ${JSON.stringify(item.problem)}`);
      }
    }
  }

  async requireReads(): Promise<void> {
    const { status } = await this.product.request('GET', `/api/v1/log-entries/${this.known}`);
    if (status !== 200) throw new Error(`an entry cannot be read: ${status}`);
  }

  /** The power fails now, and takes all that no sync made durable. */
  requireDurable(): void {
    for (const step of this.recording.next()) {
      this.mortal.apply(step);
      if (step.is === 'said') this.told.hear(step.text);
    }
    const after = join(this.folder, 'after');
    putBack(
      this.mortal.image(NOTHING, (path) => !path.startsWith('/data/read-model')),
      after,
    );
    new Reopened(after, this.history()).ledgerIs(this.told);
  }

  /** The disk is well again: what was not done is done at once when it is asked again, by the same keys. */
  async requireRecovered(asked: readonly Asked[]): Promise<void> {
    for (const { path, body, key } of asked) {
      const { status, answer } = await this.ask(path, body, key);
      const all: number[] =
        path === '/batch' && status === 200 ? answer.data.map((item: any) => item.status) : [status];
      if (all.some((one) => one >= 300)) throw new Error(`POST ${path} again: ${status} ${JSON.stringify(answer)}`);
      const isLeft = asked.length === 1 && JSON.stringify(body).includes(SECRET);
      if (isLeft) await this.redactIt(answer);
    }
  }

  /** Ends it, and looks at what is there: each message once, where it was acknowledged; rows as a replay has them. */
  async requireAllThere(): Promise<void> {
    await this.product.end('SIGKILL');
    const history = this.history();
    for (const [message, { id, position }] of this.acknowledged) {
      const places = history.filter(({ content }) => content !== null && Buffer.from(content).includes(message));
      if (this.redacted.has(id)) {
        if (places.length > 0) throw new Error(`${message} was redacted and is there`);
      } else if (!places.some((place) => place.position === position) || places.length !== 1) {
        throw new Error(
          `${message} was acknowledged at ${position}, it is at ${places.map((at) => at.position).join()}`,
        );
      }
    }
    await new Reopened(this.root, history).startIs(this.told);
  }

  async end(): Promise<void> {
    await this.product.end('SIGKILL');
    this.disk.remove();
  }

  private async ask(path: string, body: unknown, key: string = randomUUID()): Promise<Asked> {
    const headers = { 'idempotency-key': key };
    const response = await this.product.request('POST', `/api/v1/log-entries${path}`, body, headers);
    const answer: any = await response.json();
    if (response.status === 503 && response.headers.get('retry-after') === null) {
      throw new Error(`POST ${path} is answered 503 and does not say when to try again`);
    }
    if (response.ok) this.acknowledge(path, body, answer);
    return { path, body, key, status: response.status, answer };
  }

  private acknowledge(path: string, body: any, answer: any): void {
    if (path === '') this.acknowledged.set(body.message, answer);
    if (path.endsWith('/redact')) this.redacted.add(answer.id);
    if (path !== '/batch') return;
    answer.data.forEach((item: any, n: number) => {
      if (item.status === 201) this.acknowledged.set(body[n].message, item.entry);
    });
  }

  private history(): StoredEvent[] {
    const ledger = new SqliteLedger(join(this.data, 'ledger.db'), true);
    try {
      return ledger.readAll(0, Number.MAX_SAFE_INTEGER);
    } finally {
      ledger.close();
    }
  }
}
