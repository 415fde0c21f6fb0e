/** What is told of an entry in a line. */
interface Told {
  readonly occurredAt: string;
  readonly actor: { readonly name: string };
  readonly message: string;
  readonly status: string;
}

/** The entry as a line of a wiki page, as the server writes it in `sal.wiki`. */
export function asWikitext({ occurredAt, actor, message, status }: Told): string {
  return `* ${occurredAt.slice(11, 16)} ${wikitext(actor.name)}: ${marked(wikitext(message), status, '<s>', '</s>')}`;
}

/** The entry as an item of a Markdown list, as the server writes it in `.md`. */
export function asMarkdown({ occurredAt, actor, message, status }: Told): string {
  return `- ${occurredAt.slice(11, 16)} ${markdown(actor.name)}: ${marked(markdown(message), status, '~~', '~~')}`;
}

function marked(text: string, status: string, open: string, close: string): string {
  if (status === 'retracted') return `${open}${text}${close} (retracted)`;
  return status === 'amended' ? `${text} (amended)` : text;
}

function oneLine(text: string): string {
  return text.trim().replace(/[\s\u0085\u2028\u2029]+/gu, ' ');
}

function wikitext(text: string): string {
  return oneLine(text)
    .replace(/&(?=#?\w{1,40};)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[{}]/g, '<nowiki>$&</nowiki>')
    .replace(/\|/g, '{{!}}')
    .replace(/~{3,}/g, '<nowiki>$&</nowiki>')
    .replace(/__(?=[A-Z]+__)/g, '_<nowiki/>_')
    .replace(/\[\[(?=[\s_]*(?:category|file|image|media)[\s_]*:)/gi, '[[:');
}

function markdown(text: string): string {
  return oneLine(text)
    .split(/(https?:\/\/[^\s<>\\"`]*[^\s<>\\"`.,;:!?')\]])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : part.replace(/[\\`*_{}[\]<>#|~&!$^]/g, '\\$&')))
    .join('');
}
