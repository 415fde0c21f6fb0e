import type { Place } from '@platform/offline/move.js';
import type { ServerReport } from '@verifier/server-history.js';
import type { LedgerReport, VerifyOptions as Checks } from '@verifier/verify-ledger.js';
import type { Command } from 'commander';
import { join } from 'node:path';
import { dataFolder, EXIT, Failure } from './client.js';
import { collect } from './commands-proofs.js';
import { textOf } from './given-text.js';
import { print, printable } from './output.js';

// What works on files loads the ledger's own code, each command only its own: the others speak HTTP and start at once.

/** Checking, backing up and restoring: on the machine of the ledger, with or without a server. */
export function addLedgerCommands(program: Command): void {
  program.hook('preAction', (_program, action) => {
    // What is private in a ledger is private in its copies.
    if (['backup', 'restore', 'move'].includes(action.name())) process.umask(0o077);
  });
  program
    .command('verify [store]')
    .description(
      'check every event of a ledger: a file, an archive, or kurrentdb://… (what OPSLEDGER_STORE names, unless given); it may be in use',
    )
    .option('--ledger <name>', 'its name on the server (OPSLEDGER_LEDGER)')
    .option('--against <file>', 'a checkpoint that was kept elsewhere; may be given more than once', collect, [])
    .option('--key <verifier key>', 'a key you trust, instead of those the ledger records; repeatable', collect, [])
    .option('--read-models', 'replay the ledger and compare every table of the read model too')
    .option('--json', 'print the report as JSON')
    .action(verify);

  program
    .command('backup <file>')
    .description('copy the ledger of the data folder, live or not, into a new file, and verify it')
    .option('--json', 'print what was made as JSON')
    .action(backup);

  program
    .command('move')
    .description('copy a stopped ledger to another store, with the same events, ids and root; give it again to go on')
    .requiredOption('--from <store>', 'a ledger file, kurrentdb://…, or "env" for what OPSLEDGER_STORE names')
    .requiredOption('--to <store>', 'a file that is not there yet, kurrentdb://…, or "env"')
    .option('--from-ledger <name>', 'its name on the server (OPSLEDGER_LEDGER)')
    .option('--to-ledger <name>', 'the name it shall have on the server (OPSLEDGER_LEDGER)')
    .option(
      '--delete-source',
      'then delete the streams at --from from their server; a scavenge takes them off its disks',
    )
    .option('--json', 'print what was moved as JSON')
    .action(moveLedger);
  program
    .command('rebuild')
    .description('delete what the data folder holds besides the ledger itself; the next start makes it anew')
    .option('--json', 'print what was deleted as JSON')
    .action(rebuild);
  program
    .command('restore <backup>')
    .description('put a backup into an empty data folder; later redactions that can be found are applied')
    .option('--against <file>', 'a checkpoint: says which positions are missing; repeatable', collect, [])
    .option(
      '--redactions-from <file>',
      'another file of the same ledger, such as the damaged one; repeatable',
      collect,
      [],
    )
    .option('--json', 'print what was done as JSON')
    .action(restore);
}

interface VerifyOptions {
  readonly ledger?: string;
  readonly against: readonly string[];
  readonly key: readonly string[];
  readonly readModels?: boolean;
  readonly json?: boolean;
}

