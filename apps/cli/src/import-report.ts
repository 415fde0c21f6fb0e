import { createWriteStream, openSync, rmSync, type WriteStream } from 'node:fs';
import { EXIT, Failure } from './client.js';
import { printable } from './output.js';

/** Lines that are shown of each kind; the file has all. */
const SHOWN = 20;
const TELL_EVERY_MS = 10_000;
const REFRESH_EVERY_MS = 250;

/** Kinds of what a person should look at after an import, and their headings. */
const HEADINGS = {
  'set-aside': 'are no entries; they are kept as they stand (GET /api/v1/imports/lines)',
  differs: 'stand elsewhere with other words, nicks or times; they were linked',
  'redacted-near': 'stand within two minutes of an entry that was redacted here: look whether they say it again',
  otherwise: 'would be written otherwise than they stood',
  'taken-off': 'were taken off their page by a later revision; they are imported all the same',
  remark: 'remarks',
  refused: 'were REFUSED by the server',
} as const;

type Kind = keyof typeof HEADINGS;

/** What became of the items of an import: numbers, and what a person should look at. */
export class ImportReport {
  readonly counts: Record<string, number> = {};
  private readonly shown = new Map<Kind, { total: number; first: string[] }>();
  private readonly file: WriteStream | undefined;
  private failure: Error | undefined;

  constructor(private readonly path: string | undefined) {
    this.file = path === undefined ? undefined : createWriteStream(path, { fd: opened(path) });
    this.file?.on('error', (error) => (this.failure = error));
  }

  count(outcome: string): void {
    this.counts[outcome] = (this.counts[outcome] ?? 0) + 1;
  }

  /** `where` and `what` are shown; `details` go to the file. */
  note(kind: Kind, where: string, what: string, details: object): void {
    const kept = this.shown.get(kind) ?? { total: 0, first: [] };
    kept.total++;
    if (kept.first.length < SHOWN) kept.first.push(`    ${printable(where)}: ${printable(what).slice(0, 200)}`);
    this.shown.set(kind, kept);
    this.file?.write(`${JSON.stringify({ is: kind, where, what, ...details })}\n`);
  }

  totals(): Record<Kind, number> {
    const kinds = Object.keys(HEADINGS) as Kind[];
    return Object.fromEntries(kinds.map((kind) => [kind, this.shown.get(kind)?.total ?? 0])) as Record<Kind, number>;
  }

  lines(): string[] {
    return (Object.keys(HEADINGS) as Kind[]).flatMap((kind) => {
      const kept = this.shown.get(kind);
      if (kept === undefined) return [];
      const more = kept.total - kept.first.length;
      const rest =
        more > 0 ? [`    … and ${more} more${this.file === undefined ? ': --report <file> lists all' : ''}`] : [];
      return [`  ${kept.total} ${HEADINGS[kind]}`, ...kept.first, ...rest];
    });
  }

  /** @throws Failure when not all of it could be written */
  async close(): Promise<void> {
    const { file } = this;
    if (file !== undefined) await new Promise((resolve) => file.end(resolve).on('error', resolve));
    if (this.failure !== undefined) {
      throw new Failure(EXIT.refused, `the report is not whole: ${this.failure.message}; what was imported stands`);
    }
  }

  /** Nothing was done, and nothing is to be said of it. */
  remove(): void {
    if (this.path !== undefined) rmSync(this.path, { force: true });
  }
}

/** A report that is there is not written over. @throws Failure */
function opened(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Failure(
      EXIT.usage,
      isThere ? `${path} is there already` : `no report can be written: ${(error as Error).message}`,
    );
  }
}

/** Tells on standard error how far a long work is, how fast, and how long it will take. */
export class ProgressLine {
  private readonly began = performance.now();
  private told = 0;

  /** `bytes` in all, where that is known. */
  constructor(private readonly bytes: number | null) {}

  tell(read: number, done: number): void {
    const now = performance.now();
    const isTerminal = process.stderr.isTTY;
    if (now - this.told < (isTerminal ? REFRESH_EVERY_MS : TELL_EVERY_MS)) return;
    if (!isTerminal && now - this.began < TELL_EVERY_MS) return;
    this.told = now;
    const seconds = (now - this.began) / 1000;
    const rate = `${done} items, ${Math.round(done / seconds)} a second`;
    const left =
      this.bytes === null || read === 0
        ? `${(read / 1e6).toFixed(1)} MB read`
        : `${Math.floor((100 * read) / this.bytes)} %, ${duration((seconds * (this.bytes - read)) / read)} left`;
    process.stderr.write(isTerminal ? `\r\u001b[K${rate}, ${left}` : `${rate}, ${left}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  }
}

function duration(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
}
