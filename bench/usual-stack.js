import { fileURLToPath } from 'node:url';
import { ratioAtLeast } from './measure.js';
import { postsAgainst } from './posts.js';

const USUAL = fileURLToPath(new URL('./usual-stack-server.js', import.meta.url));

export const baseline =
  'Nest on Express, class-validator on each request, and one SQLite transaction (synchronous=FULL) for each event with its entry and its words.';

/** Durable POSTs of single entries, 64 callers, beside what most teams would write. */
export default function usualStack() {
  const figure = 'durable + hashed + projected + searchable POST/s, c64, vs the usual stack';
  return postsAgainst({ entry: USUAL }, figure, ratioAtLeast(6));
}
