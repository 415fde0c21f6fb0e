import type { Why } from '@importer/old-entry.js';
import { Chance } from '../support/chance.js';
import { dayHeading, headingOfSomethingElse, impossibleDay, type Said, yearlessHeading } from './made-up-heading.js';
import { furniture, lineThatIsNone, madeUpMeaning, prose, type WrittenEntry, writeEntry } from './made-up-line.js';
import type { SeenEntry, SeenLine, Summary } from './summary-of.js';

/** A SAL page that nobody wrote, of which everything is known. */
export interface MadeUpPage {
  readonly title: string;
  readonly text: string;
  readonly truth: Summary;
  /** Of each entry: its lines as they stand, where the ledger would write it otherwise. */
  readonly originals: readonly (string | undefined)[];
}

/** The same page for the same seed, with every oddity that a page may have, each with some probability. */
export function madeUpPage(seed: number): MadeUpPage {
  const page = new PageWriter(new Chance(seed));
  page.write();
  return page.done();
}

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTES = 24 * 60;

class PageWriter {
  private readonly lines: string[] = [];
  private readonly entries: { readonly at: string; readonly entry: WrittenEntry }[] = [];
  private readonly setAside: SeenLine[] = [];
  private readonly said: Said;
  private readonly title: string;
  private readonly isOldestFirst: boolean;
  /** Whether what comes next would stand directly below an entry. */
  private isBelowEntry = false;
  private count = 0;

  constructor(private readonly chance: Chance) {
    const year = chance.from(2004, 2024);
    this.title = chance.pick([`Server admin log/${year}`, 'Server admin log', 'Server admin log/Archive 12']);
    this.said = { year: this.title.endsWith(String(year)) ? year : undefined, month: undefined };
    this.isOldestFirst = chance.happens(40);
  }

  write(): void {
    this.beforeTheFirstDay();
    const first = Date.UTC(this.said.year ?? this.chance.from(2004, 2024), 0, 1);
    const days = this.chance
      .rising(this.chance.from(1, 7), 400)
      .map((number) => new Date(first + number * DAY_MS).toISOString().slice(0, 10));
    for (const day of this.inOrder(days)) {
      if (this.chance.happens(15)) this.partOfNoDay(day);
      this.part(dayHeading(this.chance, day, this.said));
      this.day(day);
    }
    if (this.chance.happens(30)) this.prose();
  }

  done(): MadeUpPage {
    const times = this.entries.map(({ at }) => at);
    const steps = times.slice(1).map((at, index) => Math.sign(Date.parse(at) - Date.parse(times[index]!)));
    const isOldestFirst = steps.reduce((sum, step) => sum + step, 0) > 0;
    const inTime = (isOldestFirst ? this.entries : this.entries.toReversed()).toSorted((one, other) =>
      one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
    );
    const seen: SeenEntry[] = [];
    for (const { at, entry } of inTime) {
      const { actor, message, precision } = entry;
      const ordinal = seen.filter(
        (older) => older.occurredAt === at && older.actor === actor && older.message === message,
      ).length;
      seen.push({ actor, message, occurredAt: at, precision, ordinal });
    }
    return {
      title: this.title,
      text: this.lines.join('\n') + this.chance.pick(['', '\n']),
      truth: { entries: seen, setAside: this.setAside },
      originals: inTime.map(({ entry }) => entry.original),
    };
  }

  private beforeTheFirstDay(): void {
    if (this.chance.happens(50)) this.prose();
    if (this.chance.happens(30)) this.furniture();
    if (this.chance.happens(20)) this.linesOfNoDay('no-day');
  }

  /** A heading that is no day's, and lines below it that look like entries and cannot be. */
  private partOfNoDay(day: string): void {
    if (this.said.year === undefined && this.chance.happens(40)) {
      this.said.month = undefined;
      this.part([yearlessHeading(this.chance, day)]);
      return this.linesOfNoDay('no-year');
    }
    const isBad = this.chance.happens(50);
    this.part([]);
    this.aside(
      isBad ? impossibleDay(this.chance, this.said) : headingOfSomethingElse(this.chance, this.said),
      isBad ? 'bad-day' : 'not-an-entry',
    );
    this.linesOfNoDay('no-day');
  }

  private linesOfNoDay(why: Why): void {
    for (const minute of this.chance.rising(this.chance.from(0, 3), MINUTES)) {
      const { lines, needsDistance } = writeEntry(this.chance, madeUpMeaning(this.chance, minute, this.count++), true);
      if (!needsDistance && lines[0]!.length < 1000) this.aside(lines[0]!, why);
    }
  }

  private day(day: string): void {
    const minutes = this.chance.rising(this.chance.from(0, 7), MINUTES);
    const isDoubled = this.chance.happens(10);
    this.inOrder(minutes).forEach((minute, index) => {
      this.somethingBetween();
      if (isDoubled && index === 2) this.part(dayHeading(this.chance, day, this.said));
      const meant = madeUpMeaning(this.chance, minute, this.count++);
      const times = this.chance.happens(8) ? this.chance.from(2, 3) : 1;
      for (let written = 0; written < times; written++) this.entry(day, writeEntry(this.chance, meant, times > 1));
    });
    this.somethingBetween();
  }

  private somethingBetween(): void {
    if (this.chance.happens(8)) {
      const { line, why } = lineThatIsNone(this.chance);
      this.aside(line, why);
    }
    if (this.chance.happens(4)) this.furniture();
    if (this.chance.happens(4)) this.prose();
    if (this.chance.happens(4)) this.deepBulletWithoutTime();
    if (this.chance.happens(10)) this.blank();
  }

  private entry(day: string, entry: WrittenEntry): void {
    if (entry.needsDistance && this.isBelowEntry) this.blank();
    this.lines.push(...entry.lines);
    this.entries.push({ at: `${day}T${entry.time}.000Z`, entry });
    this.isBelowEntry = true;
  }

  private aside(line: string, why: Why): void {
    this.lines.push(line);
    this.setAside.push({ number: this.lines.length, why });
    this.isBelowEntry = false;
  }

  private part(headings: readonly string[]): void {
    if (this.chance.happens(70)) this.blank();
    this.lines.push(...headings);
    this.isBelowEntry = false;
  }

  private furniture(): void {
    for (const line of furniture(this.chance)) this.aside(line, 'not-an-entry');
  }

  private prose(): void {
    if (this.isBelowEntry) this.blank();
    for (const line of prose(this.chance)) this.aside(line, 'not-an-entry');
  }

  private deepBulletWithoutTime(): void {
    if (this.isBelowEntry) this.blank();
    this.aside(this.chance.pick(['** below nothing', '*** deep']), 'no-time');
  }

  private blank(): void {
    this.lines.push(this.chance.pick(['', '', ' ']));
    this.isBelowEntry = false;
  }

  /** Of things that rise: in the order of the page, seldom with one that stands where it should not. */
  private inOrder<T>(rising: readonly T[]): T[] {
    const ordered = this.isOldestFirst ? [...rising] : rising.toReversed();
    if (ordered.length > 2 && this.chance.happens(10)) ordered.push(ordered.shift()!);
    return ordered;
  }
}
