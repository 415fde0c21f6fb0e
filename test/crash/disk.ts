import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCES = join(__dirname, 'lab');
const hasCompiler = spawnSync('gcc', ['--version']).status === 0;
if (!hasCompiler) {
  console.warn('skipped: there is no gcc to compile test/crash/lab with; "apt-get install gcc libc6-dev" brings it');
}
/** Needs the lab, which needs a C compiler. */
export const inTheLab = hasCompiler ? describe : describe.skip;

/** `struct control` of lab/lab.h: 64 bits each, in this order. */
const FIELDS = [
  'lock',
  'error',
  'operation',
  'at',
  'lasting',
  'seen',
  'fired',
  'limited',
  'room',
  'clockMode',
  'clockNs',
] as const;
const CELL = 8;
const LAST_FIRED_BYTES = 512;
const ERRORS = { EIO: 1, ENOSPC: 2, short: 3 } as const;
const OPERATIONS = { open: 1, write: 2, fsync: 3, rename: 4, truncate: 5, unlink: 6 } as const;
const [RUNS, STEPPED, FROZEN] = [0n, 1n, 2n];
const NS_PER_MS = 1_000_000n;

export interface Fault {
  readonly error: keyof typeof ERRORS;
  readonly on: keyof typeof OPERATIONS;
  /** Which occurrence fails, counted from 1 and from now on. */
  readonly at: number;
  /** Whether all later ones fail too, until `clearFault`. */
  readonly lasting?: boolean;
}

/** What programs are given as their disk, below one folder, and as their clock. */
export class Disk {
  readonly clock: LabClock;
  /** A folder that is not on this disk. */
  readonly scratch = mkdtempSync(join(tmpdir(), 'opsledger-lab-'));
  private readonly control: Control;
  private recording = false;

  /** `root` is there already, and is no symbolic link. */
  constructor(private readonly root: string) {
    this.control = new Control(join(this.scratch, 'control'));
    this.clock = new LabClock(this.control);
  }

  /** For the processes that shall have this disk. */
  get env(): Record<string, string> {
    return {
      LD_PRELOAD: compiled(),
      LAB_ROOT: this.root,
      LAB_CONTROL: this.control.path,
      ...(this.recording ? { LAB_LOG: this.recordPath } : {}),
    };
  }

  /** From now on `env` says that all is recorded. */
  record(): void {
    this.recording = true;
  }

  get recordPath(): string {
    return join(this.scratch, 'record');
  }

  fail({ error, on, at, lasting = false }: Fault): void {
    this.clearFault();
    this.control.set({
      operation: BigInt(OPERATIONS[on]),
      at: BigInt(at),
      lasting: lasting ? 1n : 0n,
      seen: 0n,
      fired: 0n,
    });
    this.control.set({ error: BigInt(ERRORS[error]) });
  }

  /** The disk is well again. Says how often it failed, and which file that hit last. */
  clearFault(): { readonly fired: number; readonly path: string } {
    this.control.set({ error: 0n });
    return { fired: Number(this.control.get('fired')), path: this.control.lastFired() };
  }

  /** Room for so many bytes more, whatever is written over; then a short write, and ENOSPC. */
  full(room = 0): void {
    this.control.set({ room: BigInt(room) });
    this.control.set({ limited: 1n });
  }

  /** There is room without end again. */
  makeRoom(): void {
    this.control.set({ limited: 0n });
  }

  remove(): void {
    this.control.close();
    rmSync(this.scratch, { recursive: true });
  }
}

/** What programs believe to be the time; how time passes for their timers is not changed. */
export class LabClock {
  private stepped = 0n;
  constructor(private readonly control: Control) {}

  /** Added to what was stepped before. */
  stepBy(ms: number): void {
    this.stepped += BigInt(ms) * NS_PER_MS;
    this.control.set({ clockNs: this.stepped, clockMode: STEPPED });
  }

  freezeAt(ms: number): void {
    this.control.set({ clockNs: BigInt(ms) * NS_PER_MS, clockMode: FROZEN });
  }

  /** As the machine has it. */
  run(): void {
    this.stepped = 0n;
    this.control.set({ clockMode: RUNS });
  }
}

/** A file that the programs have mapped. */
class Control {
  private readonly file: number;
  constructor(readonly path: string) {
    writeFileSync(path, Buffer.alloc(FIELDS.length * CELL + LAST_FIRED_BYTES));
    this.file = openSync(path, 'r+');
  }

  set(fields: Partial<Record<(typeof FIELDS)[number], bigint>>): void {
    for (const [index, name] of FIELDS.entries()) {
      const value = fields[name];
      if (value === undefined) continue;
      const cell = Buffer.alloc(CELL);
      cell.writeBigInt64LE(value);
      writeSync(this.file, cell, 0, CELL, index * CELL);
    }
  }

  get(name: (typeof FIELDS)[number]): bigint {
    return this.read(FIELDS.indexOf(name) * CELL, CELL).readBigInt64LE();
  }

  lastFired(): string {
    const text = this.read(FIELDS.length * CELL, LAST_FIRED_BYTES).toString('utf8');
    return text.slice(0, text.indexOf('\0'));
  }

  close(): void {
    closeSync(this.file);
  }

  private read(at: number, bytes: number): Buffer {
    const cells = Buffer.alloc(bytes);
    readSync(this.file, cells, 0, bytes, at);
    return cells;
  }
}

let library: string | undefined;

/** Once for each process of tests. */
function compiled(): string {
  if (library !== undefined) return library;
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-lab-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  library = join(folder, 'lab.so');
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith('.c'));
  const options = ['-O2', '-shared', '-fPIC', '-Wall', '-Wextra', '-Werror'];
  execFileSync('gcc', [...options, '-o', library, ...sources, '-ldl'], { cwd: SOURCES });
  return library;
}
