import type { Command } from 'commander';
import { orFailure, placeOf, progressOn } from './commands-ledger.js';
import { type Json, print } from './output.js';

const SUMS = new URL('./archive.worker.js', import.meta.url);

/** A ledger as text, for whoever has no opsledger. */
export function addArchiveCommands(program: Command): void {
  program
    .command('export [file]')
    .description('write a ledger, live or not, as an archive: one event a line, into a new file or (-) standard output')
    .option('--from <store>', 'a ledger file or kurrentdb://… (what OPSLEDGER_STORE names, unless given)')
    .option('--ledger <name>', 'its name on the server (OPSLEDGER_LEDGER)')
    .option('--json', 'print what was made as JSON')
    .action(exportLedger);
}

interface ExportOptions extends Json {
  readonly from?: string;
  readonly ledger?: string;
}

async function exportLedger(file = '-', { from, ledger, json }: ExportOptions): Promise<void> {
  const [{ exportArchive }, { SumsInThread }, { SystemClock }] = await Promise.all([
    import('@platform/offline/export-archive.js'),
    import('@platform/offline/archive-sums.js'),
    import('@kernel/clock.js'),
  ]);
  const place = await placeOf(from, ledger);
  const tell = progressOn('exported');
  const isPipe = file === '-';
  const exported = await orFailure(() =>
    exportArchive(
      place,
      isPipe ? process.stdout : file,
      new SystemClock(),
      ({ position, head }) => tell(position, head),
      () => new SumsInThread(SUMS),
    ),
  );
  const { events, bytes, root } = exported;
  const line = `${events} events, ${bytes} bytes, ledger ${exported.ledger}; root ${root}`;
  // Standard output is the archive then.
  if (isPipe) process.stderr.write(`${json === true ? JSON.stringify(exported) : line}\n`);
  else print(json, { file, ...exported }, () => [`${file}: ${line}`]);
}

/** Verifies an archive and puts it where OPSLEDGER_STORE says, or into the data folder; no ledger may be there. */
export async function importLedger(file: string, { ledger, json }: { readonly ledger?: string } & Json): Promise<void> {
  // What is private in a ledger is private in its copies.
  process.umask(0o077);
  const [{ importArchive }, { SystemClock }] = await Promise.all([
    import('@platform/offline/import-archive.js'),
    import('@kernel/clock.js'),
  ]);
  const place = await placeOf(undefined, ledger);
  const tell = progressOn('imported');
  const imported = await orFailure(() =>
    importArchive(file, place, new SystemClock(), ({ position, head }) => tell(position, head)),
  );
  const { events, before, root } = imported;
  print(json, imported, () => [
    `imported ${events} events of ledger ${imported.ledger}${before > 0 ? `, ${before} of them by an earlier attempt` : ''}`,
    `root ${root}`,
    'Start the server: it builds its read model, and makes a new admin token and a new key for checkpoints.',
  ]);
}
