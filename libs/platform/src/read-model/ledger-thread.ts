import { StoreUnavailable } from '@event-store/event-store.js';
import type { Followed, Follower, FollowerState } from '@event-store/kurrent/kurrent-event-store.js';
import type { Committer } from '@event-store/sqlite/sqlite-event-store.js';
import { type Append, type AppendOutcome, SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { SystemClock } from '@kernel/clock.js';
import type { Feature } from '@kernel/feature.js';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, type MessagePort, parentPort, Worker, workerData } from 'node:worker_threads';
import { Subject } from 'rxjs';
import { buildReadModel, type Progress, type ReadModelFiles } from './read-model-files.js';
import { Replica, type ServedLedger } from './replica.js';
import { Writer } from './writer.js';

const LOG_IS_HELD = 'a reader holds the write-ahead log of the ledger';
const TIDY_AGAIN_AFTER_MS = 1_000;

/** `write`: the ledger of this folder. `follow`: the copy, in this folder, of a ledger on a server. */
type Job =
  | { readonly role: 'write' | 'build'; readonly folder: string }
  | { readonly role: 'follow'; readonly folder: string; readonly served: ServedLedger };

type Call =
  | { readonly call: 'commit'; readonly batch: readonly Append[] }
  | { readonly call: 'erase'; readonly positions: readonly number[]; readonly becauseOf: number }
  | { readonly call: 'swap'; readonly path: string }
  | { readonly call: 'deleteOthers' }
  | { readonly call: 'tidy' }
  | { readonly call: 'poke' }
  | { readonly call: 'close' };

type Answer =
  | { readonly is: 'ready'; readonly path: string; readonly outdated: boolean; readonly state?: FollowerState }
  | { readonly is: 'built'; readonly path: string }
  | { readonly is: 'progress'; readonly progress: Progress }
  | { readonly is: 'trouble'; readonly problem: string }
  | { readonly is: 'followed'; readonly told: Followed }
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'done'; readonly outcomes: AppendOutcome[] };

/** What a thread owns: all that is written to the disk. */
interface Owner {
  readonly models: ReadModelFiles;
  commit?(batch: readonly Append[]): AppendOutcome[];
  poke?(): void;
  erase(positions: readonly number[], becauseOf: number): void;
  tidy(): boolean;
  close(): void;
}

/**
 * The whole of the worker file: apps/server has an entry that calls this with features.ts, because handlers cannot be
 * sent to a thread, only imported by it.
 */
export function runLedgerThread(features: readonly Feature[]): void {
  if (isMainThread || parentPort === null) throw new Error('this file is started as a worker by the server');
  const port = parentPort;
  const job = workerData as Job;
  const say = (answer: Answer): void => port.postMessage(answer);
  const onProgress = (progress: Progress): void => say({ is: 'progress', progress });
  try {
    if (job.role === 'build') {
      const ledger = new SqliteLedger(join(job.folder, 'ledger.db'), true);
      say({ is: 'built', path: buildReadModel(job.folder, features, ledger, onProgress) });
      ledger.close();
      return;
    }
    if (job.role === 'follow') {
      const onReady = ({ path, outdated }: ReadModelFiles, state: FollowerState): void =>
        say({ is: 'ready', path, outdated, state });
      const onTrouble = (problem: string): void => say({ is: 'trouble', problem });
      const onFollowed = (told: Followed): void => say({ is: 'followed', told });
      const events = { onReady, onProgress, onTrouble, onFollowed };
      listen(port, new Replica(job.folder, job.served, features, events, new SystemClock()), say);
      return;
    }
    const writer = new Writer(job.folder, features, onProgress);
    listen(port, writer, say);
    say({ is: 'ready', path: writer.models.path, outdated: writer.models.outdated });
  } catch (error) {
    say(failure(error));
  }
}

function listen(port: MessagePort, owner: Owner, say: (answer: Answer) => void): void {
  port.on('message', (call: Call) => {
    say(answerTo(owner, call));
    if (call.call === 'close') port.close();
  });
}

