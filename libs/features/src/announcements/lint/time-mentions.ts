import { MOST_MENTIONS } from './date-mentions.js';
import type { Stretch } from './text-places.js';

/** In which zone a time is meant; `minutes` is east of UTC, null where the name means several or none. */
export interface Zone {
  readonly kind: 'utc' | 'offset' | 'named' | 'local';
  readonly name: string;
  readonly minutes: number | null;
}

/** A time of day as a text names it. */
export interface TimeMention extends Stretch {
  /** 0 to 24. */
  readonly hour: number;
  readonly minute: number;
  /** With a.m. or p.m. */
  readonly twelve: boolean;
  /** Null: none is given. */
  readonly zone: Zone | null;
}

/** Abbreviations with the minutes that they are east of UTC; null: they are used for several. */
const NAMED: Readonly<Record<string, number | null>> = {
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  WET: 0,
  WEST: 60,
  MSK: 180,
  JST: 540,
  AEST: 600,
  AEDT: 660,
  EDT: -240,
  CDT: -300,
  MDT: -360,
  PST: -480,
  PDT: -420,
  BST: null,
  IST: null,
  CST: null,
  EST: null,
  MST: null,
  PT: null,
  ET: null,
};
const UTC = '(?:UTC|GMT|utc|gmt)(?:\\s?[+-]\\d{1,2}(?::?\\d\\d)?(?!\\d|:))?';
const AFTER_T = '(?<=T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,6})?)?)';
// A minus after 14:00 begins a range more often than an offset, except in the form of ISO 8601.
const OFFSET = `\\+\\d\\d:?\\d\\d|${AFTER_T}-(?:0\\d|1[0-2]):?[0-5]\\d`;
const PLACE = '(?:Europe|America|Asia|Africa|Australia|Pacific)/[A-Z][A-Za-z_]{2,30}';
const ZONE = `${UTC}|(?<=\\d)Z|${OFFSET}|${PLACE}|(?:${Object.keys(NAMED).join('|')})|local\\stime`;
const HALF = '[aApP]\\.?[mM]\\b';
const DASH = '\\s?[–—-]\\s?';

const CLOCK = '(?<hour>\\d{1,2}):(?<minute>[0-5]\\d)(?::[0-5]\\d(?:\\.\\d{1,6})?)?(?!\\d|:\\d)';
const HOUR = `(?<whole>\\d{1,2})(?=h?(?:${DASH}\\d{1,2}h?)?\\s?(?:UTC|GMT|${HALF})\\b)h?`;
const PACKED = `(?<packed>[0-2]\\d[0-5]\\d)(?=h?(?:${DASH}[0-2]\\d[0-5]\\dh?)?\\s?(?:UTC|GMT|Z)\\b)h?`;
const TIME = new RegExp(
  `(?<=^|[^\\w:.]|\\dT)(?:${CLOCK}|${PACKED}|${HOUR})(?:\\s?(?<half>[aApP])\\.?[mM]\\b\\.?)?(?:\\s?\\(?(?<zone>${ZONE})(?!\\w)\\)?)?`,
  'gm',
);

/** The times of day that a text names, in its order. */
export function timeMentions(text: string): TimeMention[] {
  const found: TimeMention[] = [];
  for (const match of text.matchAll(TIME)) {
    const { hour, minute, packed, whole, half, zone } = match.groups!;
    const said = Number(hour ?? whole ?? packed!.slice(0, 2));
    const value = half === undefined ? said : (said % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
    if (value > 24) continue;
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      hour: value,
      minute: Number(minute ?? packed?.slice(2) ?? '0'),
      twelve: half !== undefined,
      zone: zone === undefined ? null : zoneOf(zone),
    });
    if (found.length === MOST_MENTIONS) break;
  }
  return found;
}

function zoneOf(name: string): Zone {
  if (/^(?:UTC|GMT|Z)$/i.test(name)) return { kind: 'utc', name, minutes: 0 };
  const offset = /([+-])(\d{1,2})(?::?(\d\d))?$/.exec(name);
  if (offset !== null) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3] ?? '0')) * (offset[1] === '-' ? -1 : 1);
    return { kind: minutes === 0 ? 'utc' : 'offset', name, minutes };
  }
  return name in NAMED ? { kind: 'named', name, minutes: NAMED[name] ?? null } : { kind: 'local', name, minutes: null };
}
