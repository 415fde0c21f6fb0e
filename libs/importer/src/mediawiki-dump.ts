import sax from 'sax';
import { type Read, Unreadable } from './old-entry.js';
import { PageHistory } from './page-history.js';
import { utf8 } from './utf8.js';
import { storable } from './wikitext.js';

/** Characters of one revision; a wiki takes 2 MB. */
const MAX_TEXT = 16 * 1024 * 1024;
const UNKNOWN = 'unknown';

/** The log to which a page belongs by its title; null for a page that is no server admin log. */
export function logOfTitle(title: string): string | null {
  const plain = title.replaceAll('_', ' ');
  if (/^(?:.*:)?server admin log(?:[ /].*)?$/i.test(plain)) return 'production';
  return /^nova resource:([^/]+)\/sal(?:[ /].*)?$/i.exec(plain)?.[1]?.toLowerCase() ?? null;
}

/**
 * Reads a MediaWiki XML dump, of current or all revisions, in constant memory: one revision and its predecessor. Pages
 * whose title names no log are passed over, unless `log` says where all of them belong.
 * @throws Unreadable at XML that is broken, cut off or none of a wiki, with its line
 */
export async function* readDump(chunks: AsyncIterable<Uint8Array>, log?: string): AsyncGenerator<Read> {
  const dump = new DumpReader(log);
  for await (const text of utf8(chunks)) {
    dump.write(text);
    yield* dump.take();
  }
  dump.end();
  yield* dump.take();
}

class DumpReader {
  private readonly parser = sax.parser(true, { strictEntities: true, position: true });
  private readonly path: string[] = [];
  private ready: Read[] = [];
  private texts: string[] = [];
  private length = 0;
  private history: PageHistory | null = null;
  private title = '';
  private revision = { id: 0, contributor: UNKNOWN, text: '' };
  private passedOver: string[] = [];
  private pages = 0;

  constructor(private readonly log: string | undefined) {
    this.parser.onopentag = ({ name }) => this.open(name);
    this.parser.onclosetag = () => this.close();
    this.parser.ontext = (text) => this.text(text);
    this.parser.oncdata = (text) => this.text(text);
    this.parser.onerror = (error) => {
      throw this.unreadable(`is broken: ${error.message.split('\n')[0]}`);
    };
  }

  write(text: string): void {
    this.parser.write(text);
  }

  take(): Read[] {
    const ready = this.ready;
    this.ready = [];
    return ready;
  }

  end(): void {
    if (this.path.length > 0) throw this.unreadable('ends in the middle: it was cut off');
    this.parser.close();
    if (this.pages === 0 && this.passedOver.length === 0) throw new Unreadable('this dump holds no page');
    const [first] = this.passedOver;
    if (first === undefined) return;
    const what = `${this.passedOver.length} pages were passed over, because their titles name no server admin log, such as "${first}"; --log says where they belong`;
    if (this.pages === 0) throw new Unreadable(`no page of this dump is a server admin log: ${what}`);
    this.ready.push({ kind: 'remark', of: 'the dump', number: 0, what });
  }

  private open(name: string): void {
    if (this.path.length === 0 && name !== 'mediawiki')
      throw this.unreadable(`is no dump of a MediaWiki, but <${name}>`);
    this.path.push(name);
    this.texts = [];
    this.length = 0;
    const where = this.where;
    if (where === 'page/revision') this.revision = { id: 0, contributor: UNKNOWN, text: '' };
  }

  private text(text: string): void {
    // What is not wanted is not kept: the texts of other pages are most of a dump.
    if (this.where === 'page/revision/text' && this.history === null) return;
    this.length += text.length;
    if (this.length > MAX_TEXT)
      throw this.unreadable(`has more than ${MAX_TEXT} characters in one <${this.path.at(-1)}>`);
    this.texts.push(text);
  }

  private close(): void {
    const text = this.texts.join('');
    this.texts = [];
    switch (this.where) {
      case 'page/title':
        this.begin(text);
        break;
      case 'page/revision/id':
        this.revision.id = Number(text);
        break;
      case 'page/revision/contributor/username':
      case 'page/revision/contributor/ip':
        this.revision.contributor = storable(text).trim() || UNKNOWN;
        break;
      case 'page/revision/text':
        this.revision.text = text;
        break;
      case 'page/revision':
        if (this.history !== null) this.ready.push(...this.history.add(this.revision));
        break;
      case 'page':
        if (this.history !== null) this.ready.push(...this.history.end());
        this.history = null;
        break;
    }
    this.path.pop();
  }

  private begin(title: string): void {
    this.title = storable(title).trim();
    const log = this.log ?? logOfTitle(this.title);
    this.history = log === null ? null : new PageHistory(log, this.title);
    if (log === null) this.passedOver.push(this.title);
    else this.pages++;
  }

  private get where(): string {
    return this.path.slice(1).join('/');
  }

  private unreadable(what: string): Unreadable {
    const page = this.title === '' ? '' : `, in or after the page "${this.title}"`;
    return new Unreadable(`the file ${what} (line ${this.parser.line + 1}${page})`);
  }
}
