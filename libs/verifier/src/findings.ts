/** What can be wrong, for programs; the sentence beside it is for people. */
export type FindingCode =
  | 'file-damaged'
  | 'unreadable'
  | 'event-missing'
  | 'event-stray'
  | 'not-opened'
  | 'wrong-type'
  | 'not-utf8'
  | 'stream-missing'
  | 'stream-twice'
  | 'revision-wrong'
  | 'id-wrong'
  | 'id-twice'
  | 'commitment-wrong'
  | 'leaf-wrong'
  | 'content-malformed'
  | 'erased-without-redaction'
  | 'erasure-wrong'
  | 'redaction-erased'
  | 'redaction-not-carried-out'
  | 'key-malformed'
  | 'checkpoint-malformed'
  | 'checkpoint-of-another-ledger'
  | 'checkpoint-not-vouched-for'
  | 'ledger-cut'
  | 'history-changed'
  | 'line-malformed'
  | 'line-out-of-order'
  | 'archive-cut'
  | 'archive-end-wrong'
  | 'archive-of-another-ledger';

export interface Finding {
  /** The position of the event that is wrong; null when it is the file or its history as a whole. */
  readonly position: number | null;
  readonly what: FindingCode;
  readonly sentence: string;
  /** In an archive: the number of the line that is wrong. */
  readonly line?: number;
}

/** Gathers what is wrong. What has a position is listed up to a limit; what has none is always listed. */
export class Findings {
  private readonly found: Finding[] = [];
  private listed = 0;
  private more = 0;

  constructor(private readonly limit: number) {}

  add(position: number | null, what: FindingCode, sentence: string, line?: number): void {
    if (position !== null && this.listed >= this.limit) {
      this.more++;
      return;
    }
    if (position !== null) this.listed++;
    this.found.push({ position, what, sentence, ...(line === undefined ? {} : { line }) });
  }

  /** The first wrong position first; what has none stands before all. */
  inOrder(): Finding[] {
    return this.found.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  }

  /** How many more were found than are listed. */
  get unlisted(): number {
    return this.more;
  }
}
