import { Rejected } from '@kernel/decider.js';
import { DAY, SECOND } from '@kernel/time.js';
import ICAL from 'ical.js';

/** What a clock on a wall shows, as the milliseconds since 1970 that it would be in UTC. */
export type WallTime = number;

/** Where a clock hangs. */
export interface Zone {
  toUtc(wall: WallTime): number;
}

export const UTC: Zone = { toUtc: (wall) => wall };

/** @throws Rejected unknown-time-zone */
export function zoneOf(name: string, definitions: ReadonlyMap<string, string>): Zone {
  const known = ianaZone(name);
  if (known !== null) return known;
  const definition = definitions.get(name);
  if (definition !== undefined) return definedZone(name, definition);
  const sentence = `the time zone ${JSON.stringify(name.slice(0, 63))} is not known, and the file does not define it`;
  throw new Rejected('invalid', 'unknown-time-zone', sentence);
}

function ianaZone(name: string): Zone | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone: name });
  } catch {
    return null;
  }
  return { toUtc: (wall) => utcOf(wall, (ms) => offsetAt(format, ms)) };
}

const FIELDS = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

function offsetAt(format: Intl.DateTimeFormat, ms: number): number {
  const shown = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type)!;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(ms / SECOND) * SECOND;
}

/** As RFC 5545 has it: of a time that there is twice the first, and one that is left out counts as before the gap. */
function utcOf(wall: WallTime, offset: (ms: number) => number): number {
  const [before, after] = [offset(wall - DAY), offset(wall + DAY)];
  const early = wall - before;
  return offset(early) !== before && offset(wall - after) === after ? wall - after : early;
}

/** A zone as a file defines it. Its rules are followed only where they are yearly: others may never come to an end. */
function definedZone(name: string, definition: string): Zone {
  const component = new ICAL.Component(ICAL.parse(definition));
  const rules = component.getAllSubcomponents().flatMap((part) => part.getAllProperties('rrule'));
  if (rules.some((rule) => (rule.getFirstValue() as ICAL.Recur).freq !== 'YEARLY')) {
    throw new Rejected('invalid', 'unknown-time-zone', `the time zone ${name} has rules that are not yearly`);
  }
  const zone = new ICAL.Timezone({ component, tzid: name });
  return { toUtc: (wall) => wall - zone.utcOffset(ICAL.Time.fromJSDate(new Date(wall), true)) * SECOND };
}
