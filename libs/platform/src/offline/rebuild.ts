import { DataFolderInUse, ProcessLock } from '@event-store/sqlite/process-lock.js';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replicaFolder } from '../read-model/replica-folder.js';
import { CannotBeDone } from './cannot-be-done.js';

/**
 * Deletes what can be made anew: the read models, and the copy of a ledger that lives on a server. Returns what was
 * deleted. @throws CannotBeDone
 */
export function deleteDerived(folder: string, isReplica: boolean): string[] {
  if (!existsSync(folder)) throw new CannotBeDone(`there is no data folder ${folder}: set OPSLEDGER_DATA`);
  const lock = lockFolder(folder);
  try {
    const derived = isReplica ? [replicaFolder(folder)] : [join(folder, 'read-model')];
    const there = derived.filter((path) => existsSync(path));
    for (const path of there) rmSync(path, { recursive: true });
    return there;
  } finally {
    lock.release();
  }
}

/** Keeps a server from starting meanwhile. @throws CannotBeDone when one is running */
export function lockFolder(folder: string): ProcessLock {
  try {
    return ProcessLock.take(join(folder, 'lock'));
  } catch (error) {
    if (error instanceof DataFolderInUse) throw new CannotBeDone(error.message);
    throw error;
  }
}
