import { parseFeed } from '@rowanmanning/feed-parser';
import { DOMParser } from '@xmldom/xmldom';
import { parse } from 'csv-parse/sync';
import MarkdownIt from 'markdown-it';
import wtf from 'wtf_wikipedia';
import { HOSTILE } from '../../../../../test/support/hostile.js';
import type { StoredEntry } from '../stored-entry.js';
import { ATOM_END, atomEntry, atomHead } from './atom.js';
import { entryCloudEvent } from './cloud-events.js';
import { CSV_HEAD, csvLines } from './csv.js';
import { markdownDay, markdownLine } from './markdown.js';
import { wikitextDay, wikitextLine } from './wikitext.js';

const ENTRY: StoredEntry = {
  id: '01a20737-f98a-7b12-bc64-3128743bc5a7',
  log: 'production',
  message: 'rebooting db1101 (T123)',
  actor: { name: 'ada' },
  reporter: {},
  via: {},
  occurredAt: '2026-11-22T17:05:09.123Z',
  precision: 'millisecond',
  recordedAt: '2026-11-22T17:05:09.123Z',
  changedAt: '2026-11-22T17:06:00.000Z',
  late: false,
  status: 'logged',
  revision: 0,
  position: 7,
  correlationId: null,
  redaction: null,
  source: null,
  alsoIn: [],
  refs: { tasks: [], hosts: [], changes: [], commits: [], urls: [], tags: [], datacenters: [] },
};

describe('Wikitext', () => {
  it('is the page that people know', () => {
    const amended = { ...ENTRY, status: 'amended', message: 'now right' } as const;
    const retracted = { ...ENTRY, status: 'retracted', message: 'never was' } as const;
    expect(wikitextDay('2026-11-22', 2) + [ENTRY, amended, retracted].map(wikitextLine).join('')).toBe(
      '== 2026-11-22 ==\n' +
        '* 17:05 ada: rebooting db1101 (T123)\n' +
        '* 17:05 ada: now right (amended)\n' +
        '* 17:05 ada: <s>never was</s> (retracted)\n',
    );
  });

  it('escapes lone braces and pipes as today, and leaves links alone', () => {
    const line = wikitextLine({ ...ENTRY, message: 'set {a|b} [[gerrit:1|title]] 100% <ok>' });
    expect(line).toBe(
      '* 17:05 ada: set <nowiki>{</nowiki>a{{!}}b<nowiki>}</nowiki> [[gerrit:1{{!}}title]] 100% &lt;ok>\n',
    );
  });

  it.each(HOSTILE)('holds %j in one line of one day, for the readers that exist', (text) => {
    const page =
      wikitextDay('2026-11-22', 2) +
      wikitextLine({ ...ENTRY, message: text, actor: { name: text } }) +
      wikitextLine(ENTRY);
    expect(
      [...page.matchAll(/==\s*(\d{4}-\d{2}-\d{2})\s*==/g)].filter(
        ({ index }) => index === 0 || page[index - 1] === '\n',
      ),
    ).toHaveLength(1);
    expect(page.split('\n').filter((line) => /^\*\s?\d\d:\d\d\s+/.test(line))).toHaveLength(2);
    expect(page.split('\n')).toHaveLength(4);
    const document = wtf(page);
    expect(document.sections().filter((section) => section.title() !== '')).toHaveLength(1);
    expect(document.lists().flatMap((list) => list.lines())).toHaveLength(2);
    expect(document.categories()).toEqual([]);
    expect(document.images()).toEqual([]);
  });
});

/** By a strict XML parser, which throws at anything that is not well formed. */
function textsOf(xml: string, element: string): (string | null)[] {
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(message);
    },
  });
  return Array.from(
    parser.parseFromString(xml, 'text/xml').getElementsByTagName(element),
    (found) => found.textContent,
  );
}

