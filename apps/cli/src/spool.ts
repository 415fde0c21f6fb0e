import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { components } from '@api/openapi.js';
import { EXIT, Failure } from './client.js';

const REFUSED = 'refused';
const ITEM = /^\d{8}T\d{9}Z-[\w-]+\.json$/;
/** What a header takes; another one was not made here. */
const KEY = /^[\x21-\x7e]{1,200}$/;

/** A request that waits. It is sent as it was, under its first key, so that the server knows it again. */
export interface Item {
  /** The server it was meant for. */
  readonly url: string;
  readonly key: string;
  readonly body: components['schemas']['LogEntryRequest'];
}

export interface Waiting {
  readonly name: string;
  /** Undefined when the file holds no whole item. */
  readonly item: Item | undefined;
}

/** Entries that could not be delivered, a file each, until a flush sends them. */
export class Spool {
  readonly folder: string;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    // An empty variable is one that is not set, as XDG has it.
    const state = env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
    this.folder = env['OPSLEDGER_SPOOL'] || join(state, 'opsledger', 'spool');
    if (!isAbsolute(this.folder)) throw new Failure(EXIT.usage, `the spool must be an absolute path: ${this.folder}`);
  }

  get refused(): string {
    return join(this.folder, REFUSED);
  }

  /** The file of the item, which is on the disk then. @throws Failure */
  keep(item: Item, at: Date): string {
    const name = `${at.toISOString().replace(/[-:.]/g, '')}-${item.key}.json`;
    return this.does('written', () => writeDurably(this.folder, name, item));
  }

  /** Oldest first. @throws Failure */
  waiting(): Waiting[] {
    const names = this.does('read', () => unlessMissing(() => readdirSync(this.folder)));
    return (names ?? [])
      .filter((name) => ITEM.test(name))
      .sort()
      .map((name) => ({ name, item: readItem(join(this.folder, name)) }));
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** Another flush may have been first. @throws Failure */
  remove(name: string): void {
    this.does('emptied', () => rmSync(join(this.folder, name), { force: true }));
  }

  /** Moves an item out of the way, beside the problem with it. False: another flush did. @throws Failure */
  setAside(name: string, problem: unknown): boolean {
    return this.does('written', () => {
      makeFolder(this.refused);
      const aside = join(this.refused, name);
      const isOurs = unlessMissing(() => (renameSync(join(this.folder, name), aside), true)) ?? false;
      if (isOurs) writeDurably(this.refused, name.replace(/json$/, 'problem.json'), problem);
      return isOurs;
    });
  }

  private does<Result>(what: string, action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Failure(EXIT.unreachable, `the spool ${this.folder} cannot be ${what} (${code ?? message})`);
    }
  }
}

function unlessMissing<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

function readItem(path: string): Item | undefined {
  try {
    const { url, key, body } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Item>;
    return typeof url === 'string' && KEY.test(String(key)) && typeof body === 'object' && body !== null
      ? { url, key: key!, body }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whole and on the disk under its name, or not there at all. */
function writeDurably(folder: string, name: string, value: unknown): string {
  makeFolder(folder);
  const path = join(folder, name);
  const next = join(folder, `.${name}.${process.pid}`);
  try {
    writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(next, path);
    sync(folder);
  } catch (error) {
    rmSync(next, { force: true });
    rmSync(path, { force: true });
    throw error;
  }
  return path;
}

function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) sync(dirname(made));
}

function sync(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
