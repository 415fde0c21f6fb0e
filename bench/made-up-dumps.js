import { wikitextDay, wikitextLine } from '../dist/libs/features/src/log-entries/formats/wikitext.js';
import { message } from './made-up.js';

const PAGE_LINES = 5000;
const ENTRIES_A_DAY = 150;
const FIRST_DAY = Date.UTC(2005, 0, 1);
const DAY = 86_400_000;

function entry(n) {
  const at = FIRST_DAY + Math.floor(n / ENTRIES_A_DAY) * DAY + (n % ENTRIES_A_DAY) * 570_000;
  const occurredAt = new Date(at).toISOString();
  return {
    occurredAt,
    actor: { name: `user${Math.floor(n / 6) % 40}@cumin1002` },
    message: message(n),
    status: 'logged',
  };
}

/** Entries `from` to `to` as a page: the newest first. */
function page(from, to) {
  const lines = [];
  let day = '';
  for (let n = to - 1; n >= from; n--) {
    const one = entry(n);
    if (one.occurredAt.slice(0, 10) !== day) lines.push(wikitextDay((day = one.occurredAt.slice(0, 10)), 2));
    lines.push(wikitextLine(one));
  }
  return lines.join('');
}

function revision(id, text) {
  const xml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<revision><id>${id}</id><contributor><username>bot</username></contributor><text xml:space="preserve">${xml}</text></revision>\n`;
}

/** A dump of a wiki: pages, each with the newest of its lines first. */
export function* dump(entries) {
  yield '<mediawiki>\n';
  for (let n = 0; n < entries; n += PAGE_LINES) {
    yield `<page><title>Server Admin Log/Archive ${n / PAGE_LINES + 1}</title>${revision(n + 1, page(n, Math.min(n + PAGE_LINES, entries)))}</page>\n`;
  }
  yield '</mediawiki>\n';
}

/** The documents of an index, a line each. */
export function* documents(entries) {
  // In no order, as an index gives them.
  for (let n = 0; n < entries; n++) {
    const { occurredAt, actor, message } = entry((n * 7919) % entries);
    const source = {
      message,
      '@timestamp': `${occurredAt.slice(0, 19)}Z`,
      nick: actor.name,
      project: 'production',
      type: 'sal',
    };
    yield `${JSON.stringify({ _id: `AV${String(n).padStart(18, '0')}`, _source: source })}\n`;
  }
}

/** One page to which each revision adds a line, over and over. */
export function* longHistory(megabytes) {
  yield '<mediawiki>\n<page><title>Server Admin Log</title>\n';
  let [written, n] = [0, PAGE_LINES / 2];
  let text = page(0, n);
  while (written < megabytes * 1e6) {
    text = `${wikitextDay(entry(n).occurredAt.slice(0, 10), 2)}${wikitextLine(entry(n))}${text.slice(0, 250_000)}`;
    text = text.slice(0, text.lastIndexOf('\n') + 1);
    n++;
    const xml = revision(n, text);
    written += xml.length;
    yield xml;
  }
  yield '</page></mediawiki>\n';
}
