import { flush } from '@event-store/durable-files.js';
import { GroupedAppends } from '@event-store/kurrent/grouped-appends.js';
import { KurrentServer, whileLively } from '@event-store/kurrent/kurrent-server.js';
import { deleteStreams, type StreamEnd } from '@event-store/kurrent/delete-streams.js';
import { appendInOrder } from '@event-store/kurrent/ordered-appends.js';
import { MOVE_BEGUN, MOVE_COMPLETED, MOVE_STREAM, StreamNames } from '@event-store/kurrent/recorded-event.js';
import { copyLedger } from '@event-store/sqlite/copy-ledger.js';
import { type ProcessLock } from '@event-store/sqlite/process-lock.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Clock } from '@kernel/clock.js';
import { leafOf } from '@kernel/event-format.js';
import type { StoredEvent } from '@kernel/event.js';
import { type LedgerReport, verifyLedger } from '@verifier/verify-ledger.js';
import { type ServerReport, verifyServer } from '@verifier/server-history.js';
import { existsSync, linkSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { dirname, join, resolve } from 'node:path';
import { identityOf } from '../ledger-opened.js';
import type { Progress } from '../read-model/read-model-files.js';
import { CannotBeDone } from './cannot-be-done.js';
import { copyOf, type OnServer } from './copy-of-server.js';
import { lockFolder } from './rebuild.js';

const PAGE = 2000;
/** Within that every replica that follows has seen the mark, or is away. */
const FENCED_AFTER_MS = 3_000;

/** A ledger file, or one ledger on a server. */
export type Place = { readonly file: string } | OnServer;

export interface Moved {
  readonly events: number;
  readonly root: string;
  /** Events that an earlier attempt had moved already. */
  readonly before: number;
}

export interface MoveOptions {
  readonly onProgress: (progress: Progress) => void;
  /** Afterwards the source's streams are deleted from its server, so that a scavenge can take them off its disks. */
  readonly deleteSource?: boolean;
}

/**
 * Copies a ledger to another store: the same events with the same ids, bytes and order, so the same root. What was
 * redacted is not taken along, whatever the source still has of it. An attempt that was interrupted is gone on with by
 * the same command; both ends are verified at the end, and until then no server starts on the new place.
 * @throws CannotBeDone, NotALedger, StoreUnavailable
 */
export async function move(from: Place, to: Place, clock: Clock, options: MoveOptions): Promise<Moved> {
  if (options.deleteSource === true && 'file' in from) {
    throw new CannotBeDone('a ledger file is deleted by deleting it; only streams on a server are deleted by this');
  }
  const temporary = mkdtempSync(join(tmpdir(), 'opsledger-move-'));
  const lock = 'file' in from ? lockFolderOf(from.file) : null;
  try {
    const moved = await copyAll(from, to, temporary, clock, options);
    if (options.deleteSource === true && 'address' in from) {
      const copy = 'file' in to ? to.file : await copyOf(to, join(temporary, 'deleted.db'), clock, () => {});
      await deleteFrom(from, copy, clock, options.onProgress);
    }
    return moved;
  } finally {
    lock?.release();
    rmSync(temporary, { recursive: true });
  }
}

async function copyAll(
  from: Place,
  to: Place,
  temporary: string,
  clock: Clock,
  { onProgress, deleteSource }: MoveOptions,
): Promise<Moved> {
  // Of a deletion that was interrupted the source is no whole ledger any more, and the new one is complete.
  if (deleteSource === true && (await isComplete(to))) {
    const { events, root } = await verified(to);
    return { events, root, before: events };
  }
  const source = 'file' in from ? from.file : await copyOf(from, join(temporary, 'from.db'), clock, onProgress);
  requireLedger(source, from);
  const arrived =
    'file' in to ? await toFile(source, to.file, onProgress) : await toServer(source, to, temporary, clock, onProgress);
  const same = await compare(from, arrived.at);
  await arrived.complete();
  return { ...same, before: arrived.before };
}

async function isComplete(to: Place): Promise<boolean> {
  if ('file' in to) return existsSync(to.file);
  const server = new KurrentServer(to.address);
  try {
    return (await server.lastTypeOf(new StreamNames(to.ledger).beside(MOVE_STREAM))) === MOVE_COMPLETED;
  } finally {
    server.close();
  }
}

function requireLedger(copy: string, from: Place): void {
  const ledger = new SqliteLedger(copy, true);
  const isEmpty = ledger.head() === 0;
  ledger.close();
  if (!isEmpty) return;
  const what = 'file' in from ? from.file : `the ledger ${from.ledger} on ${from.address.shown}`;
  throw new CannotBeDone(`there is nothing in ${what}: is the name right?`);
}

/**
 * Deletes what the new place has, stream by stream and only as far as it has it. The stream that says whose ledger it
 * is goes last, so that one given again knows that it is at the same ledger.
 */
async function deleteFrom(
  { address, ledger }: OnServer,
  copy: string,
  clock: Clock,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const [server, names] = [new KurrentServer(address), new StreamNames(ledger)];
  const db = new SqliteLedger(copy, true);
  try {
    const [opened] = db.readAll(0, 1);
    await requireSameLedger(server, names.of(opened!.stream), opened!.id);
    const streams = db.streams();
    const isLast = ({ stream }: StreamEnd): boolean => stream === opened!.stream;
    const ordered = [...streams.filter((one) => !isLast(one)), ...streams.filter(isLast)];
    await fence(server, names, clock);
    await deleteStreams(server, names, ordered, (position) => onProgress({ position, head: ordered.length }));
    await requireNothingElse(server, names, new Set(streams.map(({ stream }) => stream)));
  } catch (error) {
    if ((error as { type?: string }).type !== 'wrong-expected-version') throw error;
    throw new CannotBeDone(
      'the old place has events that were not moved: something still writes to it; nothing more was deleted',
    );
  } finally {
    db.close();
    server.close();
  }
}

/** From now on no replica writes to the old place: those that follow it see the mark and stop, others find it. */
async function fence(server: KurrentServer, names: StreamNames, clock: Clock): Promise<void> {
  const name = names.beside(MOVE_STREAM);
  if ((await server.lastTypeOf(name)) === MOVE_BEGUN) return;
  const appends = new GroupedAppends(server, names, clock);
  await appends.appendBeside(MOVE_STREAM, await server.revisionOf(name), MOVE_BEGUN, {});
  await pause(FENCED_AFTER_MS);
}

/** @throws CannotBeDone where something was recorded in the old place that the new one does not have */
async function requireNothingElse(
  server: KurrentServer,
  names: StreamNames,
  moved: ReadonlySet<string>,
): Promise<void> {
  const client = await server.client();
  const left = new Set<string>();
  const filter = { filterOn: 'streamName' as const, prefixes: [names.of('')], checkpointInterval: 1000 };
  await whileLively(client.readAll({ filter, credentials: server.credentials }), ({ event }) => {
    const stream = event === undefined ? null : names.ours(event.streamId);
    if (stream !== null && !moved.has(stream)) left.add(stream);
  });
  if (left.size === 0) return;
  const some = [...left].slice(0, 10).join(', ');
  throw new CannotBeDone(
    `${left.size} streams were written at the old place after the move and are not in the new one: ${some}. They are still ` +
      'on the server, and in the copies of the replicas: do not scavenge, and do not rebuild, before what they say is saved',
  );
}

async function requireSameLedger(server: KurrentServer, stream: string, id: string): Promise<void> {
  const client = await server.client();
  try {
    for await (const { event } of client.readStream(stream, { maxCount: 1, credentials: server.credentials })) {
      if (event?.id === id) return;
    }
  } catch (error) {
    if ((error as { type?: string }).type === 'stream-deleted') return;
    throw error;
  }
  throw new CannotBeDone('the old place is another ledger than the new one: nothing was deleted');
}

/** A server that writes meanwhile would write what is not moved. @throws CannotBeDone */
function lockFolderOf(file: string): ProcessLock | null {
  if (!existsSync(file)) throw new CannotBeDone(`there is no ledger at ${file}`);
  // The copy of a replica lies in a folder of its own within the data folder.
  const folder = [dirname(file), dirname(dirname(resolve(file)))].find((one) => existsSync(join(one, 'lock')));
  return folder === undefined ? null : lockFolder(folder);
}

/** What has arrived, before it is known to be all and the same. */
interface Arrival {
  readonly at: Place;
  readonly before: number;
  /** From now on servers may start on it. */
  complete(): Promise<void>;
}

async function toFile(source: string, file: string, onProgress: (progress: Progress) => void): Promise<Arrival> {
  if (existsSync(file)) throw new CannotBeDone(`${file} is there already: a ledger is never overwritten`);
  const moving = `${file}.moving`;
  rmSync(moving, { force: true });
  await copyLedger(source, moving, { onProgress });
  const complete = async (): Promise<void> => {
    // Not renamed: that would overwrite what came to be there meanwhile.
    linkSync(moving, file);
    rmSync(moving);
    flush(dirname(file));
  };
  return { at: { file: moving }, before: 0, complete };
}

async function toServer(
  source: string,
  to: OnServer,
  temporary: string,
  clock: Clock,
  onProgress: (progress: Progress) => void,
): Promise<Arrival> {
  const there = new SqliteLedger(await copyOf(to, join(temporary, 'to.db'), clock, () => {}), true);
  const ledger = new SqliteLedger(source, true);
  const server = new KurrentServer(to.address);
  const names = new StreamNames(to.ledger);
  const appends = new GroupedAppends(server, names, clock);
  try {
    const before = there.head();
    const marks = await appends.revisionBeside(MOVE_STREAM);
    const isUnfinished = (await server.lastTypeOf(names.beside(MOVE_STREAM))) === MOVE_BEGUN;
    if (before > 0 && !isUnfinished) {
      throw new CannotBeDone(
        `there is a ledger named ${to.ledger} on ${to.address.shown} already: choose another name`,
      );
    }
    await requireSame(ledger, there, before);
    const { id } = identityOf(ledger.readAll(0, 1)[0]!);
    if (!isUnfinished) await appends.appendBeside(MOVE_STREAM, marks, MOVE_BEGUN, { ledger: id });
    const head = ledger.head();
    for (let position = before; position < head;) {
      const page = ledger.readAll(position, PAGE);
      await appendInOrder(server, names, page);
      position = page.at(-1)!.position;
      onProgress({ position, head });
    }
    const begun = isUnfinished ? marks : marks + 1;
    const complete = async (): Promise<void> => {
      await appends.appendBeside(MOVE_STREAM, begun, MOVE_COMPLETED, { ledger: id });
      await appends.close();
    };
    return { at: to, before, complete };
  } catch (error) {
    await appends.close();
    throw error;
  } finally {
    ledger.close();
    there.close();
  }
}

/** What an interrupted attempt moved has to be the beginning of this ledger. @throws CannotBeDone */
async function requireSame(ledger: SqliteLedger, there: SqliteLedger, upTo: number): Promise<void> {
  for (let position = 0; position < upTo;) {
    const page = there.readAll(position, PAGE);
    const own = ledger.readAll(position, page.length);
    const different = page.find(
      (event, index) => leafHex(event) !== (own[index] === undefined ? '' : leafHex(own[index])),
    );
    if (different !== undefined) {
      throw new CannotBeDone(`event ${different.position} there is another one than here: that is not this ledger`);
    }
    position = page.at(-1)!.position;
  }
}

function leafHex(event: StoredEvent): string {
  return Buffer.from(leafOf('', event)).toString('hex');
}

async function compare(from: Place, to: Place): Promise<{ events: number; root: string }> {
  const [source, target] = [await verified(from), await verified(to)];
  if (source.root !== target.root) {
    const grown = source.events - target.events;
    throw new CannotBeDone(
      grown > 0
        ? `${grown} events were recorded meanwhile: stop all that writes to the old place, and give the same command again`
        : `the roots differ: ${source.root} and ${target.root}`,
    );
  }
  return { events: target.events, root: target.root };
}

async function verified(place: Place): Promise<LedgerReport | ServerReport> {
  const report =
    'file' in place ? verifyLedger(place.file) : await verifyServer(place.address.connectionString, place.ledger);
  const [wrong] = report.findings;
  if (wrong !== undefined) throw new CannotBeDone(`something is wrong with a ledger: ${wrong.sentence}`);
  return report;
}
