import { HOSTILE } from '../support/hostile.js';
import { Chance } from '../support/chance.js';

const NICKS = ['ada', 'grace', 'linus', 'ada@deploy01', 'wmbot~grace@bastion-2', 'a{b}|c', '_grace_', 'Ünal'];
const TEXTS = [
  'START - Cookbook admin.hosts.reimage for host vm-17 (T123456)',
  'END (FAIL) - Cookbook admin.hosts.reimage (exit_code=99) for host vm-17 (T123456)',
  'conftool action : set/pooled=yes; selector: name=web1|web2',
  'db[1101-1103] {a,b} [[gerrit:1|a title (T1)]]: done: all of it',
  "10:00 it's a time, and  two blanks",
  ...HOSTILE
    // Of entities and of other uses of nowiki the form of these pages says nothing.
    .filter((text) => !/&#?\w+;|nowiki/.test(text))
    // A bot's line is one line, and no control character comes through IRC.
    .map((text) => text.replaceAll(/[\n\r\u0085]+/g, ' ').trim()),
];
const DAY_MS = 24 * 60 * 60 * 1000;

/** A page as today's bots write it, newest day and newest line first, with whatever was logged. */
export function canonicalPage(seed: number): string {
  const chance = new Chance(seed);
  const first = Date.UTC(chance.from(2004, 2026), chance.below(12), 1);
  const numbers = new Set(chance.rising(chance.from(1, 10), 100));
  const days = [...numbers].toReversed().map((number) => new Date(first + number * DAY_MS).toISOString().slice(0, 10));
  return days.map((day) => `== ${day} ==\n${canonicalDay(chance)}`).join(chance.pick(['', '\n']));
}

function canonicalDay(chance: Chance): string {
  const minutes = chance.rising(chance.from(0, 12), 24 * 60).toReversed();
  return minutes.map((minute) => canonicalLine(chance, minute)).join('');
}

function canonicalLine(chance: Chance, minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((number) => String(number).padStart(2, '0'));
  const message = Array.from({ length: chance.from(1, 3) }, () => chance.pick(TEXTS)).join(' ');
  return `* ${hours!}:${minutes!} ${escaped(chance.pick(NICKS))}: ${escaped(message)}\n`;
}

const escaped = (text: string): string =>
  text.replaceAll(/[{}]/g, (brace) => `<nowiki>${brace}</nowiki>`).replaceAll('|', '{{!}}');
