import { chance } from '../support/chance.js';
import type { Node, RecordedFile, RecordedFolder, Step } from './recorded-disk.js';

const SECTOR = 512;

/** What of the things that no sync has made durable is on the disk after the power came back. */
export interface Survives {
  readonly what: 'nothing' | 'everything' | 'names' | 'contents' | 'some';
  /** How much of it, where it is some. */
  readonly share: number;
  readonly seed: number;
}

/** The power fails, and takes all that no sync made durable. */
export const NOTHING: Survives = { what: 'nothing', share: 0, seed: 0 };

/** What lies under each path; null for a folder. */
export type Image = ReadonlyMap<string, Buffer | null>;

type Change = Step & { readonly is: 'write' | 'truncate' };
type Naming = Step & { readonly is: 'name' | 'unname' | 'rename' };

/**
 * A disk that loses power. The bytes of a file are durable when a sync of that file that began after they were written has
 * ended; a name is, when a sync of its folder did. Everything else survives or does not, each sector and each name for
 * itself: harsher than a file system with a journal, which keeps the order of names.
 */
export class MortalDisk {
  private readonly contents = new Map<RecordedFile, Content>();
  private readonly folders = new Map<RecordedFolder, Names>();
  /** Of a sync that is under way: how many changes there were when it began. */
  private readonly underWay = new Map<string, number>();
  private changes = 0;

  constructor(private readonly root: RecordedFolder) {
    this.folders.set(root, new Names());
  }

  apply(step: Step): void {
    this.changes++;
    if (step.is === 'write' || step.is === 'truncate') this.contentOf(step.file).change(step, this.changes);
    else if (step.is === 'name' || step.is === 'unname') this.namesIn(step.folder).change(step, this.changes);
    else if (step.is === 'rename') {
      if (step.from.folder !== step.to.folder) throw new Error('a move between folders is not in this model');
      this.namesIn(step.to.folder).change(step, this.changes);
    } else if (step.is === 'sync-began') this.underWay.set(step.by, this.changes);
    else if (step.is === 'sync-ended') this.synced(step.node, this.underWay.get(step.by)!);
    else if (step.is === 'sync-failed' && step.node.is === 'file') this.contentOf(step.node).giveUp();
  }

  /** Of what is wanted, with all that lies under it. */
  image(survives: Survives, isWanted: (path: string) => boolean = () => true): Image {
    const found = new Map<string, Buffer | null>();
    const isLost = lossesOf(survives);
    const walk = (folder: RecordedFolder, path: string): void => {
      for (const [name, node] of this.namesIn(folder).after(survives.what, isLost)) {
        const at = `${path}/${name}`;
        if (!isWanted(at)) continue;
        found.set(at, node.is === 'folder' ? null : this.contentOf(node).after(survives.what, isLost));
        if (node.is === 'folder') walk(node, at);
      }
    };
    walk(this.root, '');
    return found;
  }

  /** Whether some folder has names that may be lost. */
  get hasPendingNames(): boolean {
    return [...this.folders.values()].some((names) => names.isPending);
  }

  private synced(node: Node, upTo: number): void {
    if (node.is === 'file') this.contentOf(node).settle(upTo);
    else this.namesIn(node).settle(upTo);
  }

  private contentOf(file: RecordedFile): Content {
    return lookUp(this.contents, file, () => new Content());
  }

  private namesIn(folder: RecordedFolder): Names {
    return lookUp(this.folders, folder, () => new Names());
  }
}

function lossesOf({ share, seed }: Survives): () => boolean {
  const random = chance(seed);
  return () => random() >= share;
}

function lookUp<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = map.get(key) ?? make();
  map.set(key, there);
  return there;
}

/** Bytes that grow. */
class Bytes {
  private buffer = Buffer.alloc(0);
  private length = 0;

  change(change: Change): void {
    if (change.is === 'truncate') return this.resize(change.length);
    this.put(change.at, change.data);
  }

  put(at: number, data: Buffer): void {
    if (at + data.length > this.length) this.resize(at + data.length);
    data.copy(this.buffer, at);
  }

  resize(length: number): void {
    if (length > this.buffer.length) {
      const larger = Buffer.alloc(Math.max(length, this.buffer.length * 2));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    if (length < this.length) this.buffer.fill(0, length, this.length);
    this.length = length;
  }

  copy(): Bytes {
    const copy = new Bytes();
    copy.buffer = Buffer.from(this.buffer.subarray(0, this.length));
    copy.length = this.length;
    return copy;
  }

  /** Good until the next change. */
  get now(): Buffer {
    return this.buffer.subarray(0, this.length);
  }
}

class Content {
  private readonly durable = new Bytes();
  private readonly live = new Bytes();
  private pending: { readonly change: Change; readonly number: number }[] = [];
  /** Up to this change a later sync makes nothing durable. */
  private givenUp = 0;

  change(change: Change, number: number): void {
    this.live.change(change);
    this.pending.push({ change, number });
  }

  /** As Linux does: what could not be written counts as written, and only what is written anew is tried again. */
  giveUp(): void {
    this.givenUp = this.pending.at(-1)?.number ?? this.givenUp;
  }

  settle(upTo: number): void {
    for (const { change, number } of this.pending) {
      const isLost = number <= this.givenUp && change.is === 'write';
      if (number <= upTo && !isLost) this.durable.change(change);
    }
    this.pending = this.pending.filter(({ number }) => number > upTo);
  }

  after(what: Survives['what'], isLost: () => boolean): Buffer {
    if (this.pending.length === 0 || what === 'nothing' || what === 'names') return this.durable.now;
    if (what !== 'some') return this.live.now;
    const mixed = this.durable.copy();
    for (const { change } of this.pending) {
      if (change.is === 'write') putSome(mixed, change, isLost);
      else if (!isLost()) mixed.change(change);
    }
    return mixed.now;
  }
}

/** Each sector for itself. */
function putSome(into: Bytes, { at, data }: Change & { readonly is: 'write' }, isLost: () => boolean): void {
  for (let begin = 0; begin < data.length;) {
    const end = Math.min(begin + SECTOR - ((at + begin) % SECTOR), data.length);
    if (!isLost()) into.put(at + begin, data.subarray(begin, end));
    begin = end;
  }
}

class Names {
  private readonly durable = new Map<string, Node>();
  private readonly live = new Map<string, Node>();
  private pending: { readonly naming: Naming; readonly number: number }[] = [];

  get isPending(): boolean {
    return this.pending.length > 0;
  }

  change(naming: Naming, number: number): void {
    carryOut(this.live, naming);
    this.pending.push({ naming, number });
  }

  settle(upTo: number): void {
    for (const { naming, number } of this.pending) if (number <= upTo) carryOut(this.durable, naming);
    this.pending = this.pending.filter(({ number }) => number > upTo);
  }

  after(what: Survives['what'], isLost: () => boolean): ReadonlyMap<string, Node> {
    if (this.pending.length === 0 || what === 'nothing' || what === 'contents') return this.durable;
    if (what !== 'some') return this.live;
    const mixed = new Map(this.durable);
    for (const { naming } of this.pending) if (!isLost()) carryOut(mixed, naming);
    return mixed;
  }
}

function carryOut(names: Map<string, Node>, naming: Naming): void {
  if (naming.is === 'name') names.set(naming.name, naming.node);
  else if (naming.is === 'unname') names.delete(naming.name);
  else {
    if (names.get(naming.from.name) === naming.node) names.delete(naming.from.name);
    names.set(naming.to.name, naming.node);
  }
}
