const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };
const ENTITY = String.raw`&(?:(lt|gt|amp|quot|nbsp)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));`;
const ENTITIES_ALONE = new RegExp(ENTITY, 'g');
const MARKUP = new RegExp(String.raw`${ENTITY}|\{\{!\}\}|<nowiki ?/>`, 'g');
const NOWIKI = /<nowiki>(.*?)<\/nowiki>/gs;
const CLOSED = '</nowiki>';
const LINK = /^\[\[(?:[^\]|]*\|)?(?:User:)?([^\]|]*)\]\]$/i;

/** Wikitext as the text that was meant; markup that means more than its characters stays as it is written. */
export function textOfWikitext(wikitext: string): string {
  const end = endOfNowiki(wikitext);
  let [text, from] = ['', 0];
  for (const { index, 0: whole, 1: inner } of wikitext.slice(0, end).matchAll(NOWIKI)) {
    text += plain(wikitext.slice(from, index), MARKUP) + plain(inner!, ENTITIES_ALONE);
    from = index + whole.length;
  }
  return text + plain(wikitext.slice(from), MARKUP);
}

/** Without what is in `<nowiki>`, which is never markup. */
export function withoutNowiki(wikitext: string): string {
  const end = endOfNowiki(wikitext);
  return wikitext.slice(0, end).replace(NOWIKI, '') + wikitext.slice(end);
}

/** Behind it nothing is closed, and what is not closed would be looked for from everywhere. */
function endOfNowiki(wikitext: string): number {
  const last = wikitext.lastIndexOf(CLOSED);
  return last < 0 ? 0 : last + CLOSED.length;
}

function plain(wikitext: string, markup: RegExp): string {
  return wikitext.replace(markup, (written, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return ENTITIES[name]!;
    if (decimal !== undefined || hex !== undefined) {
      return character(decimal === undefined ? parseInt(hex!, 16) : Number(decimal)) ?? written;
    }
    return written === '{{!}}' ? '|' : '';
  });
}

/** `[[User:Ada|ada]]`, `<ada>`, `'''ada'''` → `ada` */
export function nickOfWikitext(wikitext: string): string {
  const plain = textOfWikitext(wikitext.replace(/'{2,5}/g, '').trim());
  return plain
    .replace(LINK, '$1')
    .replace(/^<(.*)>$/, '$1')
    .trim();
}

/** What a ledger does not take, visible. Tabs and line ends may stay. */
export function storable(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

function character(code: number): string | null {
  const isText = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isText ? String.fromCodePoint(code) : null;
}
