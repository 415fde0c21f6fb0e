/** How a rebuild beside the serving read model goes on; `/readyz` tells it. */
export type OnRebuildProgress = (progress: string) => void;

/** Builds the read model anew beside the one that serves. At most one runs; what is asked meanwhile is done after it. */
export class Rebuild {
  /** How far it is, or that it failed; null when none is under way or due. */
  progress: string | null = null;
  state: 'idle' | 'running' | 'failed' = 'idle';
  private running: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | null = null;

  constructor(private readonly work: (onProgress: OnRebuildProgress) => Promise<void>) {}

  /** Resolves when a read model serves whose building began after this call; rejects when it could not be built. */
  request(): Promise<void> {
    this.waiting ??= this.running
      .catch(() => {})
      .then(() => {
        this.waiting = null;
        this.running = this.run();
        return this.running;
      });
    return this.waiting;
  }

  private async run(): Promise<void> {
    this.progress = 'begins';
    this.state = 'running';
    try {
      await this.work((progress) => (this.progress = progress));
      this.progress = null;
      this.state = 'idle';
    } catch (error) {
      this.progress = 'failed; due again at the next start';
      this.state = 'failed';
      throw error;
    }
  }
}
