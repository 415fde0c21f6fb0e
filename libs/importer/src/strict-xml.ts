import sax from 'sax';
import { Unreadable } from './old-entry.js';

/** A dump needs four levels, a feed that quotes pages some more. */
const MAX_DEPTH = 100;

/** What is told of a document while it is read; `path` names the elements from the root, such as `feed/entry/title`. */
export interface XmlReader {
  open(path: string): void;
  /** A part of a text; long ones come in many parts. */
  text(path: string, text: string): void;
  close(path: string): void;
}

/** Well-formed XML, in constant memory. Of entities only the five that XML itself has: nothing expands. */
export class StrictXml {
  private readonly parser = sax.parser(true, { strictEntities: true, position: true } as sax.SAXOptions);
  /** Names of the open elements, from the root. */
  private path = '';
  private depth = 0;

  /** `what` is read, and its root must be this element. */
  constructor(
    private readonly what: string,
    root: string,
    reader: XmlReader,
  ) {
    const text = (text: string): void => reader.text(this.path, text);
    Object.assign(this.parser, {
      onopentag: ({ name }: sax.QualifiedTag) => {
        if (this.depth === 0 && name !== root) throw this.unreadable(`is no such file, but begins with <${name}>`);
        if (++this.depth > MAX_DEPTH) throw this.unreadable(`has elements within each other, ${MAX_DEPTH} deep`);
        this.path += this.path === '' ? name : `/${name}`;
        reader.open(this.path);
      },
      onclosetag: () => {
        reader.close(this.path);
        this.path = this.path.slice(0, Math.max(0, this.path.lastIndexOf('/')));
        this.depth--;
      },
      ontext: text,
      oncdata: text,
      onerror: (error: Error) => {
        throw this.unreadable(`is broken: ${error.message.split('\n')[0]}`);
      },
    });
  }

  /** Of what is read just now, from 1. */
  get line(): number {
    return this.parser.line + 1;
  }

  /** @throws Unreadable */
  write(text: string): void {
    this.parser.write(text);
  }

  /** @throws Unreadable when something is missing */
  end(): void {
    if (this.depth > 0) throw this.unreadable('ends in the middle, it was cut off');
    this.parser.close();
  }

  unreadable(problem: string): Unreadable {
    return new Unreadable(`${this.what} ${problem} (line ${this.line})`);
  }
}
