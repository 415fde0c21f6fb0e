import { createHash } from 'node:crypto';
import { parentPort, Worker } from 'node:worker_threads';
import { GrowingRoot } from '../transparency/merkle-tree.js';

export interface SumsOfAll {
  readonly root: string;
  readonly sha256: string;
}

/** What the last line of an archive says of all that is before it. */
export interface Sums {
  /** Resolves with the same lines, in the order in which they came; in between they are nobody else's. */
  add(lines: Uint8Array<ArrayBuffer>, leaves: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  all(): Promise<SumsOfAll>;
  close(): void;
}

export class SumsHere implements Sums {
  private readonly hash = createHash('sha256');
  private readonly tree = new GrowingRoot();

  add(lines: Uint8Array<ArrayBuffer>, leaves: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    this.hash.update(lines);
    this.tree.add(Buffer.from(leaves.buffer));
    return Promise.resolve(lines);
  }

  all(): Promise<SumsOfAll> {
    const root = Buffer.from(this.tree.root()).toString('base64');
    return Promise.resolve({ root, sha256: this.hash.copy().digest('hex') });
  }

  close(): void {}
}

type Question = { readonly lines: Uint8Array<ArrayBuffer>; readonly leaves: Uint8Array<ArrayBuffer> } | 'all';
type Answer = Uint8Array<ArrayBuffer> | SumsOfAll;

/** In a thread of their own: to hash takes half as long as to make the lines. Bytes go there and come back, uncopied. */
export class SumsInThread implements Sums {
  private readonly worker: Worker;
  private readonly asked: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  private failure: Error | null = null;

  /** @param entry a module that calls `runSumsThread` */
  constructor(entry: URL) {
    this.worker = new Worker(entry);
    this.worker.on('message', (answer: Answer) => this.asked.shift()!.resolve(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('the thread that makes the hashes has ended')));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.asked.splice(0)) reject(error);
  }

  add(lines: Uint8Array<ArrayBuffer>, leaves: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    return this.ask({ lines, leaves }, [lines.buffer, leaves.buffer]);
  }

  all(): Promise<SumsOfAll> {
    return this.ask('all', []);
  }

  close(): void {
    void this.worker.terminate();
  }

  private ask<Answered extends Answer>(question: Question, bytes: ArrayBuffer[]): Promise<Answered> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) return reject(this.failure);
      this.asked.push({ resolve: resolve as (answer: Answer) => void, reject });
      this.worker.postMessage(question, bytes);
    });
  }
}

/** The other end. */
export function runSumsThread(): void {
  const sums = new SumsHere();
  parentPort!.on('message', (question: Question) => {
    const answer = question === 'all' ? sums.all() : sums.add(question.lines, question.leaves);
    void answer.then((said) => parentPort!.postMessage(said, said instanceof Uint8Array ? [said.buffer] : []));
  });
}
