import type { OldPrecision, Read, Why } from '@importer/old-entry.js';

/** What a person can check of an entry by looking at its page. */
export interface SeenEntry {
  readonly actor: string;
  readonly message: string;
  readonly occurredAt: string;
  readonly precision: OldPrecision;
  readonly ordinal: number;
}

export interface SeenLine {
  readonly number: number;
  readonly why: Why;
}

export interface Summary {
  /** Oldest first. */
  readonly entries: readonly SeenEntry[];
  /** As they stand on the page, from above. */
  readonly setAside: readonly SeenLine[];
}

/** What was read, without the remarks and without what every entry of a page has in common. */
export function summaryOf(reads: readonly Read[]): Summary {
  const entries = reads.flatMap((read) =>
    read.kind === 'entry'
      ? [
          {
            actor: read.actor,
            message: read.message,
            occurredAt: read.occurredAt,
            precision: read.precision,
            ordinal: read.source.ordinal!,
          },
        ]
      : [],
  );
  const setAside = reads
    // A very long line comes in parts: it is still one line.
    .flatMap((read) => (read.kind === 'line' && read.part === 1 ? [{ number: read.number, why: read.why }] : []))
    .sort((one, other) => one.number - other.number);
  return { entries, setAside };
}
