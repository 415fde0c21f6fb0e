import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** After that, every replica has long seen it. */
const REMEMBERED_MS = 60_000;

interface LastWrite {
  readonly url: string;
  readonly position: number;
  readonly at: number;
}

/**
 * The position of the last write to a server, kept from one command to the next, so that a read that goes to another
 * replica waits for it. Whatever goes wrong here is no reason not to log.
 */
export class LastWrites {
  private readonly file: string;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.file = join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'opsledger', 'last-write.json');
  }

  positionFor(url: string): number | undefined {
    const last = this.read();
    const isFresh = last !== undefined && last.url === url && Date.now() - last.at < REMEMBERED_MS;
    return isFresh ? last.position : undefined;
  }

  note(url: string, position: number): void {
    const before = this.positionFor(url) ?? 0;
    this.write({ url, position: Math.max(before, position), at: Date.now() });
  }

  /** The server does not come to that position: it is far behind, or another ledger now. */
  forget(url: string): void {
    this.write({ url, position: 0, at: 0 });
  }

  private read(): LastWrite | undefined {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as LastWrite;
    } catch {
      return undefined;
    }
  }

  private write(last: LastWrite): void {
    try {
      mkdirSync(join(this.file, '..'), { recursive: true, mode: 0o700 });
      const next = `${this.file}.${process.pid}`;
      writeFileSync(next, JSON.stringify(last), { mode: 0o600 });
      renameSync(next, this.file);
    } catch {
      // Without a place to keep it, a read may come a little early.
    }
  }
}
