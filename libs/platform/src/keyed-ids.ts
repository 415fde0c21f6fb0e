import type { Author } from '@kernel/decider.js';
import { derivedId } from '@kernel/ids.js';

/** Characters of an id that say which key it was made with. */
const KEY_PART = 18;

/**
 * The first half of an event's id says which key made it, the second half which of its events it is, and in which
 * stream: a key that is used for two things makes two ids. Nothing of the request is in it: the id stays when content
 * is erased, and what was short could be guessed from a hash.
 */
export function keyedId(author: Author, key: string, stream: string, index: number): string {
  const which = derivedId('event', author.reporter.id, key, stream, String(index));
  return `${keyPart(author, key)}${which.slice(KEY_PART)}`;
}

/** The half that the key made. */
export function keyPart(author: Author, key: string): string {
  return derivedId('key', author.reporter.id, key).slice(0, KEY_PART);
}

export function keyPartOf(id: string): string {
  return id.slice(0, KEY_PART);
}
