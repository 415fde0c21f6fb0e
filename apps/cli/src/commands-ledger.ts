import type { Command } from 'commander';
import { join } from 'node:path';
import { dataFolder, EXIT, Failure } from './client.js';
import { collect, textOf } from './commands-proofs.js';
import { print, printable } from './output.js';

// What works on files loads the ledger's own code, each command only its own: the others speak HTTP and start at once.

/** Checking, backing up and restoring: on the machine of the ledger, with or without a server. */
export function addLedgerCommands(program: Command): void {
  program.hook('preAction', (_program, action) => {
    // What is private in a ledger is private in its copies.
    if (action.name() === 'backup' || action.name() === 'restore') process.umask(0o077);
  });
  program
    .command('verify [file]')
    .description('check every event of a ledger file (that of the data folder, unless named); a server may be running')
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
  readonly against: readonly string[];
  readonly key: readonly string[];
  readonly readModels?: boolean;
  readonly json?: boolean;
}

async function verify(file: string | undefined, { against, key, readModels, json }: VerifyOptions): Promise<void> {
  const { verifyLedger } = await import('@verifier/verify-ledger.js');
  const path = file ?? join(dataFolder(), 'ledger.db');
  const notes = against.map(textOf);
  const tell = progressOn('verified');
  const report = await orFailure(async () =>
    verifyLedger(path, { against: notes, keys: key, onProgress: (done, total) => tell(done, total) }),
  );
  const compared = readModels === true ? await compareReadModels(file) : undefined;
  const isSame = compared?.tables.every(({ same }) => same) ?? true;
  print(json, { ...report, ...(compared === undefined ? {} : { readModel: compared }) }, () => [
    `${path}: ledger ${report.ledger ?? '(unknown)'}`,
    `  ${report.events} events, ${report.erased} of them erased by ${report.redactions} redactions; root ${report.root}`,
    ...report.checkpoints.map(
      ({ size, holds, signedBy, keysFrom }) =>
        `  checkpoint of ${size}: ${holds ? 'this is still that history' : 'NOT this history'}` +
        `, ${keysFrom === null ? 'signed by no known key' : `signed by ${printable(signedBy.join(', '))} (key from ${keysFrom === 'caller' ? 'you' : 'the ledger'})`}`,
    ),
    ...report.findings.map(({ sentence }) => `  WRONG ${sentence}`),
    ...(report.unlisted > 0 ? [`  and ${report.unlisted} more`] : []),
    ...(compared?.tables.map(
      ({ table, rows, same }) => `  ${same ? 'same ' : 'WRONG'} ${table}, ${rows} rows, at ${compared.position}`,
    ) ?? []),
    report.findings.length === 0 && isSame ? 'nothing is wrong' : 'something is wrong',
  ]);
  if (report.findings.length > 0 || !isSame) process.exitCode = EXIT.refused;
}

async function compareReadModels(file: string | undefined) {
  if (file !== undefined) throw new Failure(EXIT.usage, '--read-models is for the data folder: leave the file out');
  const [{ compareReadModel }, { features }] = await Promise.all([
    import('@platform/offline/read-models.js'),
    import('@features/features.js'),
  ]);
  const tell = progressOn('replayed');
  return orFailure(async () => compareReadModel(dataFolder(), features, ({ position, head }) => tell(position, head)));
}

async function backup(file: string, { json }: { json?: boolean }): Promise<void> {
  const { backUp } = await import('@platform/offline/backup.js');
  const tell = progressOn('copied');
  const made = await orFailure(() =>
    backUp(join(dataFolder(), 'ledger.db'), file, ({ position, head }) => tell(position, head)),
  );
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
async function orFailure<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Failure(EXIT.refused, (error as Error).message);
  }
}

/** How far it is, on a terminal only. */
function progressOn(done: string): (position: number, head: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (position, head) => {
    const share = head === 0 ? 100 : Math.floor((100 * position) / head);
    process.stderr.write(`\r${done} ${position} of ${head} (${share} %)${position >= head ? '\n' : ''}`);
  };
}
