import type { LineSetAside, OldEntry, Read, TakenOff } from '@importer/old-entry.js';
import type { Command } from 'commander';
import { createReadStream, statSync } from 'node:fs';
import { answered, connect, EXIT, Failure } from './client.js';
import { importLedger } from './commands-archive.js';
import type { components } from './api.js';
import { ImportReport, ProgressLine } from './import-report.js';
import { type Json, print } from './output.js';

type Item = OldEntry | LineSetAside;
type Outcome = components['schemas']['ImportOutcome'];

const FORMATS = ['sal-wikitext', 'mediawiki-xml', 'sal-json', 'sal-atom'] as const;
type Format = (typeof FORMATS)[number];

/** Items of one request; the server takes 1000. */
const BATCH = 1000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Requests under way at once: one is being written while the next is read and checked. */
const UNDER_WAY = 2;
/** Lines without a single entry before this is taken for another kind of file. */
const HOPELESS = 1000;
/** Characters of one wiki page. */
const MAX_PAGE = 64 * 1024 * 1024;

interface ImportOptions extends Json {
  readonly log?: string;
  readonly page?: string;
  readonly createLogs?: boolean;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly ledger?: string;
}

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
      format === 'archive' ? importLedger(file, options) : importHistory(format, file, options),
    );
}