async function verify(store: string | undefined, options: VerifyOptions): Promise<void> {
  const { against, key, readModels, json } = options;
  const notes = against.map(textOf);
  const tell = progressOn('verified');
  const checks = { against: notes, keys: key, onProgress: (done: number, total: number) => tell(done, total) };
  const place = await placeOf(store, options.ledger);
  const path = 'file' in place ? place.file : `${place.address.shown}, ledger ${place.ledger}`;
  const report = await orFailure(async () => {
    if ('file' in place) return verifyFile(place.file, checks);
    const { verifyServer } = await import('@verifier/server-history.js');
    return verifyServer(place.address.connectionString, place.ledger, checks);
  });
  const { stillOnServer = 0, foreign = [] } = report as Partial<ServerReport>;
  const compared = readModels === true ? await compareReadModels(store) : undefined;
  const isSame = compared?.tables.every(({ same }) => same) ?? true;
  const isWell = report.findings.length === 0 && foreign.length === 0 && isSame;
  print(json, { ...report, ...(compared === undefined ? {} : { readModel: compared }) }, () => [
    `${path}: ledger ${report.ledger ?? '(unknown)'}`,
    `  ${report.events} events, ${report.erased} of them erased by ${report.redactions} redactions; root ${report.root}`,
    ...report.checkpoints.map(
      ({ size, holds, signedBy, keysFrom }) =>
        `  checkpoint of ${size}: ${holds ? 'this is still that history' : 'NOT this history'}` +
        `, ${keysFrom === null ? 'signed by no known key' : `signed by ${printable(signedBy.join(', '))} (key from ${keysFrom === 'caller' ? 'you' : 'the ledger'})`}`,
    ),
    ...(stillOnServer > 0
      ? [`  the server itself still has the content of ${stillOnServer} redacted events: see docs/kurrentdb.md`]
      : []),
    ...foreign.map((event) => `  WRONG ${printable(event)} was not written by opsledger`),
    ...report.findings.map(({ sentence }) => `  WRONG ${sentence}`),
    ...(report.unlisted > 0 ? [`  and ${report.unlisted} more`] : []),
    ...(compared?.tables.map(
      ({ table, rows, same }) => `  ${same ? 'same ' : 'WRONG'} ${table}, ${rows} rows, at ${compared.position}`,
    ) ?? []),
    isWell ? 'nothing is wrong' : 'something is wrong',
  ]);
  if (!isWell) process.exitCode = EXIT.refused;
}

/** A ledger file or an archive, by its first bytes. */
async function verifyFile(file: string, checks: Checks): Promise<LedgerReport> {
  const { isArchive } = await import('@verifier/archive-file.js');
  if (isArchive(file)) return (await import('@verifier/verify-archive.js')).verifyArchive(file, checks);
  return (await import('@verifier/verify-ledger.js')).verifyLedger(file, checks);
}

async function compareReadModels(store: string | undefined) {
  if (store !== undefined) throw new Failure(EXIT.usage, '--read-models is for the data folder: leave the ledger out');
  const [{ compareReadModel }, { features }] = await Promise.all([
    import('@platform/offline/read-models.js'),
    import('@features/features.js'),
  ]);
  const tell = progressOn('replayed');
  return orFailure(async () =>
    compareReadModel(await ledgerFolder(), features, ({ position, head }) => tell(position, head)),
  );
}

/** The folder with the ledger file: of a ledger on a server, that is the copy that this machine keeps. */
async function ledgerFolder(): Promise<string> {
  const { replicaFolder } = await import('@platform/read-model/replica-folder.js');
  return storeOfServer() === undefined ? dataFolder() : replicaFolder(dataFolder());
}

function storeOfServer(): string | undefined {
  const store = process.env['OPSLEDGER_STORE'] ?? 'sqlite';
  return store === 'sqlite' ? undefined : store;
}

/** What somebody means by a store; without one, that of the settings. */
export async function placeOf(store: string | undefined, ledger: string | undefined): Promise<Place> {
  const { isConnectionString, isLedgerName, parseConnectionString } =
    await import('@event-store/kurrent/connection-string.js');
  // On the command line others of the machine could read a password.
  const named = (store === 'env' ? undefined : store) ?? storeOfServer() ?? join(dataFolder(), 'ledger.db');
  if (!isConnectionString(named)) return { file: named };
  try {
    const name = ledger ?? process.env['OPSLEDGER_LEDGER'] ?? 'opsledger';
    if (!isLedgerName(name)) throw new Failure(EXIT.usage, `a ledger cannot be named ${printable(name)}`);
    return { address: parseConnectionString(named), ledger: name };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(EXIT.usage, `the connection string ${(error as Error).message}`);
  }
}

interface MoveOptions {
  readonly from: string;
  readonly to: string;
  readonly fromLedger?: string;
  readonly toLedger?: string;
  readonly deleteSource?: boolean;
  readonly json?: boolean;
}

