import { type Read, Unreadable } from './old-entry.js';
import { PageHistory } from './page-history.js';
import { StrictXml } from './strict-xml.js';
import { utf8 } from './utf8.js';
import { storable } from './wikitext.js';

/** Characters of one revision; a wiki takes 2 MB. */
const MAX_TEXT = 16 * 1024 * 1024;
const UNKNOWN = 'unknown';
const PAGE = 'mediawiki/page';
const REVISION = `${PAGE}/revision`;

/** The log to which a page belongs by its title; null for a page that is no server admin log. */
export function logOfTitle(title: string): string | null {
  const plain = title.replaceAll('_', ' ');
  if (/^server admin log(?:\/.*)?$/i.test(plain)) return 'production';
  return /^nova resource:([^/]+)\/sal(?:\/.*)?$/i.exec(plain)?.[1]?.toLowerCase() ?? null;
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
  private readonly xml = new StrictXml('the dump', 'mediawiki', {
    open: (path) => this.open(path),
    text: (path, text) => this.text(path, text),
    close: (path) => this.close(path),
  });
  private ready: Read[] = [];
  private texts: string[] = [];
  private length = 0;
  private history: PageHistory | null = null;
  private revision = { id: 0, contributor: UNKNOWN, text: '' };
  private passedOver = 0;
  private example = '';
  private pages = 0;

  constructor(private readonly log: string | undefined) {}

  write(text: string): void {
    this.xml.write(text);
  }

  take(): Read[] {
    const ready = this.ready;
    this.ready = [];
    return ready;
  }

  end(): void {
    this.xml.end();
    if (this.passedOver === 0 && this.pages > 0) return;
    if (this.passedOver === 0) throw new Unreadable('this dump holds no page');
    const what =
      `${this.passedOver} pages were passed over, because their titles name no server admin log, ` +
      `such as "${this.example}"; --log says where they belong`;
    if (this.pages === 0) throw new Unreadable(`no page of this dump is a server admin log: ${what}`);
    this.ready.push({ kind: 'remark', of: 'the dump', number: 0, what });
  }

  private open(path: string): void {
    this.texts = [];
    this.length = 0;
    if (path === REVISION) this.revision = { id: 0, contributor: UNKNOWN, text: '' };
  }

  private text(path: string, text: string): void {
    // What is not wanted is not kept: the texts of other pages are most of a dump.
    if (path === `${REVISION}/text` && this.history === null) return;
    this.length += text.length;
    if (this.length > MAX_TEXT) throw this.xml.unreadable(`has more than ${MAX_TEXT} characters in one element`);
    this.texts.push(text);
  }

  private close(path: string): void {
    const text = this.texts.join('');
    this.texts = [];
    switch (path) {
      case `${PAGE}/title`:
        return this.begin(storable(text).trim());
      case `${REVISION}/id`:
        this.revision.id = Number(text);
        return;
      case `${REVISION}/contributor/username`:
      case `${REVISION}/contributor/ip`:
        this.revision.contributor = storable(text).trim() || UNKNOWN;
        return;
      case `${REVISION}/text`:
        this.revision.text = text;
        return;
      case REVISION:
        if (this.history !== null) this.ready.push(...this.history.add(this.revision));
        return;
      case PAGE:
        if (this.history !== null) this.ready.push(...this.history.end());
        this.history = null;
    }
  }

  private begin(title: string): void {
    const log = this.log ?? logOfTitle(title);
    this.history = log === null ? null : new PageHistory(log, title);
    if (log !== null) {
      this.pages++;
    } else {
      this.passedOver++;
      this.example ||= title;
    }
  }
}