async function importHistory(format: string, file: string, options: ImportOptions): Promise<void> {
  if (!(FORMATS as readonly string[]).includes(format)) {
    throw new Failure(EXIT.usage, `there is no format ${format}; there are ${FORMATS.join(', ')} and archive`);
  }
  const { asWritten } = await import('@importer/as-written.js');
  const run = new ImportRun(options, sizeOf(file), asWritten);
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
  run: ImportRun,
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
async function* indexFile(file: string, log: string | undefined, run: ImportRun): AsyncGenerator<Read> {
  const [{ oldestFirst }, { readIndexLine, timeOfIndexLine }] = await Promise.all([
    import('@importer/oldest-first.js'),
    import('@importer/index-lines.js'),
  ]);
  for await (const { line, number } of oldestFirst(file, timeOfIndexLine, (bytes) => run.hasRead(bytes / 2))) {
    if (line.trim() !== '') yield* readIndexLine(line, number, log);
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, run: ImportRun): AsyncGenerator<Uint8Array> {
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

/** Sends what is read, in batches, and reports. */
class ImportRun {
  private readonly client = connect();
  private readonly report: ImportReport;
  private readonly progress: ProgressLine;
  private readonly underWay = new Set<Promise<void>>();
  private batch: Item[] = [];
  private batchBytes = 0;
  private page: string | undefined;
  private bytes = 0;
  private done = 0;

  constructor(
    private readonly options: ImportOptions,
    size: number | null,
    private readonly asWritten: (entry: OldEntry) => string,
  ) {
    this.report = new ImportReport(options.report);
    this.progress = new ProgressLine(size);
  }

  hasRead(bytes: number): void {
    this.bytes += bytes;
    this.progress.tell(this.bytes, this.done);
  }

  async take(reads: AsyncIterable<Read>): Promise<void> {
    for await (const read of reads) {
      if (read.kind === 'remark') this.report.note('remark', placeOf(read.of, read.number), read.what, {});
      else if (read.kind === 'taken-off') this.noteTakenOff(read);
      else await this.add(read);
    }
    await this.send();
    await this.settled(0);
  }

  /** Says what was done. @throws Failure when something is not as it should be */
  async end(problem: Error | null): Promise<void> {
    await Promise.allSettled(this.underWay);
    this.progress.end();
    await this.report.close();
    const { counts } = this.report;
    const { dryRun, json } = this.options;
    const { imported = 0, known = 0, linked = 0, revised = 0, keptBefore = 0 } = counts;
    // What failed before anything was done has nothing to report.
    if (problem !== null && this.done === 0) throw asFailure(problem, '');
    print(json, { dryRun: dryRun === true, ...counts, report: this.report.totals() }, () => [
      `${dryRun === true ? 'would import' : 'imported'} ${imported} entries; ${known} were here already, ` +
        `${linked} are the same as others (linked), ${revised} are new words of others (amended)`,
      ...(keptBefore > 0 ? [`  ${keptBefore} lines that are no entries were kept before`] : []),
      ...this.report.lines(),
    ]);
    if (problem !== null) {
      throw asFailure(problem, '; what was imported before stands, and the same command goes on from there');
    }
    if (this.report.totals().refused > 0) {
      throw new Failure(EXIT.refused, 'not everything was taken: mend what is listed, and give the same command again');
    }
  }

  private async add(item: Item): Promise<void> {
    // Lines of another page may be the same as some that are under way: those have to be there first.
    if (item.source.page !== this.page) {
      await this.send();
      await this.settled(0);
      this.page = item.source.page;
    }
    this.batch.push(item);
    this.batchBytes += Buffer.byteLength(JSON.stringify(item));
    if (this.batch.length >= BATCH || this.batchBytes >= BATCH_BYTES) await this.send();
  }

  private async send(): Promise<void> {
    if (this.batch.length === 0) return;
    const items = this.batch;
    this.batch = [];
    this.batchBytes = 0;
    await this.settled(UNDER_WAY - 1);
    const sent = this.request(items).finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
    // Its failure is met where it is waited for.
    sent.catch(() => {});
  }

  private async settled(atMost: number): Promise<void> {
    while (this.underWay.size > atMost) await Promise.race(this.underWay);
  }

  private async request(items: readonly Item[]): Promise<void> {
    const query = {
      ...(this.options.dryRun === true ? { dryRun: 'true' as const } : {}),
      ...(this.options.createLogs === true ? { createLogs: 'true' as const } : {}),
    };
    const { data } = await answered(this.client.POST('/api/v1/imports', { params: { query }, body: [...items] }));
    data.forEach((outcome, index) => this.note(items[index]!, outcome));
    this.done += items.length;
    this.progress.tell(this.bytes, this.done);
  }

  private noteTakenOff({ entry, revision, by }: TakenOff): void {
    this.report.note('taken-off', titleOf(entry), `by ${by}, revision ${revision}: ${entry.message}`, { entry });
  }

  private note(item: Item, { outcome, id, differs, redactedNear, problem }: Outcome): void {
    const where = item.kind === 'line' ? placeOf(item.source.page ?? 'the file', item.number) : titleOf(item);
    if (problem !== undefined) {
      this.refuse(problem, where, item);
    } else if (outcome === 'known') {
      // What is to be said of it was said when it came.
      this.report.count(item.kind === 'line' ? 'keptBefore' : 'known');
    } else {
      this.report.count(outcome!);
      if (item.kind === 'line') this.report.note('set-aside', where, `${item.why}: ${item.line}`, { item });
      else if (differs !== undefined) this.report.note('differs', where, JSON.stringify(differs), { id, item });
      if (redactedNear !== undefined) this.report.note('redacted-near', where, redactedNear, { id, redactedNear });
      if (item.kind === 'entry' && item.source.line !== undefined) {
        this.report.note('otherwise', where, `${item.source.line} → ${this.asWritten(item)}`, { id });
      }
    }
  }

  private refuse(problem: NonNullable<Outcome['problem']>, where: string, item: Item): void {
    // Where all goes to one log, it is all wrong.
    if (this.options.log !== undefined && problem.code === 'unknown-log') {
      throw new Failure(EXIT.refused, `${problem.detail}; --create-logs makes it`, problem);
    }
    this.report.count('refused');
    this.report.note('refused', where, problem.detail, { problem, item });
  }
}

function asFailure(error: Error, again: string): Failure {
  const { exitCode, problem } = error instanceof Failure ? error : { exitCode: EXIT.refused, problem: undefined };
  return new Failure(exitCode, `${error.message}${again}`, problem);
}

function placeOf(of: string, number: number): string {
  return number === 0 ? of : `${of}, line ${number}`;
}

function titleOf({ source, occurredAt, actor }: OldEntry): string {
  return `${source.page ?? source.id ?? ''} ${occurredAt.slice(0, 16).replace('T', ' ')} ${actor}`;
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
