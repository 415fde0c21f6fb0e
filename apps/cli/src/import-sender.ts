import type { LineSetAside, OldEntry, Read, TakenOff } from '@importer/old-entry.js';
import type { components } from '@api/openapi.js';
import { answered, connect, EXIT, Failure } from './client.js';
import { ImportReport, ProgressLine } from './import-report.js';
import { type Json, print } from './output.js';

type Item = OldEntry | LineSetAside;
type Outcome = components['schemas']['ImportOutcome'];

/** Items of one request; the server takes 1000. */
const BATCH = 1000;
const BATCH_BYTES = 4 * 1024 * 1024;
/** Requests under way at once: one is being written while the next is read and checked. */
const UNDER_WAY = 2;

export interface ImportOptions extends Json {
  readonly log?: string;
  readonly page?: string;
  readonly createLogs?: boolean;
  readonly dryRun?: boolean;
  readonly report?: string;
  readonly ledger?: string;
}

/** Sends what is read, in batches, and reports. */
export class ImportSender {
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
    if (problem !== null && this.done === 0) {
      this.report.remove();
      throw asFailure(problem, '');
    }
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
    // One that failed stays among them, so that whoever waits next meets its failure.
    const sent = this.request(items).then(() => void this.underWay.delete(sent));
    this.underWay.add(sent);
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
    if (problem.status >= 500 || problem.status === 429) throw new Failure(EXIT.unreachable, problem.detail, problem);
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
