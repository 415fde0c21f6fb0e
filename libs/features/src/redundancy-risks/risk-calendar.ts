import { Rejected } from '@kernel/decider.js';
import { DAY, isoInstant } from '@kernel/time.js';
import ICAL from 'ical.js';
import { blocksOf, checkEventSize } from './calendar-blocks.js';
import { instantOf, isRecurring, type Moment, momentsOf, occurrencesOf, Reading } from './occurrences.js';

const MAX_UID_BYTES = 400;
const MAX_TITLE_BYTES = 200;
const MAX_TEXT_BYTES = 8000;
const MAX_LENGTH = 3660 * DAY;

/** What a calendar says of one event, or of one time at which it recurs. */
export interface CalendarEvent {
  /** Null: it has none that could be kept. */
  readonly uid: string | null;
  /** When a recurring event would have begun by its rule. */
  readonly recurrenceId: string | null;
  /** What is said; null: that it does not take place. */
  readonly said: CalendarWork | null;
  readonly problem?: unknown;
}

export interface CalendarWork {
  readonly title: string;
  readonly text: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface ReadCalendar {
  readonly events: readonly CalendarEvent[];
  /** UIDs of events of which all times to come stand here: what else was known of them is not true any more. */
  readonly whole: ReadonlySet<string>;
  /** UIDs of events that recur further ahead than is read. */
  readonly cut: ReadonlySet<string>;
}

/** By what a time of an event is found again. */
export function keyOf(uid: string, recurrenceId: string | null): string {
  return recurrenceId === null ? uid : `${uid}#${recurrenceId}`;
}

/** The UID of a key that `keyOf` gave. */
export function uidOf(key: string): string {
  return key.replace(/#\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '');
}

type Zones = ReadonlyMap<string, string>;

interface Parsed {
  readonly uid: string;
  readonly event: ICAL.Component;
  readonly isCancelled: boolean;
}

/** Reads an iCal file, each event for itself. @throws Rejected where it is no such file */
export function readCalendar(text: string, now: number): ReadCalendar {
  const { isCancelled, events: blocks, zones } = blocksOf(text);
  const reading = new Reading(zones, now);
  const events: CalendarEvent[] = [];
  const byUid = new Map<string, Parsed[]>();
  for (const block of blocks) {
    try {
      const parsed = parse(block, isCancelled);
      const same = byUid.get(parsed.uid);
      if (same === undefined) byUid.set(parsed.uid, [parsed]);
      else same.push(parsed);
    } catch (error) {
      events.push({ uid: null, recurrenceId: null, said: null, problem: problemOf(error) });
    }
  }
  const whole = new Set<string>();
  const cut = new Set<string>();
  for (const [uid, all] of byUid) {
    reading.isCut = false;
    const found = timesOf(uid, all, reading);
    events.push(...found);
    if (reading.isCut) cut.add(uid);
    const isMaster = all.some(({ event }) => !event.hasProperty('recurrence-id'));
    if (isMaster && found.every(({ problem }) => problem === undefined)) whole.add(uid);
  }
  return { events, whole, cut };
}

/** @throws Rejected */
function parse(block: string, isCancelled: boolean): Parsed {
  checkEventSize(block);
  const event = new ICAL.Component(ICAL.parse(block));
  const uid = textOf(event, 'uid');
  if (uid === '') throw new Rejected('invalid', 'no-uid', 'the event has no UID: it could not be found again');
  if (Buffer.byteLength(uid) > MAX_UID_BYTES) {
    throw new Rejected('invalid', 'no-uid', `the UID of the event is longer than ${MAX_UID_BYTES} bytes`);
  }
  return { uid, event, isCancelled: isCancelled || textOf(event, 'status').toUpperCase() === 'CANCELLED' };
}

/** All that is said of one UID. */
function timesOf(uid: string, all: readonly Parsed[], reading: Reading): CalendarEvent[] {
  const said = new Map<string | null, CalendarEvent>();
  const wrong: CalendarEvent[] = [];
  const take = (read: () => CalendarEvent[]): void => {
    try {
      for (const one of read()) said.set(one.recurrenceId, one);
    } catch (error) {
      wrong.push({ uid, recurrenceId: null, said: null, problem: problemOf(error) });
    }
  };
  const master = newest(all.filter(({ event }) => !event.hasProperty('recurrence-id')));
  if (master !== undefined) take(() => ofMaster(master, reading));
  if (master?.isCancelled === true) return [...said.values()];
  const others = all.filter(({ event }) => event.hasProperty('recurrence-id'));
  for (const one of others.toSorted((a, b) => sequenceOf(a) - sequenceOf(b))) take(() => ofException(one, reading));
  return [...said.values(), ...wrong];
}

function ofMaster({ uid, event, isCancelled }: Parsed, reading: Reading): CalendarEvent[] {
  if (isCancelled) return [{ uid, recurrenceId: null, said: null }];
  const start = startOf(event, reading.zones);
  const length = lengthOf(event, start, reading.zones);
  if (!isRecurring(event)) return [{ uid, recurrenceId: null, said: work(event, instantOf(start), length) }];
  return occurrencesOf(event, start, length, reading).map((ms) => ({
    uid,
    recurrenceId: isoInstant(ms),
    said: work(event, ms, length),
  }));
}

/** One time of an event that recurs; it is left out as the others are where it is, and was, too far ahead. */
function ofException({ uid, event, isCancelled }: Parsed, reading: Reading): CalendarEvent[] {
  const { zones, horizon } = reading;
  const property = event.getFirstProperty('recurrence-id')!;
  if (property.getFirstParameter('range') !== undefined) {
    throw new Rejected('invalid', 'range', 'RECURRENCE-ID with RANGE is not read: give the rule anew');
  }
  const byRule = instantOf(momentsOf(property, zones)[0]!);
  const recurrenceId = isoInstant(byRule);
  if (isCancelled) return [{ uid, recurrenceId, said: null }];
  const start = startOf(event, zones);
  const said = work(event, instantOf(start), lengthOf(event, start, zones));
  if (Math.min(byRule, instantOf(start)) < horizon) return [{ uid, recurrenceId, said }];
  reading.isCut = true;
  return [];
}

/** @throws Rejected no-start */
function startOf(event: ICAL.Component, zones: Zones): Moment {
  const property = event.getFirstProperty('dtstart');
  if (property === null) throw new Rejected('invalid', 'no-start', 'the event has no DTSTART');
  return momentsOf(property, zones)[0]!;
}

/** In milliseconds. @throws Rejected no-end, end-before-start, too-long */
function lengthOf(event: ICAL.Component, start: Moment, zones: Zones): number {
  const end = event.getFirstProperty('dtend');
  const duration = event.getFirstPropertyValue('duration');
  let length = start.isDay ? DAY : 0;
  if (end !== null) length = instantOf(momentsOf(end, zones)[0]!) - instantOf(start);
  else if (duration instanceof ICAL.Duration) length = duration.toSeconds() * 1000;
  else if (!start.isDay) throw new Rejected('invalid', 'no-end', 'the event has neither DTEND nor DURATION');
  if (length > MAX_LENGTH) throw new Rejected('invalid', 'too-long', 'the event takes longer than ten years');
  if (length > 0) return length;
  throw new Rejected('invalid', 'end-before-start', 'the end of the event is not behind its start');
}

function work(event: ICAL.Component, start: number, length: number): CalendarWork {
  const title = cut(textOf(event, 'summary').replace(/\s+/g, ' '), MAX_TITLE_BYTES);
  return {
    title: title === '' ? 'Work without a title' : title,
    text: cut(textOf(event, 'description'), MAX_TEXT_BYTES),
    startsAt: isoInstant(start),
    endsAt: isoInstant(start + length),
  };
}

/** Without what the ledger does not take: control characters and halves of characters. */
function textOf(event: ICAL.Component, name: string): string {
  const value = event.getFirstPropertyValue(name);
  if (value === null || value === undefined) return '';
  return String(value)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .trim();
}

function cut(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const bytes = Buffer.from(text).subarray(0, maxBytes - 3);
  return `${bytes.toString().replace(/\ufffd+$/, '')}…`;
}

function newest(all: readonly Parsed[]): Parsed | undefined {
  return all.toSorted((a, b) => sequenceOf(a) - sequenceOf(b)).at(-1);
}

function sequenceOf({ event }: Parsed): number {
  const sequence = Number(event.getFirstPropertyValue('sequence'));
  return Number.isNaN(sequence) ? 0 : sequence;
}

/** Whatever the library finds wrong is wrong with the file. */
function problemOf(error: unknown): Rejected {
  if (error instanceof Rejected) return error;
  // Of its own making, where it expected another form.
  const isInner = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;
  const message = isInner ? 'a value has another form than its name wants' : error.message;
  const words = message.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
  return new Rejected('invalid', 'malformed-event', `the event cannot be read: ${words}`);
}
