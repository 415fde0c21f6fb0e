import { entryOf } from './index-lines.js';
import { type Read, Unreadable } from './old-entry.js';
import { setAside } from './set-aside.js';
import { StrictXml } from './strict-xml.js';
import { wholeText } from './utf8.js';

/** A feed has fifty entries; more than this is something else. */
const MAX_FEED = 16 * 1024 * 1024;
const ENTRY = 'feed/entry';

/**
 * Reads an Atom feed of the old web tool, oldest first. Its ids are the addresses of entries, so an entry is the same
 * one as in the index. `log` says where all belong; otherwise the title of the feed does.
 * @throws Unreadable
 */
export async function* readAtomFeed(chunks: AsyncIterable<Uint8Array>, log?: string): AsyncGenerator<Read> {
  const { title, entries } = parse(await wholeText(chunks, MAX_FEED));
  if (entries.length === 0) throw new Unreadable('this feed has no entries');
  const reads = entries.map(({ fields, number }): Read[] => {
    const id = /\/log\/([^/?#]+)$/.exec(fields.get('id') ?? '')?.[1];
    const document = {
      id,
      fields: {
        message: fields.get('title'),
        nick: fields.get('author/name'),
        '@timestamp': fields.get('published') ?? fields.get('updated'),
      },
      log: log ?? title.toLowerCase(),
    };
    const entry = entryOf(document);
    const line = JSON.stringify(Object.fromEntries(fields));
    return typeof entry === 'string'
      ? setAside({ log: document.log, source: { kind: 'index' }, number, why: entry }, line)
      : [entry];
  });
  yield* reads.toReversed().flat();
}

interface FeedEntry {
  readonly number: number;
  /** Path of the element within the entry → its text. */
  readonly fields: Map<string, string>;
}

function parse(text: string): { title: string; entries: FeedEntry[] } {
  const entries: FeedEntry[] = [];
  let [title, own] = ['', ''];
  const xml = new StrictXml('the feed', 'feed', {
    open: (path) => {
      own = '';
      if (path === ENTRY) entries.push({ number: xml.line, fields: new Map() });
    },
    text: (_path, more) => (own += more),
    close: (path) => {
      if (path === 'feed/title') title = own.trim();
      else if (path.startsWith(`${ENTRY}/`)) entries.at(-1)!.fields.set(path.slice(ENTRY.length + 1), own.trim());
      own = '';
    },
  });
  xml.write(text);
  xml.end();
  return { title, entries };
}
