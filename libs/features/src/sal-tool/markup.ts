import { escapeMarkup } from '../log-entries/formats/escape-markup.js';

/** HTML that may be sent as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[];

/** `markup\`<b>${text}</b>\``: whatever is no HTML already is escaped, in texts and in quoted attributes alike. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    strings.map((string, index) => string + (index < parts.length ? textOf(parts[index]!) : '')).join(''),
  );
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escapeMarkup(String(part));
}
