import type { StoredEntry } from '../stored-entry.js';

/** Heading level of a day in today's pages: `== 2026-11-22 ==`. */
export const DAY_LEVEL = 2;

/** `== 2026-11-22 ==` */
export function wikitextDay(day: string, level: number): string {
  const marks = '='.repeat(level);
  return `${marks} ${day} ${marks}\n`;
}

/** What is written of an entry. */
export type Written = Pick<StoredEntry, 'occurredAt' | 'message' | 'status'> & {
  readonly actor: { readonly name: string };
};

/** `* 17:05 nick: message`, always exactly one list item of one line; a retracted entry is struck through. */
export function wikitextLine(entry: Written): string {
  const message = wikitext(entry.message);
  const shown =
    entry.status === 'retracted'
      ? `<s>${message}</s> (retracted)`
      : entry.status === 'amended'
        ? `${message} (amended)`
        : message;
  return `* ${entry.occurredAt.slice(11, 16)} ${wikitext(entry.actor.name)}: ${shown}\n`;
}

/**
 * Text as wikitext in which links still work, because people write them on purpose, and in which nothing can begin that
 * would not end with the line: no template, no tag, no signature, no category.
 */
export function wikitext(text: string): string {
  return text
    .trim()
    .replace(/[\s\u0085\u2028\u2029]+/gu, ' ')
    .replace(/&(?=#?\w{1,40};)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[{}]/g, '<nowiki>$&</nowiki>')
    .replace(/\|/g, '{{!}}')
    .replace(/~{3,}/g, '<nowiki>$&</nowiki>')
    .replace(/__(?=[A-Z]+__)/g, '_<nowiki/>_')
    .replace(/\[\[(?=[\s_]*(?:category|file|image|media)[\s_]*:)/gi, '[[:');
}
