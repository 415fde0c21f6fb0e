import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveFile, type ArchiveLine } from './archive-file.js';
import {
  type ArchiveEnd,
  endOf,
  eventOf,
  isEnd,
  isMeantToBeAnArchive,
  ledgerOf,
  newerFormatOf,
} from './archive-line.js';
import { NotALedger } from './file-header.js';
import { type Finding, type FindingCode, Findings } from './findings.js';
import { UnpackedLedger } from './unpacked-ledger.js';
import { type LedgerReport, verifyLedger, type VerifyOptions } from './verify-ledger.js';

export interface ArchiveOptions extends VerifyOptions {
  /** Told what the first line says, before anything else is read; what it throws ends the reading. */
  readonly onLedger?: (ledger: string) => void;
}

const DEFAULT_LIMIT = 100;
const PROGRESS_EVERY = 10_000;
/** The first line is not of an event. */
const LINES_BEFORE = 1;

/**
 * Checks an archive against docs/archive-format.md: unpacks it into a file in the format of ledger files, and checks
 * that file like any other. What is wrong has the number of its line. @throws NotALedger
 */
export function verifyArchive(path: string, options: ArchiveOptions = {}): LedgerReport {
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-verify-'));
  try {
    return unpackArchive(path, join(folder, 'ledger.db'), options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The same, and the ledger file is kept: where nothing is wrong it is that of the archive.
 * @param path of the archive, `-` for standard input. @throws NotALedger
 */
export function unpackArchive(path: string, ledger: string, options: ArchiveOptions = {}): LedgerReport {
  const file = ArchiveFile.open(path);
  try {
    const unpacking = new Unpacking(file, path, options);
    unpacking.run(ledger);
    return unpacking.reportOn(verifyLedger(ledger, options));
  } finally {
    file.close();
  }
}

class Unpacking {
  private readonly limit: number;
  private readonly findings: Findings;
  /** Lines of which something was found that says it all. */
  private readonly broken = new Set<number>();
  private ledger: string | null = null;
  private end: ArchiveEnd | null = null;
  private events = 0;
  /** The number of the last line that was whole, and of the one with the end. */
  private last = 0;
  private endedAt = 0;
  /** The last line of all has no end. */
  private isTorn = false;
  private due = 1;

  constructor(
    private readonly file: ArchiveFile,
    private readonly path: string,
    private readonly options: ArchiveOptions,
  ) {
    this.limit = options.limit ?? DEFAULT_LIMIT;
    this.findings = new Findings(this.limit);
  }

  run(ledger: string): void {
    const unpacked = new UnpackedLedger(ledger);
    try {
      for (const line of this.file.lines()) this.take(line, unpacked);
      unpacked.complete();
    } finally {
      unpacked.close();
    }
    if (this.last === 0) throw new NotALedger(`${this.path} is empty or cut off in its first line: take another copy.`);
    if (this.endedAt === 0) this.tellCut();
  }

  /** With what the lines themselves are found to be. */
  reportOn(report: LedgerReport): LedgerReport {
    const { ledger, root } = report;
    if (this.ledger !== null && ledger !== null && ledger !== this.ledger) {
      this.add(1, 'archive-of-another-ledger', `it says ledger ${this.ledger}, but its events are of ${ledger}.`);
    }
    if (this.end !== null && this.end.root !== root) {
      this.add(this.endedAt, 'archive-end-wrong', `the root of the events before it is ${root}, not ${this.end.root}.`);
    }
    const inEvents = report.findings.map((finding) => atItsLine(finding));
    const all = [...this.findings.inOrder(), ...inEvents.filter(({ line }) => !this.broken.has(line ?? 0))];
    const ordered = all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    const listed = ordered.slice(0, this.limit);
    const unlisted = report.unlisted + this.findings.unlisted + ordered.length - listed.length;
    return { ...report, findings: listed, unlisted };
  }

  private take({ number, bytes, isWhole }: ArchiveLine, unpacked: UnpackedLedger): void {
    if (number === 1) this.takeFirst(bytes, isWhole);
    if (this.endedAt > 0) {
      this.add(number, 'line-malformed', `something follows the end, which was line ${this.endedAt}.`);
      return;
    }
    this.isTorn = !isWhole;
    if (this.isTorn) return;
    this.last = number;
    if (number === 1) return;
    if (isEnd(bytes)) this.takeEnd(number, bytes);
    else this.takeEvent(number, bytes, unpacked);
    const { position, size } = this.file;
    if (number % PROGRESS_EVERY === 0 && size > 0) this.options.onProgress?.(position, size);
  }

  private takeFirst(bytes: Buffer, isWhole: boolean): void {
    const newer = newerFormatOf(bytes);
    if (newer !== null) {
      throw new NotALedger(
        `${this.path}, line 1: it is of ${newer}, which this program does not read: take a newer one.`,
      );
    }
    if (!isMeantToBeAnArchive(bytes)) throw new NotALedger(`${this.path}, line 1: this is not how an archive begins.`);
    this.ledger = ledgerOf(bytes);
    if (this.ledger !== null) this.options.onLedger?.(this.ledger);
    else if (isWhole) this.add(1, 'line-malformed', 'it is not the first line of an archive as it was written.');
  }

  private takeEvent(number: number, bytes: Buffer, unpacked: UnpackedLedger): void {
    const event = eventOf(bytes);
    const due = this.due++;
    if (event === null) {
      this.add(number, 'line-malformed', 'it is not an event as it was written.');
      return;
    }
    this.events++;
    if (event.position !== due) {
      this.add(number, 'line-out-of-order', `it says position ${event.position}, where ${due} is due.`);
      this.due = event.position + 1;
    }
    unpacked.add(number - LINES_BEFORE, event);
  }

  private takeEnd(number: number, bytes: Buffer): void {
    this.endedAt = number;
    this.end = endOf(bytes);
    if (this.end === null) {
      this.add(number, 'line-malformed', 'it is not the end of an archive as it was written.');
      return;
    }
    if (this.end.events !== this.events) {
      this.add(number, 'archive-end-wrong', `it says ${this.end.events} events, but ${this.events} are before it.`);
    }
    if (this.end.sha256 !== this.file.sumOfLinesBefore()) {
      this.add(number, 'archive-end-wrong', 'SHA-256 of the bytes before it is not what it says.');
    }
  }

  private tellCut(): void {
    const event = this.last - LINES_BEFORE;
    const after = `line ${this.last}${event > 0 ? ` (event ${event})` : ''}`;
    const where = this.isTorn ? `in line ${this.last + 1}, behind ${after}` : `after ${after}`;
    const sentence = `The archive is cut off ${where}: take another copy, or export it again.`;
    this.findings.add(null, 'archive-cut', sentence);
  }

  private add(line: number, what: FindingCode, sentence: string): void {
    if (what === 'line-malformed') this.broken.add(line);
    const position = line === 1 || line === this.endedAt ? null : line - LINES_BEFORE;
    this.findings.add(position, what, `line ${line}: ${sentence}`, line);
  }
}

/** Of the file that it was unpacked into: an event is in the line behind that of the one before. */
function atItsLine(finding: Finding): Finding {
  const { position, sentence } = finding;
  if (position === null) return finding;
  const line = position + LINES_BEFORE;
  return { ...finding, line, sentence: `line ${line}: ${sentence}` };
}
