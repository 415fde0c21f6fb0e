import { join } from 'node:path';

/** What a replica keeps of a ledger on a server lies here in its data folder: a ledger file and read models. */
export function replicaFolder(dataFolder: string): string {
  return join(dataFolder, 'replica');
}
