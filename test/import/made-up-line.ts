import type { OldPrecision, Why } from '@importer/old-entry.js';
import type { Chance } from '../support/chance.js';
import { asTheLedgerWrites, inWikitext, madeUpText } from './made-up-text.js';

/** What an entry is meant to say, before somebody writes it down in a style of their own. */
export interface Meant {
  readonly actor: string;
  readonly message: string;
  readonly minuteOfDay: number;
}

export interface WrittenEntry {
  readonly lines: readonly string[];
  /** Deeper bullets begin an entry only where none stands directly above. */
  readonly needsDistance: boolean;
  readonly actor: string;
  readonly message: string;
  /** `17:05:09` */
  readonly time: string;
  readonly precision: OldPrecision;
  /** As they stand, where the ledger would write it otherwise. */
  readonly original: string | undefined;
}

const NICKS = [
  'ada',
  'grace',
  'linus',
  'ada@deploy01',
  'wmbot~grace@bastion-2',
  'ada and grace',
  'Ünal',
  'n'.repeat(60),
];
const LONGEST_MESSAGE = 64 * 1024;

export function madeUpMeaning(chance: Chance, minuteOfDay: number, number: number): Meant {
  const message = chance.happens(1) ? 'm'.repeat(LONGEST_MESSAGE) : madeUpText(chance, number);
  return { actor: chance.pick(NICKS), message, minuteOfDay };
}

/** The entry on its line, in a style of any year; an exact one has no seconds and no further lines. */
export function writeEntry(chance: Chance, meant: Meant, isExact = false): WrittenEntry {
  const canonicalLine = `* ${clock(meant.minuteOfDay)} ${meant.actor}: ${asTheLedgerWrites(meant.message)}`;
  const isCanonical = chance.happens(25);
  const isLong = meant.message.length === LONGEST_MESSAGE;
  const {
    written: when,
    time,
    precision,
  } = isCanonical
    ? { written: clock(meant.minuteOfDay), time: `${clock(meant.minuteOfDay)}:00`, precision: 'minute' as const }
    : writeTime(chance, meant.minuteOfDay, isExact);
  const bullet = isCanonical ? '* ' : chance.pick(['* ', '* ', '*', '*   ', '** ', '*** ']);
  const behindTime = isCanonical ? ' ' : chance.pick([' ', ' ', '  ', ', ', ',']);
  const nick = isCanonical ? meant.actor : writeNick(chance, meant.actor);
  const behindNick = isCanonical ? ': ' : chance.pick([': ', ': ', ':  ', ' : ']);
  const text = isLong ? meant.message : inWikitext(chance, meant.message);
  const first = `${bullet}${when}${behindTime}${nick}${behindNick}${text}${chance.pick(['', '', '', ' '])}`;
  const more = isExact || isCanonical || isLong ? [] : furtherLines(chance);
  const lines = [first, ...more.map(({ line }) => line)];
  const original = lines.join('\n');
  return {
    lines,
    needsDistance: bullet.startsWith('**'),
    actor: meant.actor,
    message: [meant.message, ...more.map(({ text }) => text)].join('\n'),
    time,
    precision,
    original: original === canonicalLine ? undefined : original,
  };
}

