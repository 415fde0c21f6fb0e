import type { OldEntry, Read } from './old-entry.js';
import { readWikitextPage } from './wikitext-page.js';

export interface Revision {
  readonly id: number;
  readonly contributor: string;
  readonly text: string;
}

/**
 * One wiki page, revision by revision, the oldest first. An entry is given at the revision that brought it; where the
 * same revision took off a line of the same time and nick, it was written over that one. No more is kept than two revisions.
 */
export class PageHistory {
  private lines = new Map<string, OldEntry>();
  private others: Read[] = [];
  private takenOff = 0;
  private revisions = 0;

  constructor(
    private readonly log: string,
    private readonly page: string,
  ) {}

  /** What a revision brought. */
  add({ id, contributor, text }: Revision): OldEntry[] {
    const before = this.lines;
    const all = readWikitextPage(text, { log: this.log, page: this.page, revision: id });
    const entries = all.filter((read) => read.kind === 'entry');
    this.others = all.filter((read) => read.kind !== 'entry');
    this.lines = new Map(entries.map((entry) => [keyOf(entry), entry]));
    const gone = [...before].filter(([key]) => !this.lines.has(key)).map(([, entry]) => entry);
    const brought = entries
      .filter((entry) => !before.has(keyOf(entry)))
      .map((entry) => detached(overwriting(entry, gone, contributor)));
    this.takenOff += gone.length;
    this.revisions++;
    return brought;
  }

  /** What is to be said of the page when its newest revision is known. */
  end(): Read[] {
    if (this.takenOff === 0) return this.others;
    const what = `${this.takenOff} entries were taken off the page in its ${this.revisions} revisions; they are imported all the same`;
    return [...this.others, { kind: 'remark', of: this.page, number: 0, what }];
  }
}

/** Takes the line that was written over from those that are gone. */
function overwriting(entry: OldEntry, gone: OldEntry[], by: string): OldEntry {
  const index = gone.findIndex(({ occurredAt, actor }) => occurredAt === entry.occurredAt && actor === entry.actor);
  if (index < 0) return entry;
  const [{ actor, message, occurredAt, source }] = gone.splice(index, 1) as [OldEntry];
  return { ...entry, replaces: { actor, message, occurredAt, ordinal: source.ordinal!, by } };
}

/**
 * The strings of an entry are parts of the whole text of its revision, and would keep that in memory: in a batch of
 * entries, each brought by a revision of its own, a thousand times a page. Through JSON they become strings of their own.
 */
function detached(entry: OldEntry): OldEntry {
  return JSON.parse(JSON.stringify(entry)) as OldEntry;
}

function keyOf({ actor, message, occurredAt, source }: OldEntry): string {
  return `${occurredAt} ${source.ordinal} ${actor}\n${message}`;
}
