import { wikitextLine } from '@features/log-entries/formats/wikitext.js';
import type { OldEntry } from './old-entry.js';

/** The line of wikitext, without its end, that a ledger writes of an entry. */
export function asWritten({
  occurredAt,
  actor,
  message,
}: Omit<OldEntry, 'kind' | 'log' | 'precision' | 'source'>): string {
  return wikitextLine({ occurredAt, actor: { name: actor }, message, status: 'logged' }).slice(0, -1);
}
