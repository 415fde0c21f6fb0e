import { readAtomFeed } from './atom-feed.js';
import { readIndexLines } from './index-lines.js';
import { logOfTitle, readDump } from './mediawiki-dump.js';
import type { OldEntry, Read } from './old-entry.js';

async function* chunksOf(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function all(reads: AsyncIterable<Read>): Promise<Read[]> {
  const found: Read[] = [];
  for await (const read of reads) found.push(read);
  return found;
}

const entriesOf = (reads: readonly Read[]): OldEntry[] => reads.filter((read) => read.kind === 'entry');
const dumped = (text: string | Uint8Array, { log, size = 7 }: { log?: string; size?: number } = {}) =>
  all(readDump(chunksOf(text, size), log));

const revision = (id: number, text: string, by = 'Ada') =>
  `<revision><id>${id}</id><timestamp>2010-03-05T12:00:00Z</timestamp><contributor><username>${by}</username><id>7</id></contributor>` +
  `<text bytes="9" xml:space="preserve">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text></revision>`;
const page = (title: string, ...revisions: string[]) =>
  `<page><title>${title}</title><ns>0</ns><id>3</id>${revisions.join('\n')}</page>\n`;
const dump = (...pages: string[]) =>
  `<?xml version="1.0"?>\n<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">\n<siteinfo><sitename>W</sitename></siteinfo>\n${pages.join('')}</mediawiki>\n`;
const DAY = '== 2010-03-05 ==\n';

describe('A MediaWiki dump', () => {
  it('is read page by page, whatever its chunks are, and each page goes to the log its title names', async () => {
    const text = dump(
      page('Server Admin Log', revision(1, `${DAY}* 10:00 ada: a &lt; b {{!}} ü\n`)),
      page('Main Page', revision(2, '* 10:00 ada: not a log')),
      page('Nova Resource:Tools/SAL', revision(3, `${DAY}* 11:00 grace: c\nprose\n\nmore prose`)),
    );
    for (const size of [1, 7, 100_000]) {
      const reads = await dumped(text, { size });
      expect(entriesOf(reads).map(({ log, message, source }) => [log, message, source.page, source.revision])).toEqual([
        ['production', 'a < b | ü', 'Server Admin Log', 1],
        ['tools', 'c\nprose', 'Nova Resource:Tools/SAL', 3],
      ]);
      expect(reads.filter(({ kind }) => kind === 'line')).toMatchObject([
        { line: 'more prose', log: 'tools', number: 5 },
      ]);
      expect(reads.at(-1)).toMatchObject({ kind: 'remark', what: expect.stringContaining('1 pages were passed over') });
    }
  });

  it('goes as a whole to a log that is named', async () => {
    const reads = await dumped(dump(page('Anything', revision(1, `${DAY}* 10:00 ada: a`))), { log: 'admin' });
    expect(entriesOf(reads)).toMatchObject([{ log: 'admin', source: { page: 'Anything' } }]);
  });

  it.each([
    ['Server Admin Log', 'production'],
    ['Server_Admin_Log/Archive 12', 'production'],
    ['Server admin log/2005-06', 'production'],
    ['Nova Resource:Deployment-prep/SAL', 'deployment-prep'],
    ['Nova_Resource:Tools.stashbot/SAL/Archive_1', 'tools.stashbot'],
    ['User:Mallory/Server admin log', null],
    ['Talk:Server Admin Log', null],
    ['Server admin log drafts', null],
    ['Nova Resource:Tools', null],
    ['Talk about the Server Admin Log', null],
  ])('knows of the title %s that its log is %s', (title, log) => expect(logOfTitle(title)).toBe(log));

  it('with its history gives each entry at the revision that brought it, and who wrote over which', async () => {
    const reads = await dumped(
      dump(
        page(
          'Server Admin Log',
          revision(1, `${DAY}* 10:00 ada: a`),
          revision(2, `${DAY}* 10:05 bob: b\n* 10:00 ada: a`),
          revision(3, `${DAY}* 10:05 bob: mended\n* 10:00 ada: a`, 'Grace'),
          revision(4, 'blanked by somebody'),
          revision(5, `${DAY}* 10:05 bob: mended\nprose`),
        ),
      ),
    );
    const told = entriesOf(reads).map(({ message, source, replaces }) => [message, source.revision, replaces]);
    expect(told).toEqual([
      ['a', 1, undefined],
      ['b', 2, undefined],
      ['mended', 3, { actor: 'bob', message: 'b', occurredAt: '2010-03-05T10:05:00.000Z', ordinal: 0, by: 'Grace' }],
      ['mended\nprose', 5, undefined],
    ]);
    expect(reads.filter(({ kind }) => kind === 'line')).toEqual([]);
    const gone = reads.flatMap((read) =>
      read.kind === 'taken-off' ? [[read.entry.message, read.revision, read.by]] : [],
    );
    expect(gone).toEqual([
      ['a', 4, 'Ada'],
      ['mended', 4, 'Ada'],
    ]);
  });

  it('takes a line whose nick, time or day was mended for the same entry, but not what went to an archive', async () => {
    const mended = async (before: string, after: string) => {
      const entries = entriesOf(
        await dumped(dump(page('Server Admin Log', revision(1, before), revision(2, after, 'Grace')))),
      );
      return entries.filter(({ source }) => source.revision === 2).map(({ replaces }) => replaces?.occurredAt);
    };
    const line = '* 10:04 ada: depooled db3050\n';
    const then = ['2010-03-05T10:04:00.000Z'];
    expect(await mended(DAY + line, DAY + line.replace('10:04', '10:14'))).toEqual(then);
    expect(await mended(DAY + line, DAY + line.replace('ada', 'grace'))).toEqual(then);
    expect(await mended(DAY + line, `== 2010-03-06 ==\n${line}`)).toEqual(then);
    expect(await mended(`${DAY}* 09:00 bob: x\n${line}`, `== 2010-03-06 ==\n${line}`)).toEqual([undefined]);
  });

  it('pairs lines of one minute by their words, and gives a line that was put back beside its successor as another', async () => {
    const told = async (...texts: string[]) => {
      const revisions = texts.map((text, index) => revision(index + 1, DAY + text));
      const entries = entriesOf(await dumped(dump(page('Server Admin Log', ...revisions))));
      return entries.map(({ message, replaces, source }) => [message, replaces?.message, source.ordinal]);
    };
    const [depooled, silenced] = ['* 10:00 ada: depooled db1101', '* 10:00 ada: silenced the alert of db1101'];
    expect(await told(`${silenced}\n${depooled}`, `${silenced} (T123)`)).toContainEqual([
      'silenced the alert of db1101 (T123)',
      'silenced the alert of db1101',
      0,
    ]);
    const [a, b] = ['* 10:00 ada: a', '* 10:00 ada: b'];
    expect(await told(a, b, `${b}\n${a}`)).toEqual([
      ['a', undefined, 0],
      ['b', 'a', 0],
      ['a', undefined, 1000],
    ]);
    expect(await told(a, b, a, b)).toEqual([
      ['a', undefined, 0],
      ['b', 'a', 0],
      ['a', 'b', 0],
      ['b', 'a', 0],
    ]);
    // Blanked in between, it is written back all the same.
    expect((await told(a, b, 'nothing', a)).at(-1)).toEqual(['a', 'b', 0]);
    const [reboot, reload] = ['ada: rebooting', 'ada: reloading'];
    const trimmed = await told(`* 11:00 ${reload}\n* 10:00 ${reboot}`, `* 12:00 ${reboot}\n* 11:00 ${reload}`);
    expect(trimmed).toEqual([
      ['rebooting', undefined, 0],
      ['reloading', undefined, 0],
      ['rebooting', undefined, 0],
    ]);
  });

  it.each([
    [
      'is cut off',
      dump(page('Server Admin Log', revision(1, DAY))).slice(0, -30),
      /ends in the middle, it was cut off \(line 5\)/,
    ],
    ['is broken', dump('<page><title>x</titel></page>'), /is broken: Unexpected close tag \(line 4\)/],
    ['is something else', '<html><body>no</body></html>', /is no such file, but begins with <html>/],
    ['is no XML', '* 10:00 ada: a', /is broken: .* \(line 1\)/],
    ['has no page', dump(), /holds no page/],
    [
      'has no SAL',
      dump(page('Main Page', revision(1, 'x'))),
      /no page of this dump is a server admin log: .*"Main Page".*--log/,
    ],
    [
      'expands entities without end',
      `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n${dump(page('Server Admin Log', revision(1, DAY))).replace('Ada', '&b;')}`,
      /is broken: Invalid character entity/,
    ],
    ['is compressed', Buffer.from('425a683931415926', 'hex'), /bzcat FILE \|/],
    ['is UTF-16', Buffer.from(`\ufeff${dump()}`, 'utf16le'), /UTF-16/],
    [
      'is Latin-1',
      Buffer.from(dump(page('Server Admin Log', revision(1, `${DAY}* 10:00 ada: \u00fc`))), 'latin1'),
      /is not UTF-8.*iconv.*between the bytes/,
    ],
    ['is empty', '', /holds no page|ends in the middle/],
  ])('that %s is refused with its place', async (_what, text, sentence) => {
    await expect(dumped(text, { size: 64 })).rejects.toThrow(sentence);
  });

  it('has given what stands before the place where it breaks', async () => {
    const text = dump(page('Server Admin Log', revision(1, `${DAY}* 10:00 ada: a`)), '<page><title>');
    const found: Read[] = [];
    const reading = async (): Promise<void> => {
      for await (const read of readDump(chunksOf(text.slice(0, -20), 50))) found.push(read);
    };
    await expect(reading()).rejects.toThrow('cut off');
    expect(entriesOf(found)).toHaveLength(1);
  });
});

describe('Documents of the old index', () => {
  const read = (lines: readonly unknown[], log?: string) =>
    all(
      readIndexLines(
        chunksOf(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'), 11),
        log,
      ),
    );
  const source = { message: 'x', nick: 'ada', '@timestamp': '2016-03-05T17:05:09Z', project: 'Tools', type: 'sal' };

  it('are read as the index exports them, and flat', async () => {
    const reads = await read([
      { _index: 'sal', _id: 'AVa', _source: source },
      {
        id: 'AVb',
        ...source,
        nick: undefined,
        user: 'grace',
        '@timestamp': '2016-03-05T17:05:09.5Z',
        project: undefined,
      },
      '',
    ]);
    expect(reads).toEqual([
      {
        kind: 'entry',
        log: 'tools',
        actor: 'ada',
        message: 'x',
        occurredAt: '2016-03-05T17:05:09.000Z',
        precision: 'second',
        source: { kind: 'index', id: 'AVa' },
      },
      expect.objectContaining({
        log: 'unsorted',
        actor: 'grace',
        occurredAt: '2016-03-05T17:05:09.500Z',
        precision: 'millisecond',
      }),
    ]);
    expect(await read([{ _id: 'AVa', _source: source }], 'here')).toMatchObject([{ log: 'here' }]);
  });

  it.each([
    ['no JSON', '{"_id":', 'not-json'],
    ['a list', '[1]', 'not-json'],
    ['a number', '7', 'not-json'],
    ['without an id', JSON.stringify(source), 'not-a-document'],
    ['without a message', JSON.stringify({ _id: 'A', _source: { ...source, message: '' } }), 'not-a-document'],
    ['without a nick', JSON.stringify({ _id: 'A', _source: { ...source, nick: '' } }), 'no-nick'],
    [
      'of 25:61',
      JSON.stringify({ _id: 'A', _source: { ...source, '@timestamp': '2016-03-05T25:61:00Z' } }),
      'bad-time',
    ],
    [
      'of 30 February',
      JSON.stringify({ _id: 'A', _source: { ...source, '@timestamp': '2016-02-30T10:00:00Z' } }),
      'bad-time',
    ],
    ['that is too long', JSON.stringify({ _id: 'A', _source: { ...source, message: 'x'.repeat(70_000) } }), 'too-long'],
  ])('that are %s are kept as they stand, with the reason', async (_what, line, why) => {
    const reads = await read([line, { _id: 'AVgood', _source: source }]);
    expect(reads.map((one) => (one.kind === 'line' ? [one.why, one.number] : one.kind))).toContainEqual([why, 1]);
    expect(reads.flatMap((one) => (one.kind === 'line' ? [one.line] : [])).join('')).toBe(line);
    expect(entriesOf(reads)).toHaveLength(1);
  });

  it('keep a line of 10 MB whole, in parts', async () => {
    const line = `{"_id":"A","x":"${'ü'.repeat(5_000_000)}"}`;
    const reads = await read([line]);
    expect(reads.length).toBeGreaterThan(150);
    expect(reads.map((one) => (one.kind === 'line' ? one.line : '')).join('') === line).toBe(true);
  });
});

describe('An Atom feed of the old tool', () => {
  const feed = (entries: string) =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tools</title><id>https://sal.example/tools</id>${entries}</feed>`;
  const entry = (id: string, title: string, at: string) =>
    `<entry><title>${title}</title><id>https://sal.example/log/${id}</id><published>${at}</published><updated>${at}</updated>` +
    `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${title} <a href="x">T1</a></div></content><author><name>ada</name></author></entry>`;

  it('gives entries as the index does, oldest first', async () => {
    const text = feed(
      entry('AVb', 'a &lt;b&gt; &amp; c', '2016-03-05T18:00:00Z') + entry('AVa', 'first', '2016-03-05T17:05:09+00:00'),
    );
    const [first, second, ...none] = await all(readAtomFeed(chunksOf(text, 9)));
    expect(none).toEqual([]);
    expect(first).toMatchObject({ log: 'tools', message: 'first', actor: 'ada', source: { kind: 'index', id: 'AVa' } });
    expect(second).toMatchObject({ message: 'a <b> & c', occurredAt: '2016-03-05T18:00:00.000Z' });
  });

  it('that is none, is broken or has no entries is refused', async () => {
    for (const [text, sentence] of [
      ['<rss/>', /begins with <rss>/],
      [feed('').slice(0, -3), /cut off|broken/],
      [feed(''), /no entries/],
    ] as const) {
      await expect(all(readAtomFeed(chunksOf(text, 9)))).rejects.toThrow(sentence);
    }
  });
});
