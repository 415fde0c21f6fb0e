import type { Entry } from '../api/api.js';

export interface MarkedPart {
  readonly text: string;
  /** Where it leads; null for plain text. */
  readonly href: string | null;
  readonly kind: 'text' | 'task' | 'change' | 'host' | 'url' | 'tag';
}

/** Where references lead. */
export interface Places {
  readonly task: (task: string) => string;
  readonly change: (change: string) => string;
  readonly host: (host: string) => string;
  readonly tag: (tag: string) => string;
}

/** A page has many messages, and thousands of links in each would stop it: what is behind so many parts is text. */
const MOST_PARTS = 200;

/** A message in parts: those that the server recognised as references lead somewhere, everything else is text. */
export function markedParts(message: string, refs: Entry['refs'], places: Places): MarkedPart[] {
  const known = new Map<string, Omit<MarkedPart, 'text'>>();
  const add = (kind: MarkedPart['kind'], values: readonly string[], hrefOf: (value: string) => string): void => {
    for (const value of values) known.set(value.toLowerCase(), { kind, href: hrefOf(value) });
  };
  add(
    'tag',
    refs.tags.map((tag) => `#${tag}`),
    (tag) => places.tag(tag.slice(1)),
  );
  add('host', refs.hosts, places.host);
  add('change', refs.changes, places.change);
  add('task', refs.tasks, places.task);
  add(
    'url',
    refs.urls.filter((url) => /^https?:\/\//i.test(url)),
    (url) => url,
  );
  if (known.size === 0) return [plain(message)];
  const parts: MarkedPart[] = [];
  let done = 0;
  for (const found of message.matchAll(anyOf([...known.keys()]))) {
    if (parts.length >= MOST_PARTS) break;
    if (found.index > done) parts.push(plain(message.slice(done, found.index)));
    parts.push({ text: found[0], ...known.get(found[0].toLowerCase())! });
    done = found.index + found[0].length;
  }
  if (done < message.length) parts.push(plain(message.slice(done)));
  return parts;
}

function plain(text: string): MarkedPart {
  return { text, href: null, kind: 'text' };
}

/** The longest first, and whole words only: db1101 is not in db11010. */
function anyOf(texts: readonly string[]): RegExp {
  const longest = texts.toSorted((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\w-])(?:${longest.join('|')})(?![\\w-])`, 'gi');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
