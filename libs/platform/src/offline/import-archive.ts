import { makeFolder } from '@event-store/durable-files.js';
import { KurrentServer, whileLively } from '@event-store/kurrent/kurrent-server.js';
import { MOVE_BEGUN, MOVE_STREAM, StreamNames } from '@event-store/kurrent/recorded-event.js';
import { openedLedger } from '@event-store/sqlite/event-row.js';
import type { ProcessLock } from '@event-store/sqlite/process-lock.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Clock } from '@kernel/clock.js';
import { unpackArchive } from '@verifier/verify-archive.js';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deleteDatabase, type Progress } from '../read-model/read-model-files.js';
import { CannotBeDone } from './cannot-be-done.js';
import type { OnServer } from './copy-of-server.js';
import { move, type Moved, type Place } from './move.js';
import { lockFolder } from './rebuild.js';

const SQLITE_FULL = 13;

export interface Imported extends Moved {
  readonly ledger: string;
}

/** What is at a place already. */
interface There {
  /** Empty where it does not say. */
  readonly ledger: string;
  readonly where: string;
  /** An attempt that was interrupted, which is gone on with. */
  readonly isUnfinished: boolean;
}

/**
 * Verifies an archive (`-` is standard input) and puts it where there is no ledger yet: the same events with the same
 * ids, bytes and order, so the same root. No server starts on it before all has arrived and is verified there.
 * @throws CannotBeDone, NotALedger, StoreUnavailable
 */
export async function importArchive(
  archive: string,
  to: Place,
  clock: Clock,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Imported> {
  const there = 'file' in to ? ledgerInFile(to.file) : await ledgerOnServer(to);
  const temporary = mkdtempSync(join(tmpdir(), 'opsledger-import-'));
  let lock: ProcessLock | undefined;
  try {
    // A folder deeper: a move looks around a ledger file for the lock of a server.
    const file = join(temporary, 'of', 'archive', 'ledger.db');
    mkdirSync(dirname(file), { recursive: true });
    const report = unpackArchive(archive, file, {
      onLedger: (ledger) => refuse(there, ledger),
      onProgress: (position, head) => onProgress({ position, head }),
    });
    const [wrong] = report.findings;
    if (wrong !== undefined) throw new CannotBeDone(`${archive} was not imported: ${wrong.sentence}`);
    if ('file' in to) lock = takeFolder(dirname(to.file));
    const moved = await orNoRoom(to, () => move({ file }, to, clock, { onProgress }));
    return { ...moved, ledger: report.ledger! };
  } finally {
    lock?.release();
    rmSync(temporary, { recursive: true });
  }
}

/** @throws CannotBeDone */
function takeFolder(folder: string): ProcessLock {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new CannotBeDone(`the folder ${folder} cannot be made: ${(error as Error).message}`);
  }
  return lockFolder(folder);
}

/** Of a disk that is full nothing is kept. @throws CannotBeDone */
async function orNoRoom<Result>(to: Place, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!('file' in to) || (error as { errcode?: number }).errcode !== SQLITE_FULL) throw error;
    deleteDatabase(`${to.file}.moving`);
    throw new CannotBeDone(`there is no room for the ledger in ${dirname(to.file)}: nothing of it was kept there`);
  }
}

/** @throws CannotBeDone */
function refuse(there: There | null, ledger: string): void {
  if (there === null || (there.isUnfinished && there.ledger === ledger)) return;
  const other = there.ledger === '' ? 'something that is no ledger, or is damaged' : `the ledger ${there.ledger}`;
  throw new CannotBeDone(
    `the archive is of the ledger ${ledger}, and there is ${other} already in ${there.where}: it is never overwritten`,
  );
}

function ledgerInFile(file: string): There | null {
  // A log without its ledger would be taken for that of the new one.
  const found = [file, `${file}-wal`, `${file}-journal`].find((path) => existsSync(path));
  return found === undefined ? null : { ledger: idIn(found), where: found, isUnfinished: false };
}

function idIn(file: string): string {
  try {
    const ledger = new SqliteLedger(file, true);
    try {
      return openedLedger(ledger.readAll(0, 1)[0]!.content);
    } finally {
      ledger.close();
    }
  } catch {
    // Whatever it is, it is not touched.
    return '';
  }
}

async function ledgerOnServer({ address, ledger: name }: OnServer): Promise<There | null> {
  const [server, names] = [new KurrentServer(address), new StreamNames(name)];
  try {
    const opening = await firstOf(server, names.of('ledger'));
    if (opening === null) return null;
    const isUnfinished = (await server.lastTypeOf(names.beside(MOVE_STREAM))) === MOVE_BEGUN;
    return { ledger: openedLedger(opening), where: `${address.shown}, by the name ${name}`, isUnfinished };
  } finally {
    server.close();
  }
}

async function firstOf(server: KurrentServer, stream: string): Promise<Uint8Array | null> {
  const client = await server.client();
  let first: Uint8Array | null = null;
  try {
    const reading = client.readStream(stream, { maxCount: 1, credentials: server.credentials });
    await whileLively(reading, ({ event }) => void (first = (event?.data ?? null) as Uint8Array | null));
  } catch (error) {
    const { type } = error as { type?: string };
    if (type !== 'stream-not-found' && type !== 'stream-deleted') throw error;
  }
  return first;
}
