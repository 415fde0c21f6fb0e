import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { EXIT, Failure } from './client.js';
import { addAnnounceCommands } from './commands-announce.js';
import { addArchiveCommands } from './commands-archive.js';
import { addEntryCommands } from './commands-entries.js';
import { addChannelCommands, addSendingCommands } from './commands-channels.js';
import { addComponentCommands } from './commands-components.js';
import { addImportCommands } from './commands-import.js';
import { addLedgerCommands } from './commands-ledger.js';
import { addNoticeCommands } from './commands-notice.js';
import { addPolicyCommands } from './commands-policies.js';
import { addProofCommands } from './commands-proofs.js';
import { addRecordCommands } from './commands-records.js';
import { addRiskCommands } from './commands-risks.js';
import { addSeriesCommands } from './commands-series.js';
import { addTimelineCommand } from './commands-timeline.js';
import { addWindowCommands } from './commands-windows.js';

const HELP = `
Where:  OPSLEDGER_URL (default http://127.0.0.1:3000); OPSLEDGER_TOKEN, or on loopback the admin token of the data folder.
Spool:  OPSLEDGER_SPOOL (default ~/.local/state/opsledger/spool), where log --spool keeps what cannot be delivered.
Exit:   0 done; 1 refused by the server, or verification failed; 2 wrong usage; 3 the server cannot be reached, nothing logged.`;

const program = new Command('opsledger')
  .version(version(), '--version')
  .description('Records operations in an opsledger, and reads its server admin logs.')
  .showHelpAfterError('(opsledger --help lists the commands)')
  .addHelpText('after', HELP)
  .exitOverride();
addEntryCommands(program);
addRecordCommands(program);
addTimelineCommand(program);
addComponentCommands(program);
addWindowCommands(program);
addSeriesCommands(program);
addAnnounceCommands(program);
addNoticeCommands(program);
addPolicyCommands(program);
addChannelCommands(program);
addSendingCommands(program);
addRiskCommands(program);
addProofCommands(program);
addImportCommands(program);
addLedgerCommands(program);
addArchiveCommands(program);
for (const command of program.commands) {
  command.exitOverride();
  for (const nested of command.commands) nested.exitOverride();
}
// A reader that has seen enough, such as head, is no error.
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // Half an archive is none.
  if (code === 'EPIPE' && process.argv[2] !== 'export') process.exit(EXIT.done);
  process.stderr.write(`opsledger: standard output cannot be written: ${message}\n`);
  process.exit(EXIT.refused);
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function version(): string {
  const file = new URL('../../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function exitCodeOf(error: unknown): number {
  // Commander has printed its own words already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (!(error instanceof Failure)) throw error;
  if (process.argv.includes('--json') && error.problem !== undefined) {
    process.stdout.write(`${JSON.stringify(error.problem)}\n`);
  }
  process.stderr.write(`opsledger: ${error.message}\n`);
  return error.exitCode;
}
