import { StoreOverloaded } from '@event-store/event-store.js';
import type { Row, Sql } from '@kernel/projection.js';
import { Worker } from 'node:worker_threads';

/** Searches that wait for one another; a word that is everywhere takes 40 ms of a million entries. */
const MOST_WAITING = 256;
const ENTRY = new URL('./search.worker.js', import.meta.url);

export type Question = { readonly statement: Sql } | { readonly swap: string };
export type Answer = { readonly rows: Row[] } | { readonly failed: string };

interface Waiting {
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: Error) => void;
}

/** Reads a read model in a thread of its own, so that what takes long holds up nobody but others of its kind. */
export class SearchThread {
  private worker: Worker | null = null;
  private readonly waiting: Waiting[] = [];

  constructor(private path: string) {}

  /** @throws StoreOverloaded */
  all(statement: Sql): Promise<Row[]> {
    if (this.waiting.length >= MOST_WAITING) {
      return Promise.reject(new StoreOverloaded(`${MOST_WAITING} searches are waiting already`));
    }
    this.worker ??= this.start();
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
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

  /** With the first search: many ledgers are never searched. */
  private start(): Worker {
    const worker = new Worker(ENTRY, { workerData: this.path });
    let reason = new Error('the thread that searches has ended');
    worker.on('message', (answer: Answer) => {
      const { resolve, reject } = this.waiting.shift()!;
      if ('rows' in answer) resolve(answer.rows);
      else reject(new Error(answer.failed));
    });
    worker.once('error', (error: Error) => (reason = error));
    worker.once('exit', () => {
      this.worker = null;
      for (const { reject } of this.waiting.splice(0)) reject(reason);
    });
    return worker;
  }
}
