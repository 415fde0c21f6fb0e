import { derivedId } from '@kernel/ids.js';
import type { StoredEntry } from '../stored-entry.js';
import { escapeMarkup } from './escape-markup.js';

export interface FeedHead {
  readonly ledgerId: string;
  readonly log: string;
  readonly title: string;
  readonly self: string;
  readonly alternate: string;
  /** Address of the next, older page (RFC 5005). */
  readonly next: string | null;
  /** When the newest of the entries changed; of the log itself, when it has none. */
  readonly updated: string;
}

/** RFC 4287. Ids are made of the ledger and the entry, never of an address, so a reader sees each entry once. */
export function atomHead(head: FeedHead): string {
  const links = [
    ['self', head.self, 'application/atom+xml'],
    ['alternate', head.alternate, 'text/x-wiki'],
    ...(head.next === null ? [] : [['next', head.next, 'application/atom+xml']]),
  ] as [string, string, string][];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>urn:uuid:${derivedId('atom feed', head.ledgerId, head.log)}</id>`,
    `<title>${xml(head.title)}</title>`,
    `<updated>${head.updated}</updated>`,
    ...links.map(([rel, href, type]) => `<link rel="${rel}" type="${type}" href="${xml(href)}"/>`),
    '<generator>opsledger</generator>',
    '',
  ].join('\n');
}

export function atomEntry(entry: StoredEntry, url: string): string {
  const { id, actor, message, occurredAt, changedAt, status } = entry;
  const mark = status === 'logged' ? '' : ` (${status})`;
  return [
    '<entry>',
    `<id>urn:uuid:${id}</id>`,
    `<title>${xml(oneLine(`${actor.name}: ${message}`).slice(0, 200).toWellFormed())}${mark}</title>`,
    `<updated>${changedAt}</updated>`,
    `<published>${occurredAt}</published>`,
    `<author><name>${xml(oneLine(actor.name))}</name></author>`,
    `<link rel="alternate" href="${xml(url)}"/>`,
    `<category term="${xml(entry.log)}"/>`,
    `<content type="text">${xml(message)}${mark}</content>`,
    '</entry>',
    '',
  ].join('\n');
}

export const ATOM_END = '</feed>\n';

/** Text for XML 1.0: markup escaped, what XML cannot hold replaced. */
export function xml(text: string): string {
  return (
    escapeMarkup(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd'))
      // Line ends that a parser would be allowed to make into another one.
      .replace(/[\r\u0085\u2028\u2029]/g, (character) => `&#${character.codePointAt(0)};`)
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
