import type { Read } from '@importer/old-entry.js';
import type { Command } from 'commander';
import { createReadStream, statSync } from 'node:fs';
import { EXIT, Failure } from './client.js';
import { importLedger } from './commands-archive.js';
import { type ImportOptions, ImportSender } from './import-sender.js';

const FORMATS = ['sal-wikitext', 'mediawiki-xml', 'sal-json', 'sal-atom'] as const;
type Format = (typeof FORMATS)[number];

/** Lines without a single entry before this is taken for another kind of file. */
const HOPELESS = 1000;
/** Characters of one wiki page. */
const MAX_PAGE = 64 * 1024 * 1024;

/** Taking over the histories of other logs. */
export function addImportCommands(program: Command): void {
  program
    .command('import <format> <file>')
    .description(
      `take over an older log, each entry once, however often it is given: ${FORMATS.join(', ')}; or put a whole ledger ` +
        `(archive) into an empty place; "-" reads standard input`,
    )
    .option('--log <log>', 'where everything belongs; otherwise titles and projects say it')
    .option('--page <title>', 'title of the wiki page (sal-wikitext)')
    .option('--create-logs', 'make logs that are not there')
    .option('--dry-run', 'change nothing, say what would be done')
    .option('--report <file>', 'all that a person should look at, as one JSON object a line')
    .option('--ledger <name>', 'of an archive: the name it shall have on the server (OPSLEDGER_LEDGER)')
    .option('--json', 'print the numbers as JSON')
    .action(async (format: string, file: string, options: ImportOptions) =>
      format === 'archive'
        ? importLedger(file, only(options, format, ['ledger', 'json']))
        : importHistory(format, file, only(options, format, ['log', 'page', 'createLogs', 'dryRun', 'report', 'json'])),
    );
}

/** An option that would mean nothing is not passed over: `--dry-run` least of all. @throws Failure */
function only(options: ImportOptions, format: string, known: readonly (keyof ImportOptions)[]): ImportOptions {
  const other = (Object.keys(options) as (keyof ImportOptions)[]).find((name) => !known.includes(name));
  if (other === undefined) return options;
  const written = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new Failure(EXIT.usage, `--${written} means nothing for ${format}`);
}

async function importHistory(format: string, file: string, options: ImportOptions): Promise<void> {
  if (!(FORMATS as readonly string[]).includes(format)) {
    throw new Failure(EXIT.usage, `there is no format ${format}; there are ${FORMATS.join(', ')} and archive`);
  }
  const { asWritten } = await import('@importer/as-written.js');
  const run = new ImportSender(options, sizeOf(file), asWritten);
  let problem: Error | null = null;
  try {
    await run.take(withEntries(await readsOf(format as Format, file, options, run), format));
  } catch (error) {
    problem = error as Error;
  }
  await run.end(problem);
}

/** What the reader of a format gives. */
async function readsOf(
  format: Format,
  file: string,
  { log, page }: ImportOptions,
  run: ImportSender,
): Promise<AsyncIterable<Read>> {
  const chunks = (): AsyncIterable<Uint8Array> => counted(file === '-' ? process.stdin : createReadStream(file), run);
  if (format === 'mediawiki-xml') return (await import('@importer/mediawiki-dump.js')).readDump(chunks(), log);
  if (format === 'sal-atom') return (await import('@importer/atom-feed.js')).readAtomFeed(chunks(), log);
  if (format === 'sal-wikitext') return wikitext(chunks(), log, page);
  if (isRegular(file)) return indexFile(file, log, run);
  return (await import('@importer/index-lines.js')).readIndexLines(chunks(), log);
}

async function* wikitext(chunks: AsyncIterable<Uint8Array>, log?: string, page?: string): AsyncGenerator<Read> {
  const [{ readWikitextPage }, { wholeText }, { logOfTitle }] = await Promise.all([
    import('@importer/wikitext-page.js'),
    import('@importer/utf8.js'),
    import('@importer/mediawiki-dump.js'),
  ]);
  const name = log ?? (page === undefined ? null : logOfTitle(page));
  if (name === null) throw new Failure(EXIT.usage, 'say with --log to which log this page belongs');
  yield* readWikitextPage(await wholeText(chunks, MAX_PAGE), { log: name, page: page ?? name });
}

/** A file can be read in the order of its times, standard input only as it comes. */
async function* indexFile(file: string, log: string | undefined, run: ImportSender): AsyncGenerator<Read> {
  const [{ oldestFirst }, { readIndexLine, timeOfIndexLine }] = await Promise.all([
    import('@importer/oldest-first.js'),
    import('@importer/index-lines.js'),
  ]);
  for await (const { line, number } of oldestFirst(file, timeOfIndexLine, (bytes) => run.hasRead(bytes / 2))) {
    if (line.trim() !== '') yield* readIndexLine(line, number, log);
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, run: ImportSender): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    run.hasRead(chunk.length);
    yield chunk;
  }
}

/** Holds lines back until there is an entry: of a file that has none, nothing must come into the ledger. */
async function* withEntries(reads: AsyncIterable<Read>, format: string): AsyncGenerator<Read> {
  const held: Read[] = [];
  let isLog = false;
  for await (const read of reads) {
    isLog ||= read.kind === 'entry';
    if (!isLog) held.push(read);
    else yield* [...held.splice(0), read];
    // The titles of a dump say already that it is one.
    if (held.length >= HOPELESS && format !== 'mediawiki-xml') break;
  }
  if (isLog || format === 'mediawiki-xml') return yield* held;
  const first = held.find((read) => read.kind === 'line');
  const reason = first === undefined ? '' : ` Line ${first.number}, for example: ${first.why}.`;
  throw new Failure(
    EXIT.refused,
    `this is no ${format}: in ${held.length} lines there is no entry.${reason} Nothing was imported.`,
  );
}

function isRegular(file: string): boolean {
  return sizeOf(file) !== null;
}

/** Null for what is no file of a known length: standard input, a pipe. */
function sizeOf(file: string): number | null {
  if (file === '-') return null;
  try {
    const stat = statSync(file);
    return stat.isFile() ? stat.size : null;
  } catch {
    throw new Failure(EXIT.usage, `there is no file ${file}`);
  }
}