function answerTo(owner: Owner, call: Call): Answer {
  let outcomes: AppendOutcome[] = [];
  try {
    if (call.call === 'commit') outcomes = owner.commit!(call.batch);
    else if (call.call === 'erase') owner.erase(call.positions, call.becauseOf);
    else if (call.call === 'swap') owner.models.swap(call.path);
    else if (call.call === 'deleteOthers') owner.models.deleteOthers();
    else if (call.call === 'tidy') return owner.tidy() ? { is: 'done', outcomes } : failure(new Error(LOG_IS_HELD));
    else if (call.call === 'poke') owner.poke?.();
    else owner.close();
    return { is: 'done', outcomes };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Answer {
  return { is: 'failed', message: (error as Error).message };
}

export interface Starting {
  /** How far the read model is. */
  readonly onProgress: (progress: Progress) => void;
  /** Why a server is not reached yet. */
  readonly onTrouble?: (problem: string) => void;
}

/** The main thread's end of the thread that writes. One call is under way at a time; they are answered in order. */
export class LedgerThread {
  private readonly calls: { resolve: (answer: AppendOutcome[]) => void; reject: (error: Error) => void }[] = [];
  private readonly told = new Subject<Followed>();
  private dead: Error | null = null;
  private closing = false;

  private constructor(
    private readonly worker: Worker,
    private readonly ready: Answer & { readonly is: 'ready' },
    private readonly entry: URL,
    private readonly folder: string,
  ) {
    worker.on('message', (answer: Answer) => this.settle(answer));
    worker.on('error', (error) => this.die(error));
    worker.on('exit', () => this.die(new Error('the writer thread has ended')));
  }

  /** Resolves when the ledger of a folder is open and the read model has caught up. */
  static write(entry: URL, folder: string, starting: Starting): Promise<LedgerThread> {
    return LedgerThread.start(entry, { role: 'write', folder }, starting);
  }

  /** Resolves when the copy has caught up with the server, or there is one to go on with while the server is away. */
  static follow(entry: URL, folder: string, served: ServedLedger, starting: Starting): Promise<LedgerThread> {
    return LedgerThread.start(entry, { role: 'follow', folder, served }, starting);
  }

  private static start(entry: URL, job: Job, { onProgress, onTrouble }: Starting): Promise<LedgerThread> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: job });
      worker.once('error', reject);
      const starting = (answer: Answer): void => {
        if (answer.is === 'progress') return onProgress(answer.progress);
        if (answer.is === 'trouble') return onTrouble?.(answer.problem);
        worker.off('message', starting);
        worker.off('error', reject);
        if (answer.is === 'ready') resolve(new LedgerThread(worker, answer, entry, job.folder));
        else reject(new Error(answer.is === 'failed' ? answer.message : `unexpected ${answer.is}`));
      };
      worker.on('message', starting);
    });
  }

  get readModelPath(): string {
    return this.ready.path;
  }

  /** A rebuild is due. */
  get outdated(): boolean {
    return this.ready.outdated;
  }

  /** For the engine that appends to the ledger of the folder. */
  get committer(): Committer {
    return {
      commit: (batch) => this.ask({ call: 'commit', batch }),
      erase: (positions, becauseOf) => this.erase(positions, becauseOf),
      close: () => this.close(),
    };
  }

  /** For the engine whose copy this keeps. */
  get follower(): Follower {
    return {
      followed: this.told.asObservable(),
      state: this.ready.state!,
      poke: () => void this.ask({ call: 'poke' }).catch(() => {}),
      erase: (positions, becauseOf) => this.erase(positions, becauseOf),
      close: () => this.close(),
    };
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

  /** Called when the thread has ended though nobody closed it: nothing can be written by this process any more. */
  onDeath(listener: (error: Error) => void): void {
    this.worker.once('exit', () => {
      if (!this.closing) listener(this.dead ?? new Error('the writer thread has ended'));
    });
  }

  private async erase(positions: readonly number[], becauseOf: number): Promise<void> {
    await this.ask({ call: 'erase', positions, becauseOf });
  }

  private async close(): Promise<void> {
    this.closing = true;
    if (this.dead === null) await this.ask({ call: 'close' });
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
    if (answer.is === 'followed') return this.told.next(answer.told);
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
