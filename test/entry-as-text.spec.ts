import { markdownLine } from '../libs/features/src/log-entries/formats/markdown.js';
import { wikitextLine } from '../libs/features/src/log-entries/formats/wikitext.js';
import { asMarkdown, asWikitext } from '../apps/dashboard/src/pages/entry/entry-as-text.js';
import { HOSTILE } from './support/hostile.js';

const TEXTS = [...HOSTILE, 'rebooting db1101 (T123456)', 'see https://example.org/a_b, and *this*'];

describe('An entry that is copied from its page', () => {
  it.each(TEXTS)('is the line that the server writes: %j', (message) => {
    for (const status of ['logged', 'amended', 'retracted', 'redacted'] as const) {
      const entry = { occurredAt: '2026-11-22T17:05:09.123Z', actor: { name: message }, message, status };
      expect(`${asWikitext(entry)}\n`).toBe(wikitextLine(entry));
      expect(`${asMarkdown(entry)}\n`).toBe(markdownLine(entry));
    }
  });
});
