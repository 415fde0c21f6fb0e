import type { Written } from './wikitext.js';

/** `## 2026-11-22` */
export function markdownDay(day: string): string {
  return `## ${day}\n\n`;
}

/** `- 17:05 ada: message`, always exactly one list item of one line (CommonMark); a retracted one is struck through. */
export function markdownLine({ occurredAt, actor, message, status }: Written): string {
  const text = markdown(message);
  const shown = status === 'retracted' ? `~~${text}~~ (retracted)` : status === 'amended' ? `${text} (amended)` : text;
  return `- ${occurredAt.slice(11, 16)} ${markdown(actor.name)}: ${shown}\n`;
}

/** Text in which nothing is markup but addresses, which are written as links. */
function markdown(text: string): string {
  const oneLine = text.trim().replace(/[\s\u0085\u2028\u2029]+/gu, ' ');
  return oneLine
    .split(/(https?:\/\/[^\s<>\\"`]*[^\s<>\\"`.,;:!?')\]])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_{}[\]<>#|~&!$^]/g, '\\$&')))
    .join('');
}
