import ICAL from 'ical.js';

/** A maintenance window as a calendar shows it. */
export interface CalendarWindow {
  readonly id: string;
  readonly title: string;
  /** ISO 8601 in UTC, as all times here. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** When the work really began and ended; null: it has not yet. */
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly status: 'draft' | 'scheduled' | 'in-progress' | 'completed' | 'cancelled';
  /** Grows with every change, so that a calendar knows which version is the newer one. */
  readonly sequence: number;
  readonly isHeld: boolean;
  /** What people notice. */
  readonly kinds: string;
  /** For everybody to read. */
  readonly text: string;
  /** Names of components. */
  readonly affected: readonly string[];
  readonly unaffected: readonly string[];
  /** Where people read about it; null: nowhere. */
  readonly url: string | null;
  /** When the last event that changed it was recorded. */
  readonly changedAt: string;
}

const PRODUCT = '-//opsledger//maintenance windows//EN';
const MAX_LINE_BYTES = 75;
const STATUS = {
  draft: 'TENTATIVE',
  scheduled: 'CONFIRMED',
  'in-progress': 'CONFIRMED',
  completed: 'CONFIRMED',
  cancelled: 'CANCELLED',
} as const;

/** Windows as an iCal file (RFC 5545). The same windows are the same bytes: nothing in it depends on when it is asked for. */
export function calendarOf(windows: readonly CalendarWindow[], name: string): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', PRODUCT);
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  // Most programs read the second. The library knows neither and would write a text of theirs as it is.
  for (const property of ['name', 'x-wr-calname']) calendar.addPropertyWithValue(property, escaped(plain(name)));
  for (const window of windows) calendar.addSubcomponent(eventOf(window));
  return folded(calendar.toString());
}

function eventOf(window: CalendarWindow): ICAL.Component {
  const { id, title, status, isHeld, sequence, affected, url, changedAt } = window;
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', `${id}@opsledger`);
  event.addPropertyWithValue('dtstamp', timeOf(changedAt));
  event.addPropertyWithValue('last-modified', timeOf(changedAt));
  event.addPropertyWithValue('sequence', sequence);
  event.addPropertyWithValue('status', isHeld ? 'TENTATIVE' : STATUS[status]);
  event.addPropertyWithValue('dtstart', timeOf(window.startedAt ?? window.startsAt));
  event.addPropertyWithValue('dtend', timeOf(window.completedAt ?? window.endsAt));
  event.addPropertyWithValue('summary', plain(title));
  event.addPropertyWithValue('description', plain(descriptionOf(window)));
  if (affected.length > 0) event.addProperty(categories(affected));
  if (url !== null) event.addPropertyWithValue('url', asciiOf(url));
  // A window takes nobody's time away.
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}

function descriptionOf({ text, kinds, affected, unaffected }: CalendarWindow): string {
  const facts = [
    `What people notice: ${kinds}`,
    ...(affected.length === 0 ? [] : [`Affected: ${affected.join(', ')}`]),
    ...(unaffected.length === 0 ? [] : [`Not affected: ${unaffected.join(', ')}`]),
  ];
  return [text, facts.join('\n')].filter(Boolean).join('\n\n');
}

function categories(names: readonly string[]): ICAL.Property {
  const property = new ICAL.Property('categories');
  property.setValues(names.map(plain));
  return property;
}

/** To the second: finer is no time of iCal. */
function timeOf(iso: string): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(iso), true);
}

/** Line breaks are escaped by the library, every other control character would end or hide a line. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
}

function asciiOf(url: string): string {
  return url.toWellFormed().replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character));
}

/** Lines as RFC 5545 has them; those of the library are longer by the blank that continues a line. */
function folded(text: string): string {
  const lines = text.replaceAll('\r\n ', '').split('\r\n').filter(Boolean);
  return lines.map((line) => `${foldedLine(line)}\r\n`).join('');
}

function foldedLine(line: string): string {
  let [folded, bytes] = ['', 0];
  for (const character of line) {
    const width = Buffer.byteLength(character);
    if (bytes + width > MAX_LINE_BYTES) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += width;
  }
  return folded;
}