const clock = (minuteOfDay: number): string => `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
const two = (number: number): string => String(number).padStart(2, '0');

function writeTime(chance: Chance, minuteOfDay: number, isExact: boolean) {
  const start = clock(minuteOfDay);
  const zone = chance.pick(['', '', '', ' UTC', ' (UTC)']);
  const minute = { time: `${start}:00`, precision: 'minute' as OldPrecision };
  switch (chance.below(isExact ? 3 : 6)) {
    case 0:
      return { ...minute, written: `${start}${zone}` };
    case 1:
      return { ...minute, written: `${start.replace(/^0/, '')}${zone}` };
    case 2:
      return { ...minute, written: `${start}${chance.pick(['-', '–'])}${clock(chance.below(1440))}${zone}` };
    case 3:
      return { ...minute, written: `~${start}${zone}`, precision: 'approximate' as OldPrecision };
    default: {
      const time = `${start}:${two(chance.below(60))}`;
      return { written: `${time}${zone}`, time, precision: 'second' as OldPrecision };
    }
  }
}

function writeNick(chance: Chance, nick: string): string {
  return chance.pick([
    nick,
    nick,
    `[[User:${nick}]]`,
    `[[User:Somebody else|${nick}]]`,
    `<${nick}>`,
    `&lt;${nick}&gt;`,
    `'''${nick}'''`,
  ]);
}

function furtherLines(chance: Chance): { line: string; text: string }[] {
  if (!chance.happens(20)) return [];
  return Array.from({ length: chance.from(1, 3) }, (_, index) => {
    const isLikeAnEntry = chance.happens(15);
    const text = isLikeAnEntry ? `10:10 mallory: deeper and no entry` : madeUpText(chance, index);
    const lead = chance.pick(
      isLikeAnEntry ? ['** ', '**', '*** '] : ['** ', '*** ', '*: ', '*:', ': ', ':: ', '', '  '],
    );
    return { line: `${lead}${inWikitext(chance, text)}`, text };
  });
}

/** A line with a time or a bullet that stands below a good day and is no entry all the same. */
export function lineThatIsNone(chance: Chance): { readonly line: string; readonly why: Why } {
  const line = (why: Why, ...choices: readonly string[]) => ({ line: chance.pick(choices), why });
  switch (chance.below(20)) {
    case 0:
      return { line: `* 10:00 ada: ${'m'.repeat(LONGEST_MESSAGE + 1)}`, why: 'too-long' };
    case 1:
    case 2:
    case 3:
      return line('not-an-entry', '* 10:00 ada:', '* 10:00 ada: ', '*9:05:10 [[User:Ada]]:   ');
    case 4:
    case 5:
    case 6:
    case 7:
      return line('no-time', '* just a note', '* 1005 ada: no colon in the time', '*', '* see [[10:05]]', '*ada: x');
    case 8:
    case 9:
    case 10:
    case 11:
      return line(
        'bad-time',
        '* 24:00 ada: x',
        '* 12:60 ada: x',
        '* 99:99 ada: x',
        '* 12:30:60 ada: x',
        '*25:10 ada: x',
        '* 11:00 CET ada: x',
        '* 13:05pm ada: x',
      );
    case 12:
    case 13:
      return line('no-nick', `* 10:00 ${'n'.repeat(61)}: x`, '* 10:00 one two three four five: x', '* 10:00 : x');
    default:
      return line(
        'no-nick',
        '* 10:00 restarted all',
        '* 10:00 http://x.example/y',
        '* 10:00',
        '* 10:00, see http://x.example',
      );
  }
}

/** Whole lines beside the entries, none of which is one; they do not go on an entry even if it stands directly above. */
export function furniture(chance: Chance): readonly string[] {
  return chance.pick([
    ['<noinclude>'],
    ['</noinclude>'],
    ['<onlyinclude>'],
    ['<!-- a word to the editors -->'],
    ['<!--', '* 10:00 ada: taken out', '== 2001-01-01 ==', '* 10:01 ada: taken out', '-->'],
    ['<!-- == 2001-01-01 ==', '* 10:00 ada: taken out -->'],
  ]);
}

/** As furniture, but only with a blank line above: directly below an entry it would be more of its text. */
export function prose(chance: Chance): readonly string[] {
  return chance.pick([
    ['Somebody should tidy this up.'],
    ['[[Category:Logs]]', '[[File:Graph.png|thumb|10:00 ada: load]]'],
    ['{{Archive|', '| from = 2001-01-01', '}}'],
    ['__TOC__', '----'],
    ['{| class="wikitable"', '|-', '| 10:00 || * 10:00 ada: a cell', '|}'],
    [': indented below nothing', '10:05 ada: without a bullet'],
    ['ada: 10:05', '#REDIRECT [[Log]]'],
  ]);
}