describe('Atom', () => {
  const head = {
    ledgerId: '01a20737-f7d9-7e14-bbfb-76744547067b',
    log: 'production',
    title: 'Server admin log: <Production>',
    self: 'http://ledger.example/api/v1/logs/production/sal.atom?a=1&b=2',
    alternate: 'http://ledger.example/x',
    next: null,
    updated: '2026-11-22T17:06:00.000Z',
  };
  const document = (entries: readonly StoredEntry[]) =>
    atomHead(head) +
    entries.map((entry) => atomEntry(entry, `http://ledger.example/entries/${entry.id}`)).join('') +
    ATOM_END;
  const parse = (entries: readonly StoredEntry[]) => parseFeed(document(entries));

  it('has ids that do not depend on the address, and times of record and of change', () => {
    const feed = parse([ENTRY]);
    expect(feed.meta).toMatchObject({ type: 'atom', version: '1.0' });
    expect(feed.title).toBe('Server admin log: <Production>');
    expect(feed.self).toBe(head.self);
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]).toMatchObject({
      id: `urn:uuid:${ENTRY.id}`,
      title: 'ada: rebooting db1101 (T123)',
      content: ENTRY.message,
    });
    expect(feed.items[0]!.published?.toISOString()).toBe(ENTRY.occurredAt);
    expect(feed.items[0]!.updated?.toISOString()).toBe(ENTRY.changedAt);
    expect(atomHead({ ...head, self: 'https://moved.example/' }).match(/<id>.*<\/id>/)![0]).toBe(
      atomHead(head).match(/<id>.*<\/id>/)![0],
    );
  });

  it.each(HOSTILE)('holds %j as the text of one entry', (text) => {
    const entries = [{ ...ENTRY, message: text, actor: { name: text } }, ENTRY];
    const feed = parse(entries);
    expect(feed.items).toHaveLength(2);
    expect(feed.items[0]!.authors).toHaveLength(1);
    // The feed reader takes entities for HTML a second time; what the XML itself says is exact but for U+FFFE.
    expect(textsOf(document(entries), 'content')).toEqual([text.replace('\ufffe', '\ufffd'), ENTRY.message]);
  });
});

describe('CSV', () => {
  const read = (entries: readonly StoredEntry[]) =>
    parse(CSV_HEAD + csvLines(entries), { columns: true }) as unknown as Record<string, string>[];

  it('has a column for whatever an auditor asks', () => {
    const refs = { ...ENTRY.refs, tasks: ['T1', 'T2'], hosts: ['db1101'] };
    expect(read([{ ...ENTRY, refs }])).toEqual([
      {
        occurredAt: '2026-11-22T17:05:09.123Z',
        precision: 'millisecond',
        log: 'production',
        actor: 'ada',
        message: 'rebooting db1101 (T123)',
        status: 'logged',
        tasks: 'T1 T2',
        hosts: 'db1101',
        recordedAt: '2026-11-22T17:05:09.123Z',
        id: ENTRY.id,
      },
    ]);
  });

  it.each([...HOSTILE, '=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1'])(
    'holds %j in one field that is no formula',
    (text) => {
      const rows = read([{ ...ENTRY, message: text, actor: { name: text } }, ENTRY]);
      expect(rows).toHaveLength(2);
      expect(rows[0]!['message']).not.toMatch(/^[=+\-@\t\r]/);
      expect([text, `'${text}`]).toContain(rows[0]!['message']);
    },
  );
});

describe('Markdown', () => {
  const render = (message: string) =>
    new MarkdownIt({ html: true, linkify: true }).render(
      markdownDay('2026-11-22') + [{ ...ENTRY, message, actor: { name: message } }, ENTRY].map(markdownLine).join(''),
    );

  it('is a heading for a day and a list item for an entry', () => {
    expect(markdownDay('2026-11-22') + markdownLine(ENTRY) + markdownLine({ ...ENTRY, status: 'retracted' })).toBe(
      '## 2026-11-22\n\n- 17:05 ada: rebooting db1101 (T123)\n- 17:05 ada: ~~rebooting db1101 (T123)~~ (retracted)\n',
    );
    expect(render('see https://example.org/a_b_c, x')).toContain('<a href="https://example.org/a_b_c">');
  });

  it.each([
    ...HOSTILE,
    '**bold** _it_ `code` ~~gone~~ # no <b>html</b> ![i](x) [l](x) | a | b | $x$',
    '1. one',
    '- - -',
  ])('holds %j as the plain text of one item', (text) => {
    const document = new DOMParser().parseFromString(`<x>${render(text)}</x>`, 'text/xml');
    const items = Array.from(document.getElementsByTagName('li'));
    expect(items).toHaveLength(2);
    const plain = text
      .trim()
      .replace(/[\s\u0085\u2028\u2029]+/gu, ' ')
      .replace('\ufffe', '\ufffd');
    expect(items[0]!.textContent!.replaceAll('\ufffe', '\ufffd')).toBe(`17:05 ${plain}: ${plain}`);
    for (const tag of ['em', 'code', 'h1', 'img', 'b', 's', 'table', 'script', 'ol']) {
      expect([tag, document.getElementsByTagName(tag)]).toHaveProperty('1.length', 0);
    }
  });
});

describe('CloudEvents', () => {
  it('carry the entry whole, and an id that changes when it does', () => {
    const event = JSON.parse(entryCloudEvent('01a20737-f7d9-7e14-bbfb-76744547067b', ENTRY, '{"id":"x"}')) as object;
    expect(event).toEqual({
      specversion: '1.0',
      id: `${ENTRY.id}/0`,
      source: 'urn:uuid:01a20737-f7d9-7e14-bbfb-76744547067b',
      type: 'opsledger.log-entry.logged',
      subject: `log-entry-${ENTRY.id}`,
      time: ENTRY.changedAt,
      datacontenttype: 'application/json',
      data: { id: 'x' },
    });
  });
});
