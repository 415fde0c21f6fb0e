import { xml } from '../log-entries/formats/atom.js';
import type { StoredEntry } from '../log-entries/stored-entry.js';
import { shownId } from './sal-page.js';

/** The feed of a log in the form of today's tool: ids are addresses, titles are messages. */
export function salFeed(site: string, log: string, entries: readonly StoredEntry[], updated: string): string {
  const address = xml(`${site}/${encodeURIComponent(log)}`);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<title>${xml(log)}</title>`,
    `<link href="${xml(`${site}/atom/${encodeURIComponent(log)}`)}" rel="self"/>`,
    `<link href="${address}"/>`,
    `<id>${address}</id>`,
    `<updated>${updated}</updated>`,
    ...entries.map((entry) => feedEntry(`${site}/log/${encodeURIComponent(shownId(entry))}`, entry)),
    '</feed>',
    '',
  ].join('\n');
}

function feedEntry(url: string, { message, occurredAt, changedAt, actor, status, source }: StoredEntry): string {
  const mark = status === 'logged' ? '' : ` (${status})`;
  const text = xml(`${message}${mark}`);
  return [
    '<entry>',
    `<title>${text}</title>`,
    `<link href="${xml(url)}"/>`,
    `<id>${xml(url)}</id>`,
    `<published>${occurredAt}</published>`,
    // What was imported did not change by that.
    `<updated>${status === 'logged' && source !== null ? occurredAt : changedAt}</updated>`,
    `<content type="text">${text}</content>`,
    `<author><name>${xml(actor.name)}</name></author>`,
    '</entry>',
  ].join('\n');
}
