import { Rejected } from '@kernel/decider.js';

export const MAX_CALENDAR_BYTES = 1024 * 1024;
const MAX_EVENTS = 500;
const MAX_EVENT_BYTES = 64 * 1024;
const MAX_DEPTH = 5;

/** A file cut into what is read for itself: that one event is wrong must not cost the others. */
export interface CalendarBlocks {
  /** Of the whole file: CANCEL calls all its events off. */
  readonly isCancelled: boolean;
  readonly events: readonly string[];
  /** By TZID. */
  readonly zones: ReadonlyMap<string, string>;
}

/** @throws Rejected not-a-calendar, malformed-calendar, too-deep, too-many-events */
export function blocksOf(text: string): CalendarBlocks {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const events: string[] = [];
  const zones = new Map<string, string>();
  const within: string[] = [];
  let [isCalendar, isCancelled, start] = [false, false, 0];
  lines.forEach((line, index) => {
    const found = /^(BEGIN|END):([A-Za-z-]{1,40})[ \t]*$/i.exec(line);
    if (found === null) {
      if (within.length === 1 && /^METHOD:CANCEL[ \t]*$/i.test(line)) isCancelled = true;
      return;
    }
    const name = found[2]!.toUpperCase();
    if (found[1]!.toUpperCase() === 'BEGIN') {
      if (within.length === 0 && name === 'VCALENDAR') isCalendar = true;
      if (within.length === 1) start = index;
      if (within.push(name) > MAX_DEPTH) throw refused('too-deep', `line ${index + 1} nests deeper than ${MAX_DEPTH}`);
      return;
    }
    if (within.pop() !== name) throw refused('malformed-calendar', `line ${index + 1} ends a ${name} that is not open`);
    if (within.length !== 1) return;
    const block = lines.slice(start, index + 1).join('\r\n');
    if (name === 'VEVENT') events.push(block);
    const zone = name === 'VTIMEZONE' ? /^TZID(?:;[^:]*)?:(.+)$/im.exec(block)?.[1] : undefined;
    if (zone !== undefined) zones.set(zone.trim(), block);
  });
  if (!isCalendar) throw refused('not-a-calendar', 'the file does not begin with BEGIN:VCALENDAR');
  if (within.length > 0) throw refused('malformed-calendar', `the file ends within a ${within.at(-1)}`);
  if (events.length > MAX_EVENTS) {
    throw refused('too-many-events', `the file has ${events.length} events, at most ${MAX_EVENTS} are taken`);
  }
  return { isCancelled, events, zones };
}

/** @throws Rejected too-large */
export function checkEventSize(block: string): void {
  if (block.length <= MAX_EVENT_BYTES) return;
  throw refused('too-large', `the event has ${block.length} characters, at most ${MAX_EVENT_BYTES} are read`);
}

function refused(code: string, sentence: string): Rejected {
  return new Rejected('invalid', code, sentence);
}
