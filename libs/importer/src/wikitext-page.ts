import { asWritten } from './as-written.js';
import { type Above, headingText, readHeading, yearOfTitle } from './day-heading.js';
import type { OldEntry, OldPrecision, Read, Remark, Why } from './old-entry.js';
import { MAX_MESSAGE_BYTES, setAside } from './set-aside.js';
import { nickOfWikitext, storable, textOfWikitext, withoutNowiki } from './wikitext.js';

/** What is known of a page beside its text. */
export interface Page {
  readonly log: string;
  /** Its title. */
  readonly page: string;
  readonly revision?: number | undefined;
}

const BULLET = /^(\*+)\s*(.*)$/s;
const TIME =
  /^(~)?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)(?:\s*[-–]\s*~?\d{1,2}:\d{2}(?::\d{2})?)?\s*([ap]m\b)?(?:\s*(?:UTC\b|GMT\b|\((?:UTC|GMT)\)))?[\s,]*(.*)$/is;
/** Another time than that of the log: what it was in UTC, only a person can say. */
const ELSEWHERE = /^\(?(?:[CEW]E?S?T|[PMCE][SD]T|BST|IST|JST|AE[SD]T)\b/;
/** How a nick may stand: `ada: …`, `ada:…` (but no address), `<ada> …`, as in a chat. */
const SAID: readonly RegExp[] = [
  /^(?:<|&lt;)([^<>&\s]{1,60})(?:>|&gt;)\s*:?\s+(.*)$/s,
  /^(.*?):(?:\s+(.*))?$/s,
  /^([^\s:]{1,60}):(?!\/\/)(.*)$/s,
];
/** Lines that stand below an entry and never belong to it. */
const NO_CONTINUATION =
  /^\s*(?:<!--|<\/?(?:noinclude|includeonly|onlyinclude)\s*\/?>|\[\[category:|\{[{|]|\||__[A-Z]|----)/i;
/** What a line that goes on an entry may begin with. */
const LEADING = /^[*:#;\s]+/;
const LONGEST_NICK = 60;
const MOST_WORDS = 4;
/** Of a nick with all its markup. */
const LONGEST_WRITTEN_NICK = 500;
const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;
const NOTHING_TO_READ = /^[\s\p{Cf}]*$/u;

/** An entry while its page is read. */
interface Found {
  readonly number: number;
  readonly actor: string;
  message: string;
  /** All its lines, as they stand. */
  text: string;
  readonly at: number;
  readonly precision: OldPrecision;
}

/** Reads a SAL page of whatever year: entries oldest first, what is none, and what a person should know. Pure. */
export function readWikitextPage(text: string, page: Page): Read[] {
  return new PageReader(page).read(text);
}

class PageReader {
  private readonly found: Found[] = [];
  private readonly others: Read[] = [];
  private readonly days: { day: string; number: number; entries: number[] }[] = [];
  private above: Above;
  /** The day, or why there is none. */
  private day: { readonly day: string } | { readonly why: Why } = { why: 'no-day' };
  private last: Found | null = null;
  private inComment = false;
  /** What is opened behind it is never closed, and so no comment. */
  private lastCommentEnd = 0;

  constructor(private readonly page: Page) {
    this.above = { year: yearOfTitle(page.page) };
  }

  read(text: string): Read[] {
    const lines = text.split(/\r\n|\n|\r/);
    this.lastCommentEnd = lines.findLastIndex((line) => line.includes('-->')) + 1;
    lines.forEach((line, index) => this.line(line, index + 1));
    const times = this.found.map(({ at }) => at);
    const rises = times.filter((at, index) => at > (times[index - 1] ?? Infinity)).length;
    const falls = times.filter((at, index) => at < (times[index - 1] ?? -Infinity)).length;
    const isOldestFirst = rises > falls;
    this.remarkOnDays(isOldestFirst);
    if (isOldestFirst) this.remark(0, 'its oldest line comes first; the ledger writes the newest first');
    const oldestFirst = (isOldestFirst ? this.found : this.found.toReversed()).toSorted((a, b) => a.at - b.at);
    return [...this.entries(oldestFirst), ...this.others];
  }

  private line(line: string, number: number): void {
    const wasInComment = this.inComment;
    this.inComment = number < this.lastCommentEnd && endsInComment(line, wasInComment);
    if (wasInComment) return this.putAside(line, number, 'not-an-entry');
    const heading = headingText(line);
    if (heading !== null) return this.heading(heading, line, number);
    const [, stars = '', rest = ''] = BULLET.exec(line) ?? [];
    const isDeeper = stars.length !== 1 || rest.startsWith(':');
    if (this.last !== null && line.trim() !== '' && isDeeper && !NO_CONTINUATION.test(line)) {
      return this.goOn(line, number);
    }
    this.last = null;
    if (line.trim() === '') return;
    const time = stars === '' ? null : TIME.exec(rest);
    if (time !== null) {
      if ('why' in this.day) this.putAside(line, number, this.day.why);
      else this.entry(time, this.day.day, line, number);
    } else {
      this.putAside(line, number, stars === '' || 'why' in this.day ? 'not-an-entry' : 'no-time');
    }
  }

  private heading(text: string, line: string, number: number): void {
    this.last = null;
    const heading = readHeading(text, this.above);
    switch (heading.is) {
      case 'day':
        this.day = heading;
        this.days.push({ day: heading.day, number, entries: [] });
        return;
      case 'year':
      case 'month':
        this.above = heading;
        this.day = { why: 'no-day' };
        return;
      case 'yearless':
        this.day = { why: 'no-year' };
        return;
      case 'bad-day':
        this.day = { why: 'no-day' };
        return this.putAside(line, number, 'bad-day');
      case 'other':
        this.day = { why: 'no-day' };
        return this.putAside(line, number, 'not-an-entry');
    }
  }

  private entry(time: RegExpExecArray, day: string, line: string, number: number): void {
    const [, about, hours = '', minute = '', second, half, rest = ''] = time;
    const hour = half === undefined ? +hours : hourOf(+hours, half);
    const isTime = hour <= 23 && +minute <= 59 && +(second ?? 0) <= 59 && !ELSEWHERE.test(rest);
    if (!isTime) return this.putAside(line, number, 'bad-time');
    const [, nick = '', said = ''] = saidBy(rest.replace(/^[-–—]\s+/, '')) ?? [];
    const actor = nick.length > LONGEST_WRITTEN_NICK ? '' : storable(nickOfWikitext(nick));
    const isNick = actor !== '' && actor.length <= LONGEST_NICK && actor.split(/\s+/).length <= MOST_WORDS;
    if (!isNick) return this.putAside(line, number, 'no-nick');
    const message = storable(textOfWikitext(said.trim()).trim());
    if (NOTHING_TO_READ.test(message)) return this.putAside(line, number, 'not-an-entry');
    if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES) return this.putAside(line, number, 'too-long');
    const at = Date.parse(`${day}T${String(hour).padStart(2, '0')}:${minute}:${second ?? '00'}Z`);
    const precision = about === undefined ? (second === undefined ? 'minute' : 'second') : 'approximate';
    this.last = { number, actor, message, text: line, at, precision };
    this.found.push(this.last);
    this.days.at(-1)!.entries.push(at);
  }

  /** A further line of an entry. */
  private goOn(line: string, number: number): void {
    const more = storable(textOfWikitext(line.replace(LEADING, '').trim()));
    const message = `${this.last!.message}\n${more}`;
    if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES) return this.putAside(line, number, 'too-long');
    this.last!.message = message;
    this.last!.text += `\n${line}`;
  }

  private putAside(line: string, number: number, why: Why): void {
    this.last = null;
    const { log, page, revision } = this.page;
    const source = { kind: 'wiki-page', page, ...(revision === undefined ? {} : { revision }) } as const;
    this.others.push(...setAside({ log, source, number, why }, line));
  }

  private *entries(oldestFirst: readonly Found[]): Generator<OldEntry> {
    const { log, page, revision } = this.page;
    const seen = new Map<string, number>();
    for (const { actor, message, text, at, precision } of oldestFirst) {
      const occurredAt = new Date(at).toISOString();
      const same = `${occurredAt} ${actor}\n${message}`;
      const ordinal = seen.get(same) ?? 0;
      seen.set(same, ordinal + 1);
      const written = asWritten({ occurredAt, actor, message });
      const source = {
        kind: 'wiki-page',
        page,
        ...(revision === undefined ? {} : { revision }),
        ordinal,
        ...(written === text ? {} : { line: storable(text) }),
      } as const;
      yield { kind: 'entry', log, actor, message, occurredAt, precision, source };
    }
  }

  private remarkOnDays(isOldestFirst: boolean): void {
    const seen = new Map<string, number>();
    let before: string | undefined;
    for (const { day, number, entries } of this.days) {
      const first = seen.get(day);
      if (first !== undefined) this.remark(number, `the day ${day} is there twice, first in line ${first}`);
      seen.set(day, first ?? number);
      const isBackwards = before !== undefined && (isOldestFirst ? day < before : day > before);
      if (isBackwards) this.remark(number, `the days go backwards: ${day} stands below ${before}`);
      before = day;
      const jump = entries.findIndex((at, index) => {
        const change = at - (entries[index - 1] ?? at);
        return (isOldestFirst ? -change : change) > HALF_A_DAY_MS;
      });
      if (jump >= 0) this.remark(number, `the times below ${day} jump as if the heading of a day were missing`);
    }
  }

  private remark(number: number, what: string): void {
    this.others.push({ kind: 'remark', of: this.page.page, number, what } satisfies Remark);
  }
}

/** 2 pm is 14; an hour that no such clock has is none. */
function hourOf(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

/** Who said what, in whichever way the line begins. */
function saidBy(text: string): RegExpExecArray | undefined {
  for (const pattern of SAID) {
    const found = pattern.exec(text);
    if (found !== null) return found;
  }
  return undefined;
}

/** Whether the end of a line is within an HTML comment, when its beginning is or is not. */
function endsInComment(line: string, inside: boolean): boolean {
  if (!inside && !line.includes('<!--')) return false;
  const text = withoutNowiki(line);
  for (let at = 0; ;) {
    const next = text.indexOf(inside ? '-->' : '<!--', at);
    if (next < 0) return inside;
    at = next + (inside ? 3 : 4);
    inside = !inside;
  }
}
