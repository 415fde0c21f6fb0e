import { StoreUnavailable } from '@event-store/event-store.js';
import type { Append, AppendOutcome } from '@event-store/sqlite/sqlite-ledger.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Committer } from '@event-store/sqlite/sqlite-event-store.js';
import type { Feature } from '@kernel/feature.js';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { buildReadModel, type Progress, Writer } from './writer.js';

const LOG_IS_HELD = 'a reader holds the write-ahead log of the ledger';
const TIDY_AGAIN_AFTER_MS = 1_000;

interface Job {
  readonly role: 'write' | 'build';
  readonly folder: string;
}

type Call =
  | { readonly call: 'commit'; readonly batch: readonly Append[] }
  | { readonly call: 'erase'; readonly positions: readonly number[]; readonly becauseOf: number }
  | { readonly call: 'swap'; readonly path: string }
  | { readonly call: 'deleteOthers' }
  | { readonly call: 'tidy' }
  | { readonly call: 'close' };

type Answer =
  | { readonly is: 'ready'; readonly path: string; readonly outdated: boolean }
  | { readonly is: 'built'; readonly path: string }
  | { readonly is: 'progress'; readonly progress: Progress }
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'done'; readonly outcomes: AppendOutcome[] };

/**
 * The whole of the worker file: apps/server has an entry that calls this with features.ts, because handlers cannot be
 * sent to a thread, only imported by it.
 */
export function runWriterThread(features: readonly Feature[]): void {
  if (isMainThread || parentPort === null) throw new Error('this file is started as a worker by the server');
  const port = parentPort;
  const say = (answer: Answer): void => port.postMessage(answer);
  const { role, folder } = workerData as Job;
  const progress = (progress: Progress): void => say({ is: 'progress', progress });
  try {
    if (role === 'build') {
      const ledger = new SqliteLedger(join(folder, 'ledger.db'), true);
      say({ is: 'built', path: buildReadModel(folder, features, ledger, progress) });
      ledger.close();
      return;
    }
    const writer = new Writer(folder, features, progress);
    port.on('message', (call: Call) => {
      say(answerTo(writer, call));
      if (call.call === 'close') port.close();
    });
    say({ is: 'ready', path: writer.readModelPath, outdated: writer.outdated });
  } catch (error) {
    say(failure(error));
  }
}

function answerTo(writer: Writer, call: Call): Answer {
  let outcomes: AppendOutcome[] = [];
  try {
    if (call.call === 'commit') outcomes = writer.commit(call.batch);
    else if (call.call === 'erase') writer.erase(call.positions, call.becauseOf);
    else if (call.call === 'swap') writer.swap(call.path);
    else if (call.call === 'deleteOthers') writer.deleteOthers();
    else if (call.call === 'tidy') return writer.tidy() ? { is: 'done', outcomes } : failure(new Error(LOG_IS_HELD));
    else writer.close();
    return { is: 'done', outcomes };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Answer {
  return { is: 'failed', message: (error as Error).message };
}

/** The main thread's end of the writer worker. One call is under way at a time; they are answered in order. */
export class WriterThread implements Committer {
  private readonly calls: { resolve: (answer: AppendOutcome[]) => void; reject: (error: Error) => void }[] = [];
  private dead: Error | null = null;
  private closing = false;

  private constructor(
    private readonly worker: Worker,
    readonly readModelPath: string,
    readonly outdated: boolean,
    private readonly entry: URL,
    private readonly folder: string,
  ) {
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.die(error));
    worker.on('exit', () => this.die(new Error('the writer thread has ended')));
  }

  /** Resolves when the ledger is open and the read model has caught up. `onProgress` tells how far it is. */
  static start(entry: URL, folder: string, onProgress: (progress: Progress) => void): Promise<WriterThread> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: { role: 'write', folder } satisfies Job });
      worker.once('error', reject);
      const starting = (answer: Answer): void => {
        if (answer.is === 'progress') return onProgress(answer.progress);
        worker.off('message', starting);
        worker.off('error', reject);
        if (answer.is === 'ready') resolve(new WriterThread(worker, answer.path, answer.outdated, entry, folder));
        else reject(new Error(answer.is === 'failed' ? answer.message : `unexpected ${answer.is}`));
      };
      worker.on('message', starting);
    });
  }

  commit(batch: readonly Append[]): Promise<AppendOutcome[]> {
    return this.ask({ call: 'commit', batch });
  }

  async erase(positions: readonly number[], becauseOf: number): Promise<void> {
    await this.ask({ call: 'erase', positions, becauseOf });
  }

  /**
   * Builds the read model anew in a thread of its own, while the old one serves, then lets it serve.
   * `onSwapped` is called before the answer to any later commit, so that a reader never misses its own write.
   */
  async rebuild(onProgress: (progress: Progress) => void, onSwapped: (path: string) => void): Promise<void> {
    const path = await this.build(onProgress);
    const swapped = this.ask({ call: 'swap', path });
    await swapped;
    onSwapped(path);
    await this.ask({ call: 'deleteOthers' });
    while (!this.closing && !(await this.isTidy())) await pause(TIDY_AGAIN_AFTER_MS);
  }

  /** False while a reader holds the ledger's write-ahead log, in which what was erased may still lie. */
  private async isTidy(): Promise<boolean> {
    try {
      await this.ask({ call: 'tidy' });
      return true;
    } catch (error) {
      if ((error as Error).message === LOG_IS_HELD) return false;
      throw error;
    }
  }

  /** Called when the thread has ended though nobody closed it: nothing can be written by this process any more. */
  onDeath(listener: (error: Error) => void): void {
    this.worker.once('exit', () => {
      if (!this.closing) listener(this.dead ?? new Error('the writer thread has ended'));
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.dead === null) await this.ask({ call: 'close' });
  }

  private build(onProgress: (progress: Progress) => void): Promise<string> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.entry, { workerData: { role: 'build', folder: this.folder } satisfies Job });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the thread that built the read model has ended')));
      worker.on('message', (answer: Answer) => {
        if (answer.is === 'progress') onProgress(answer.progress);
        else if (answer.is === 'built') resolve(answer.path);
        else reject(new Error(answer.is === 'failed' ? answer.message : `unexpected ${answer.is}`));
      });
    });
  }

  private ask(call: Call): Promise<AppendOutcome[]> {
    return new Promise((resolve, reject) => {
      if (this.dead !== null) return reject(new StoreUnavailable(this.dead.message));
      this.calls.push({ resolve, reject });
      this.worker.postMessage(call);
    });
  }

  private settle(answer: Answer): void {
    if (answer.is !== 'done' && answer.is !== 'failed') return;
    const call = this.calls.shift();
    if (answer.is === 'done') call?.resolve(answer.outcomes);
    else call?.reject(new StoreUnavailable(answer.message));
  }

  private die(error: Error): void {
    this.dead ??= error;
    for (const call of this.calls.splice(0)) call.reject(new StoreUnavailable(this.dead.message));
  }
}
