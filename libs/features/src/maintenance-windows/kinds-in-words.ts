import type { DowntimeKind } from './maintenance-window.events.js';

const KIND_WORDS: Readonly<Record<Exclude<DowntimeKind, 'other'>, string>> = {
  'all-services': 'all services are down',
  network: 'no network',
  database: 'no database',
  'read-only': 'read-only: nothing can be saved',
  restarts: 'restarts',
  degraded: 'degraded service: slower or less reliable',
};

/** What people notice. */
export function kindsInWords(kinds: readonly DowntimeKind[], otherKind: string): string {
  return kinds.map((kind) => (kind === 'other' ? otherKind : KIND_WORDS[kind])).join('; ');
}