async function moveLedger({ from, to, fromLedger, toLedger, deleteSource, json }: MoveOptions): Promise<void> {
  const [{ move }, { SystemClock }] = await Promise.all([
    import('@platform/offline/move.js'),
    import('@kernel/clock.js'),
  ]);
  const [source, target] = [await placeOf(from, fromLedger), await placeOf(to, toLedger)];
  const tell = progressOn('moved');
  const moved = await orFailure(() =>
    move(source, target, new SystemClock(), {
      onProgress: ({ position, head }) => tell(position, head),
      ...(deleteSource === undefined ? {} : { deleteSource }),
    }),
  );
  print(json, moved, () => [
    `moved ${moved.events} events${moved.before > 0 ? `, ${moved.before} of them by an earlier attempt` : ''}; both ends verified`,
    `root ${moved.root}`,
    deleteSource === true
      ? 'The old streams are deleted. Scavenge each node (threshold -1) to take them off its disks: docs/kurrentdb.md.'
      : 'The old place is as it was: keep it until the new one serves, and let nothing write to it any more.',
  ]);
}

async function rebuild({ json }: { json?: boolean }): Promise<void> {
  const { deleteDerived } = await import('@platform/offline/rebuild.js');
  const deleted = await orFailure(async () => deleteDerived(dataFolder(), storeOfServer() !== undefined));
  print(json, { deleted }, () => [
    ...deleted.map((path) => `deleted ${path}`),
    'The next start makes it anew, which takes a minute or so for each million events.',
  ]);
}

async function backup(file: string, { json }: { json?: boolean }): Promise<void> {
  const { backUp } = await import('@platform/offline/backup.js');
  const tell = progressOn('copied');
  const ledger = join(await ledgerFolder(), 'ledger.db');
  const made = await orFailure(() => backUp(ledger, file, ({ position, head }) => tell(position, head)));
  print(json, made, () => [
    `${made.file}: ${made.bytes} bytes, ${made.report.events} events, verified; root ${made.report.root}`,
    'It does not hold the admin token and the keys of the checkpoints; keep those apart from it.',
  ]);
}

interface RestoreOptions {
  readonly against: readonly string[];
  readonly redactionsFrom: readonly string[];
  readonly json?: boolean;
}

async function restore(file: string, { against, redactionsFrom, json }: RestoreOptions): Promise<void> {
  const [platform, { features }, { catalogueOf }, { SystemClock }, { RandomIds }] = await Promise.all([
    import('@platform/offline/restore.js'),
    import('@features/features.js'),
    import('@platform/read-model/read-model-files.js'),
    import('@kernel/clock.js'),
    import('@kernel/ids.js'),
  ]);
  const folder = dataFolder();
  const tell = progressOn('copied');
  const done = await orFailure(() =>
    platform.restore({
      backup: file,
      folder,
      against: against.map(textOf),
      redactionsFrom,
      onProgress: ({ position, head }) => tell(position, head),
      catalogue: catalogueOf(features),
      clock: new SystemClock(),
      ids: new RandomIds(),
    }),
  );
  print(json, done, () => [
    `restored ${done.head} events into ${folder}`,
    ...done.lookedAt.map((other) => `  looked for later redactions in ${other}`),
    ...done.skipped.map((why) => `  NOT looked at: ${printable(why)}`),
    `  ${done.redactions} later redactions were applied`,
    ...done.checkpoints.map(({ size, holds }) => {
      if (holds) return `  checkpoint of ${size}: this is that history`;
      return `  checkpoint of ${size}: positions ${done.head + 1} to ${size} are missing, ${size - done.head} events are lost`;
    }),
    ...(done.checkpoints.length === 0
      ? ['  without a checkpoint (--against) nobody can say how many events came after the backup']
      : []),
    'Start the server: it builds its read model, makes a new admin token, and says in the ledger that it was restored.',
  ]);
}

/** What a person has to clear is a sentence and exit code 1, no stack. */
export async function orFailure<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Failure(EXIT.refused, (error as Error).message);
  }
}

/** How far it is, on a terminal only. */
export function progressOn(done: string): (position: number, head: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (position, head) => {
    const share = head === 0 ? 100 : Math.floor((100 * position) / head);
    process.stderr.write(`\r${done} ${position} of ${head} (${share} %)${position >= head ? '\n' : ''}`);
  };
}
