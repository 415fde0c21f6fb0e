import { derivedId } from '@kernel/ids.js';
import { ATOM_END, xml } from '../log-entries/formats/atom.js';
import type { AnnouncementRow } from './announcement-table.js';

/**
 * Sent announcements as an Atom feed (RFC 4287). Ids are made of the ledger and the announcement, never of an address.
 * `about`: name of the component that it is about; empty: of everything.
 */
export function announcementFeed(
  announcements: readonly AnnouncementRow[],
  { ledgerId, about, publicUrl, self }: { ledgerId: string; about: string; publicUrl: string; self: string },
): string {
  const newest = announcements[0]?.sentAt ?? '1970-01-01T00:00:00.000Z';
  const title = about === '' ? 'Announcements' : `Announcements about ${about}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>urn:uuid:${derivedId('announcement feed', ledgerId, about)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${newest}</updated>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(`${publicUrl}/windows`)}"/>`,
    '<generator>opsledger</generator>',
    ...announcements.map((row) => entryOf(row, publicUrl)),
    ATOM_END,
  ].join('\n');
}

function entryOf({ id, subject, text, kind, sentAt, sentBy }: AnnouncementRow, publicUrl: string): string {
  return [
    '<entry>',
    `<id>urn:uuid:${id}</id>`,
    `<title>${xml(subject)}</title>`,
    `<updated>${sentAt}</updated>`,
    `<published>${sentAt}</published>`,
    `<author><name>${xml(sentBy?.name ?? 'opsledger')}</name></author>`,
    `<link rel="alternate" href="${xml(`${publicUrl}/announcements/${id}`)}"/>`,
    `<category term="${kind}"/>`,
    `<content type="text">${xml(text)}</content>`,
    '</entry>',
  ].join('\n');
}
