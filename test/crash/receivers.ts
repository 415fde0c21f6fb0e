import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was received, in the order in which it came. */
export interface Receipt {
  /** Address of a mail, or path of a webhook. */
  readonly to: string;
  /** The subject, which each announcement has for itself. */
  readonly about: string;
  /** By which a receiver knows a repetition. */
  readonly id: string;
  /** Which life of the product sent it, counted from 1. */
  readonly life: number;
}

/** Those who are told, in a process of their own that outlives the product. */
export class Receivers extends EventEmitter<{ receipt: [{ to: string; text: string }]; life: [] }> {
  private constructor(
    private readonly child: ChildProcess,
    private readonly path: string,
    readonly ports: { readonly mail: number; readonly web: number },
  ) {
    super();
    child.on('message', (message: { to: string; text: string } | { life: number }) => {
      if ('life' in message) this.emit('life');
      else this.emit('receipt', message);
    });
  }

  static async start(path: string): Promise<Receivers> {
    const child = fork(join(__dirname, 'mail-and-web.mjs'), [path]);
    const [ports] = (await once(child, 'message')) as [{ mail: number; web: number }];
    return new Receivers(child, path, ports);
  }

  /** What comes over connections that are opened from now on belongs to this life. */
  async begin(life: number): Promise<void> {
    const begun = once(this, 'life');
    this.child.send({ life });
    await begun;
  }

  /** Resolves when so many more receipts have come. */
  async more(count: number, signal: AbortSignal): Promise<void> {
    let seen = 0;
    for await (const _ of on(this, 'receipt', { signal })) {
      seen += 1;
      if (seen === count) return;
    }
  }

  receipts(): Receipt[] {
    const lines = readFileSync(this.path, 'utf8').trimEnd().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Receipt);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}
