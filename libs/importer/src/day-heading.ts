/** What a heading of a SAL page says: a day, part of one, or nothing about days. */
export type Heading =
  | { readonly is: 'day'; readonly day: string }
  | { readonly is: 'year'; readonly year: number }
  | { readonly is: 'month'; readonly year: number; readonly month: number }
  /** A day of which the page above has to say the year. */
  | { readonly is: 'yearless' }
  /** Like a date, but there is no such day. */
  | { readonly is: 'bad-day' }
  | { readonly is: 'other' };

/** Year and month that headings above have said. */
export interface Above {
  readonly year?: number | undefined;
  readonly month?: number | undefined;
}

/** A longer line is none. */
const LONGEST_HEADING = 1000;
const WEEKDAY = /\(?\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?\)?/gi;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME = String.raw`([A-Za-z]{3,9})\.?`;
const NUMBER = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const ISO = /^(\d{4})[-–/](\d{1,2})[-–/](\d{1,2})(?: UTC)?$/;
const MONTH_DAY = new RegExp(String.raw`^${NAME} ${NUMBER}(?: (\d{4}))?$`, 'i');
const DAY_MONTH = new RegExp(String.raw`^${NUMBER}(?: of)? ${NAME}(?: (\d{4}))?$`, 'i');
const MONTH_YEAR = new RegExp(String.raw`^${NAME} (\d{4})$`, 'i');
const DAY_ALONE = new RegExp(String.raw`^${NUMBER}$`, 'i');
/** Years that a ledger can hold. */
const [FIRST_YEAR, LAST_YEAR] = [1990, 2099];

/** The text of a heading of wikitext, without markup; null for a line that is none. */
export function headingText(line: string): string | null {
  if (!line.startsWith('=') || line.length > LONGEST_HEADING) return null;
  const plain = line
    .replace(/<!--.*?-->/gs, '')
    .replace(/<!--.*$/s, '')
    .trim();
  const level = Math.min(6, /^=+/.exec(plain)?.[0].length ?? 0, /=+$/.exec(plain)?.[0].length ?? 0);
  const text = plain
    .slice(level, -level)
    .replace(/<[^<>]*>|'{2,5}/g, '')
    .replace(/\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .trim();
  return level === 0 || text === '' ? null : text;
}

/** Reads `2024-03-05`, `March 5, 2010`, `5th March`, `Wed, Mar 5 2010`, `June 2004`, `2004`, or `23` below a month. */
export function readHeading(text: string, above: Above): Heading {
  const plain = text.replace(WEEKDAY, ' ').replace(/,/g, ' ').replace(/\s+/g, ' ').trim();
  const iso = ISO.exec(plain);
  if (iso !== null) return day(+iso[1]!, +iso[2]!, +iso[3]!);
  const named = MONTH_DAY.exec(plain);
  if (named !== null) return dayOfMonth(named[1]!, named[2]!, named[3], above);
  const numbered = DAY_MONTH.exec(plain);
  if (numbered !== null) return dayOfMonth(numbered[2]!, numbered[1]!, numbered[3], above);
  if (/^\d{4}$/.test(plain)) return inRange(+plain) ? { is: 'year', year: +plain } : { is: 'other' };
  const monthly = MONTH_YEAR.exec(plain);
  const month = monthly === null ? 0 : monthNumber(monthly[1]!);
  if (month > 0) return inRange(+monthly![2]!) ? { is: 'month', year: +monthly![2]!, month } : { is: 'bad-day' };
  const alone = DAY_ALONE.exec(plain);
  if (alone !== null && above.month !== undefined) return day(above.year!, above.month, +alone[1]!);
  return { is: 'other' };
}

/** The year at the end of a title such as `Server Admin Log/2004`. */
export function yearOfTitle(title: string): number | undefined {
  const year = Number(/(?:^|[/ ])(\d{4})$/.exec(title)?.[1]);
  return inRange(year) ? year : undefined;
}

function dayOfMonth(name: string, number: string, year: string | undefined, above: Above): Heading {
  const month = monthNumber(name);
  if (month === 0) return { is: 'other' };
  if (year !== undefined) return day(+year, month, +number);
  if (above.year !== undefined) return day(above.year, month, +number);
  // A leap year has every day that there is.
  return day(2024, month, +number).is === 'day' ? { is: 'yearless' } : { is: 'bad-day' };
}

/** 1 to 12; 0 for a word that is no month. */
function monthNumber(word: string): number {
  const lower = word.toLowerCase();
  const names = 'january february march april may june july august september october november december sept';
  const isMonth = MONTHS.includes(lower) || names.split(' ').includes(lower);
  return isMonth ? MONTHS.indexOf(lower.slice(0, 3)) + 1 : 0;
}

function day(year: number, month: number, number: number): Heading {
  const ms = Date.UTC(year, month - 1, number);
  const text = new Date(ms).toISOString().slice(0, 10);
  const isReal = text === `${year}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`;
  return isReal && inRange(year) ? { is: 'day', day: text } : { is: 'bad-day' };
}

function inRange(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
