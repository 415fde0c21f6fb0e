import { type Html, markup } from './markup.js';

/** Where what a message refers to is found; `{task}` and `{change}` are replaced. */
export interface RefAddresses {
  readonly taskUrl: string;
  readonly changeUrl: string;
}

const REFERENCE =
  /(?<url>\bhttps?:\/\/[^\s<>"'\]|]{3,2000})|(?<![A-Za-z0-9/])(?:(?<task>T\d{1,8})|[Gg]errit[:|](?<number>\d{1,8})|(?<id>I[0-9a-f]{6,40}))(?![A-Za-z0-9])/g;

/** A message in which addresses, tasks and changes can be followed. */
export function linkedMessage(message: string, addresses: RefAddresses): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const { 0: found, index, groups = {} } of message.matchAll(REFERENCE)) {
    // A sentence may end behind an address.
    const text = groups['url'] === undefined ? found : found.replace(/[.,;:!?)]+$/, '');
    const href = addressOf(text, groups, addresses);
    parts.push(markup`${message.slice(end, index)}<a href="${href}" rel="noopener noreferrer">${text}</a>`);
    end = index + text.length;
  }
  return markup`${parts}${message.slice(end)}`;
}

function addressOf(
  text: string,
  { url, task, number, id }: Record<string, string | undefined>,
  { taskUrl, changeUrl }: RefAddresses,
): string {
  if (url !== undefined) return text;
  return task === undefined ? changeUrl.replace('{change}', number ?? id!) : taskUrl.replace('{task}', task);
}
