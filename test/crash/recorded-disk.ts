import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What a name leads to; one that was deleted and one that came to its name later are two. */
export interface RecordedFile {
  readonly is: 'file';
  /** The name that it was made with. */
  readonly path: string;
}
export interface RecordedFolder {
  readonly is: 'folder';
  readonly path: string;
}
export type Node = RecordedFile | RecordedFolder;

/** One thing that happened to the disk, or that somebody may have been told, in the one order of all processes. */
export type Step =
  | { readonly is: 'write'; readonly file: RecordedFile; readonly at: number; readonly data: Buffer }
  | { readonly is: 'truncate'; readonly file: RecordedFile; readonly length: number }
  | { readonly is: 'name'; readonly folder: RecordedFolder; readonly name: string; readonly node: Node }
  | { readonly is: 'unname'; readonly folder: RecordedFolder; readonly name: string }
  | {
      readonly is: 'rename';
      readonly from: { readonly folder: RecordedFolder; readonly name: string };
      readonly to: { readonly folder: RecordedFolder; readonly name: string };
      readonly node: Node;
    }
  | { readonly is: 'sync-began' | 'sync-ended' | 'sync-failed'; readonly node: Node; readonly by: string }
  | { readonly is: 'said'; readonly text: string };

const HEADER_BYTES = 32;
const [O_CREAT, O_TRUNC] = [0o100, 0o1000];
/** `enum kind` of lab/lab.h. */
const KINDS = [
  'none',
  'opened',
  'closed',
  'written',
  'truncated',
  'sync-began',
  'sync-ended',
  'renamed',
  'linked',
  'unlinked',
  'made',
  'removed',
  'said',
  'sync-failed',
] as const;

interface Raw {
  readonly length: number;
  readonly kind: (typeof KINDS)[number];
  /** Process and descriptor. */
  readonly handle: string;
  readonly flags: number;
  readonly at: number;
  readonly path: string;
  readonly data: Buffer;
}

/** What lab/lab.c writes of a folder that was empty at first; read again, it goes on where it was. */
export class Recording {
  readonly root: RecordedFolder = { is: 'folder', path: '' };
  private readonly named = new Map<string, Node>([['', this.root]]);
  private readonly open = new Map<string, Node>();
  private steps: Step[] = [];
  private done = 0;

  constructor(private readonly path: string) {}

  /** What came since the last call. @throws Error where it cannot have been so */
  next(): readonly Step[] {
    this.steps = [];
    for (const raw of rawRecords(bytesFrom(this.path, this.done))) {
      this.done += raw.length;
      this.take(raw);
    }
    return this.steps;
  }

  private take(raw: Raw): void {
    if (raw.kind === 'opened') this.opened(raw);
    else if (raw.kind === 'closed') this.open.delete(raw.handle);
    else if (raw.kind === 'written') {
      this.steps.push({ is: 'write', file: this.file(raw), at: raw.at, data: raw.data });
    } else if (raw.kind === 'truncated') {
      this.steps.push({ is: 'truncate', file: this.file(raw), length: raw.at });
    } else if (raw.kind === 'sync-began' || raw.kind === 'sync-ended' || raw.kind === 'sync-failed') {
      this.steps.push({ is: raw.kind, node: this.open.get(raw.handle)!, by: raw.handle });
    } else if (raw.kind === 'said') this.steps.push({ is: 'said', text: raw.data.toString('latin1') });
    else this.namesChange(raw, raw.data.toString('utf8'));
  }

  private opened({ handle, flags, at: isFolder, path }: Raw): void {
    const there = this.named.get(path);
    if (there === undefined && (isFolder === 1 || (flags & O_CREAT) === 0)) {
      throw new Error(`${path} was there before the record began`);
    }
    const node = there ?? this.make(path, { is: 'file', path });
    this.open.set(handle, node);
    const isEmptied = there?.is === 'file' && (flags & O_TRUNC) !== 0;
    if (isEmptied) this.steps.push({ is: 'truncate', file: there, length: 0 });
  }

  private namesChange({ kind, path }: Raw, to: string): void {
    const node = this.named.get(path);
    if (kind === 'made') this.make(path, { is: 'folder', path });
    else if (node === undefined) throw new Error(`${path} was ${kind}, which nobody made`);
    else if (kind === 'linked') this.make(to, node);
    else if (kind === 'renamed') {
      this.named.delete(path);
      this.named.set(to, node);
      this.steps.push({ is: 'rename', from: this.place(path), to: this.place(to), node });
    } else {
      this.named.delete(path);
      this.steps.push({ is: 'unname', ...this.place(path) });
    }
  }

  private make(path: string, node: Node): Node {
    this.named.set(path, node);
    this.steps.push({ is: 'name', ...this.place(path), node });
    return node;
  }

  private place(path: string): { folder: RecordedFolder; name: string } {
    return {
      folder: this.named.get(path === `/${basename(path)}` ? '' : dirname(path)) as RecordedFolder,
      name: basename(path),
    };
  }

  private file({ handle }: Raw): RecordedFile {
    const node = this.open.get(handle);
    if (node?.is !== 'file') throw new Error('something was written that no file is known for');
    return node;
  }
}

function bytesFrom(path: string, at: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(fstatSync(file).size - at);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at));
  } finally {
    closeSync(file);
  }
}

/** Whole ones: another may be under way. */
function* rawRecords(bytes: Buffer): Iterable<Raw> {
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const [pathBytes, dataBytes] = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 28)];
    const [begin, length] = [at + HEADER_BYTES, HEADER_BYTES + pathBytes + dataBytes];
    if (at + length > bytes.length) return;
    yield {
      length,
      handle: `${bytes.readUInt32LE(at)} ${bytes.readInt32LE(at + 4)}`,
      kind: KINDS[bytes.readUInt32LE(at + 8)]!,
      flags: bytes.readUInt32LE(at + 12),
      at: Number(bytes.readBigInt64LE(at + 16)),
      path: bytes.toString('utf8', begin, begin + pathBytes),
      data: bytes.subarray(begin + pathBytes, at + length),
    };
    at += length;
  }
}
