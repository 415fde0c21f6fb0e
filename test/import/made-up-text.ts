import { HOSTILE } from '../support/hostile.js';
import type { Chance } from '../support/chance.js';

const WORDS = [
  'rebooted db1101',
  'restarting the mail queue',
  'depooled: mc7',
  'T123',
  'ok',
  'naïve ☃',
  'a & b',
  'q&a;',
];
/** Line breaks, and the control character that a ledger takes in no text. */
const NEVER_IN_A_LINE = /[\n\r\u0085]+/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "'": '&#39;',
  '"': '&quot;',
  '>': '&gt;',
  '\u00a0': '&nbsp;',
};

/** One line that somebody meant to log. The number makes it differ from every other one of its page. */
export function madeUpText(chance: Chance, number: number): string {
  const middle = chance.happens(40) ? chance.pick(HOSTILE).replace(NEVER_IN_A_LINE, ' ') : chance.pick(WORDS);
  return `${chance.pick(['did', 'two  words', 'half\u00a0way', 'x|y', 'set {a}'])} ${middle} #${number}`;
}

/** One of the many ways in which wikitext says this text: the reader must see through all of them. */
export function inWikitext(chance: Chance, text: string): string {
  // Left as they are, these would say something else than themselves.
  const isBraceSpecial = text.includes('{{!}}');
  const isAngleSpecial = /<!--|nowiki/i.test(text);
  let written = '';
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const isStartOfWord = at === 0 || /\s/.test(text[at - 1]!);
    const word = isStartOfWord ? /^[^\s<&{}|]+/.exec(rest)?.[0] : undefined;
    if (word !== undefined && chance.happens(5)) {
      written += `<nowiki>${word}</nowiki>`;
      at += word.length;
      continue;
    }
    const character = String.fromCodePoint(rest.codePointAt(0)!);
    at += character.length;
    if (character === '&') written += /^&#?\w{1,40};/.test(rest) || chance.happens(20) ? '&amp;' : '&';
    else if (character === '<') written += isAngleSpecial || chance.happens(70) ? '&lt;' : '<';
    else if (character === '|') written += chance.happens(70) ? '{{!}}' : '|';
    else if (character === '{' || character === '}')
      written += isBraceSpecial || chance.happens(70) ? `<nowiki>${character}</nowiki>` : character;
    else if (character in ENTITIES && chance.happens(30)) written += ENTITIES[character]!;
    else if (/\w/.test(character) && chance.happens(1)) written += numeric(chance, character);
    else written += character;
  }
  return written;
}

function numeric(chance: Chance, character: string): string {
  const code = character.codePointAt(0)!;
  return chance.happens(50) ? `&#${code};` : `&#x${code.toString(16)};`;
}

/** What the ledger writes for it in its own pages: said a second time, and not by its code. */
export function asTheLedgerWrites(text: string): string {
  return text
    .replaceAll(/[\s\u0085]+/g, ' ')
    .replaceAll(/&(#?\w{1,40};)/g, '&amp;$1')
    .replaceAll('<', '&lt;')
    .replaceAll(/([{}])/g, '<nowiki>$1</nowiki>')
    .replaceAll('|', '{{!}}')
    .replaceAll(/(~~~+)/g, '<nowiki>$1</nowiki>')
    .replaceAll(/__([A-Z]+__)/g, '_<nowiki/>_$1')
    .replaceAll(/\[\[([\s_]*(?:Category|File|Image|Media)[\s_]*:)/gi, '[[:$1');
}
