const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };
const MARKUP =
  /\{\{!\}\}|<nowiki>(.*?)<\/nowiki>|<nowiki ?\/>|&(?:(lt|gt|amp|quot|nbsp)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/gs;
const LINK = /^\[\[(?:[^\]|]*\|)?(?:User:)?([^\]|]*)\]\]$/i;

/** Wikitext as the text that was meant; markup that means more than its characters stays as it is written. */
export function textOfWikitext(wikitext: string): string {
  return wikitext.replace(MARKUP, (written, nowiki?: string, name?: string, decimal?: string, hex?: string) => {
    if (written === '{{!}}') return '|';
    if (nowiki !== undefined) return textOfWikitext(nowiki);
    if (name !== undefined) return ENTITIES[name]!;
    if (decimal === undefined && hex === undefined) return '';
    return character(decimal === undefined ? parseInt(hex!, 16) : Number(decimal)) ?? written;
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
