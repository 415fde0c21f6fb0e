import type { DowntimeKind } from './maintenance-window.events.js';

const KIND_WORDS: Readonly<Record<Exclude<DowntimeKind, 'other'>, string>> = {
  'all-services': 'all services are down',
  network: 'no network',
  database: 'no database',
  'read-only': 'read-only: nothing can be saved',
  restarts: 'restarts',
  degraded: 'degraded service: slower or less reliable',
};

const KIND_WORDS_OF_THE_PAST: typeof KIND_WORDS = {
  ...KIND_WORDS,
  'all-services': 'all services were down',
  'read-only': 'read-only: nothing could be saved',
};

/** What people notice, or noticed. */
export function kindsInWords(kinds: readonly DowntimeKind[], otherKind: string, isOver = false): string {
  const words = isOver ? KIND_WORDS_OF_THE_PAST : KIND_WORDS;
  return kinds.map((kind) => (kind === 'other' ? otherKind : words[kind])).join('; ');
}
