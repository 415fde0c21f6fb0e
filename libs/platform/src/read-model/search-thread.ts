import { StoreOverloaded } from '@event-store/event-store.js';
import type { Row, Sql } from '@kernel/projection.js';
import { Worker } from 'node:worker_threads';

/** Searches that wait for one another; a word that is everywhere takes 40 ms of a million entries. */
const MOST_WAITING = 256;
const ENTRY = new URL('./search.worker.js', import.meta.url);

export type Question = { readonly statement: Sql } | { readonly swap: string };
export type Answer = { readonly rows: Row[] } | { readonly failed: string };

interface Waiting {
  readonly statement: Sql;
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: Error) => void;
}

/** Reads a read model in a thread of its own, so that what takes long holds up nobody but others of its kind. */
export class SearchThread {
  private worker: Worker | null = null;
  private readonly waiting: Waiting[] = [];

  /** `entry` is the file of the thread. */
  constructor(
    private path: string,
    private readonly entry: URL = ENTRY,
  ) {}

  /** @throws StoreOverloaded */
  all(statement: Sql): Promise<Row[]> {
    if (this.waiting.length >= MOST_WAITING) {
      return Promise.reject(new StoreOverloaded(`${MOST_WAITING} searches are waiting already`));
    }
    this.worker ??= this.start();
    return new Promise((resolve, reject) => {
      this.waiting.push({ statement, resolve, reject });
      this.ask({ statement });
    });
  }

  swap(path: string): void {
    this.path = path;
    this.ask({ swap: path });
  }

  close(): void {
    void this.worker?.terminate();
  }

  private ask(question: Question): void {
    this.worker?.postMessage(question);
  }

  private startAgain(): void {
    this.worker = this.start();
    for (const { statement } of this.waiting) this.ask({ statement });
  }

  /** With the first search: many ledgers are never searched. */
  private start(): Worker {
    const opened = this.path;
    const worker = new Worker(this.entry, { workerData: opened });
    let reason = new Error('the thread that searches has ended');
    worker.on('message', (answer: Answer) => {
      const { resolve, reject } = this.waiting.shift()!;
      if ('rows' in answer) resolve(answer.rows);
      else reject(new Error(answer.failed));
    });
    worker.once('error', (error: Error) => (reason = error));
    worker.once('exit', () => {
      this.worker = null;
      // A rebuild may have put another file in the place of the one that was to be opened: that has the rows too.
      if (opened !== this.path && this.waiting.length > 0) this.startAgain();
      else for (const { reject } of this.waiting.splice(0)) reject(reason);
    });
    return worker;
  }
}
