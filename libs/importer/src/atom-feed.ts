import sax from 'sax';
import { entryOf } from './index-lines.js';
import { type Read, Unreadable } from './old-entry.js';
import { setAside } from './set-aside.js';
import { wholeText } from './utf8.js';

/** A feed has fifty entries; more than this is something else. */
const MAX_FEED = 16 * 1024 * 1024;

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

function parse(xml: string): { title: string; entries: FeedEntry[] } {
  const parser = sax.parser(true, { strictEntities: true, position: true });
  const path: string[] = [];
  const entries: FeedEntry[] = [];
  let [title, text] = ['', ''];
  const line = (): number => parser.line + 1;
  parser.onerror = (error) => {
    throw new Unreadable(`the feed is broken: ${error.message.split('\n')[0]} (line ${line()})`);
  };
  parser.onopentag = ({ name }) => {
    if (path.length === 0 && name !== 'feed') throw new Unreadable(`this is no Atom feed, but <${name}>`);
    path.push(name);
    text = '';
    if (path.join('/') === 'feed/entry') entries.push({ number: line(), fields: new Map() });
  };
  parser.ontext = (more) => (text += more);
  parser.oncdata = (more) => (text += more);
  parser.onclosetag = () => {
    if (path.join('/') === 'feed/title') title = text.trim();
    else if (path[1] === 'entry' && path.length > 2) entries.at(-1)!.fields.set(path.slice(2).join('/'), text.trim());
    path.pop();
    text = '';
  };
  parser.write(xml);
  if (path.length > 0) throw new Unreadable(`the feed ends in the middle: it was cut off (line ${line()})`);
  parser.close();
  return { title, entries };
}
