import ICAL from 'ical.js';

/** One occurrence of an event of a calendar, or why it cannot be taken. */
export type CalendarEvent = { readonly uid: string } & (
  | {
      readonly title: string;
      readonly text: string;
      /** Milliseconds since 1970. */
      readonly startsAt: number;
      readonly endsAt: number;
      readonly isCancelled: boolean;
    }
  | { readonly problem: string }
);

export const MAX_CALENDAR_BYTES = 1024 * 1024;
export const MAX_CALENDAR_EVENTS = 500;
const MAX_UID = 400;
/** A rule that never meets the time that is asked for must not be followed for ever. */
const MAX_STEPS = 20_000;

/**
 * The occurrences within [from, to), milliseconds since 1970, of every event of an iCalendar text (RFC 5545). A
 * recurring event is expanded, with its exceptions; an occurrence has the UID and its original start.
 * @throws NotACalendar
 */
export function readCalendar(text: string, from: number, to: number): CalendarEvent[] {
  const calendar = parsed(text);
  const zones = new Map(
    calendar.getAllSubcomponents('vtimezone').map((zone) => [String(zone.getFirstPropertyValue('tzid')), zone]),
  );
  const all = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const masters = all.filter((event) => event.recurrenceId === null);
  const exceptions = all.filter((event) => event.recurrenceId !== null);
  const found: CalendarEvent[] = [];
  for (const event of masters) {
    if (found.length >= MAX_CALENDAR_EVENTS) break;
    const uid = uidOf(event);
    const problem = problemOf(event, zones);
    if (problem !== null) {
      found.push({ uid, problem });
      continue;
    }
    for (const exception of exceptions) if (exception.uid === event.uid) event.relateException(exception);
    found.push(...occurrencesOf(event, uid, from, to).slice(0, MAX_CALENDAR_EVENTS - found.length));
  }
  return found;
}

export class NotACalendar extends Error {}

function parsed(text: string): ICAL.Component {
  try {
    const root = ICAL.parse(text) as unknown[];
    // A file may hold several calendars one after the other; the first counts.
    const calendar = new ICAL.Component((Array.isArray(root[0]) ? root[0] : root) as never);
    if (calendar.name !== 'vcalendar') throw new NotACalendar('it begins with no VCALENDAR');
    return calendar;
  } catch (error) {
    throw error instanceof NotACalendar ? error : new NotACalendar((error as Error).message.slice(0, 200));
  }
}

function uidOf(event: ICAL.Event): string {
  return (event.uid ?? '').slice(0, MAX_UID) || 'without-uid';
}

function problemOf(event: ICAL.Event, zones: ReadonlyMap<string, ICAL.Component>): string | null {
  if (event.uid === null || event.uid === '') return 'it has no UID, so it could not be found again';
  const start = event.component.getFirstProperty('dtstart');
  if (start === null) return 'it has no DTSTART';
  const time = start.getFirstValue() as ICAL.Time;
  if (Number.isNaN(time.toJSDate().getTime())) return 'its DTSTART is not a time that exists';
  const zone = start.getParameter('tzid');
  if (typeof zone === 'string') {
    const known = zones.get(zone);
    if (known === undefined) return `it is in the time zone ${zone.slice(0, 60)}, which the file does not define`;
    return null;
  }
  const isFloating = !time.isDate && time.zone === ICAL.Timezone.localTimezone;
  return isFloating ? 'its time is in no zone, so nobody knows when it is' : null;
}

function occurrencesOf(event: ICAL.Event, uid: string, from: number, to: number): CalendarEvent[] {
  if (!event.isRecurring()) {
    const [startsAt, endsAt] = [msOf(event.startDate), msOf(event.endDate)];
    return endsAt > from && startsAt < to ? [taken(event, uid, startsAt, endsAt)] : [];
  }
  const found: CalendarEvent[] = [];
  const iterator = event.iterator();
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = iterator.next() as ICAL.Time | undefined;
    if (next === undefined || next === null || msOf(next) >= to) break;
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    const [startsAt, endsAt] = [msOf(startDate), msOf(endDate)];
    if (endsAt > from && startsAt < to) found.push(taken(item, `${uid}/${next.toICALString()}`, startsAt, endsAt));
    if (found.length >= MAX_CALENDAR_EVENTS) break;
  }
  return found;
}

function taken(event: ICAL.Event, uid: string, startsAt: number, endsAt: number): CalendarEvent {
  const status = String(event.component.getFirstPropertyValue('status') ?? '').toUpperCase();
  if (endsAt <= startsAt) return { uid, problem: 'it ends when it begins, or before' };
  return {
    uid,
    title: wordsOf(event.summary, 200) || 'Vendor work',
    text: wordsOf(event.description, 8000, true),
    startsAt,
    endsAt,
    isCancelled: status === 'CANCELLED',
  };
}

/** A day without a time is the whole day in UTC. */
function msOf(time: ICAL.Time): number {
  return time.isDate ? Date.UTC(time.year, time.month - 1, time.day) : time.toJSDate().getTime();
}

/** What a text of the ledger may hold, no longer than it may be. */
function wordsOf(text: string | null, maxBytes: number, isMultiline = false): string {
  const clean = (text ?? '')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(
      isMultiline ? /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu : /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/gu,
      ' ',
    )
    .trim();
  let kept = clean;
  while (Buffer.byteLength(kept) > maxBytes) kept = kept.slice(0, Math.floor(kept.length * 0.9));
  return kept.toWellFormed().replace(/\ufffd$/, '');
}
