const WEB_ADDRESS = /https?:\/\/[^\s<>"'\u0000-\u001f]+/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The HTML form of a plain text: the same words, with links, and nothing that is fetched from elsewhere. */
export function mailHtml(subject: string, text: string): string {
  return [
    '<!DOCTYPE html>',
    '<html>',
    `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font-family:sans-serif;line-height:1.4">',
    `<h1 style="font-size:1.2em">${escaped(subject)}</h1>`,
    `<div dir="auto" style="white-space:pre-wrap">${linked(text)}</div>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function linked(text: string): string {
  let done = 0;
  let html = '';
  for (const found of text.matchAll(WEB_ADDRESS)) {
    const address = found[0].replace(/[.,;:!?)\]}]+$/, '');
    html += escaped(text.slice(done, found.index));
    html += URL.canParse(address)
      ? `<a href="${escaped(address)}" rel="noreferrer">${escaped(address)}</a>`
      : escaped(address);
    done = found.index + address.length;
  }
  return html + escaped(text.slice(done));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
