import { spawn } from 'node:child_process';
import { createWriteStream, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { wikitextDay, wikitextLine } from '../dist/libs/features/src/log-entries/formats/wikitext.js';
import { readMark } from '../dist/libs/features/src/log-entries/read-mark.js';
import { keysOf } from '../dist/libs/features/src/log-entries/stored-entry.js';
import { inFolder, report, startServer } from './measure.js';
import { ENTRIES, message } from './seed.js';

const CLIENT = fileURLToPath(new URL('../bin/opsledger.js', import.meta.url));
const DUMP_MB = Number(process.env.BENCH_DUMP_MB ?? 2048);
const SERVER_AND_CLIENT_MB = 400;
const PAGE_LINES = 5000;
const ENTRIES_A_DAY = 150;
const FIRST_DAY = Date.UTC(2005, 0, 1);
const DAY = 86_400_000;
const TRANSACTION = 1000;

/** Entries per second of `opsledger import`, vs the same rows into bare SQLite with full text; memory for a large dump. */
export default async function imports() {
  await inFolder(async (folder) => {
    for (const [format, lines] of Object.entries({
      'mediawiki-xml': dump(ENTRIES),
      'sal-json': documents(ENTRIES),
    })) {
      const file = join(folder, 'history');
      await pipeline(Readable.from(lines), createWriteStream(file));
      const data = join(folder, 'data');
      const { seconds } = await imported(data, format, file);
      const [value, baseline] = [ENTRIES / seconds, ENTRIES / bareSeconds(data, join(folder, 'bare.db'))];
      const figure = `import of ${ENTRIES} entries as ${format}, vs the same rows into bare SQLite with full text`;
      report({
        figure,
        value,
        unit: 'entries/s',
        baseline,
        ratio: value / baseline,
        gate: '≥ 0.5',
        ok: value >= baseline / 2,
      });
      for (const name of [data, file]) rmSync(name, { recursive: true });
    }
    const { client, server } = await imported(
      join(folder, 'data'),
      'mediawiki-xml',
      Readable.from(longHistory(DUMP_MB)),
    );
    for (const [who, value] of Object.entries({ client, server })) {
      const figure = `most memory of the ${who} for a dump of ${DUMP_MB} MB (all revisions)`;
      report({
        figure,
        value,
        unit: 'MB',
        baseline: SERVER_AND_CLIENT_MB,
        ratio: value / SERVER_AND_CLIENT_MB,
        gate: '< 1',
        ok: value < SERVER_AND_CLIENT_MB,
      });
    }
  });
}

/** Runs the client against a new server; `source` is a file, or what goes to its standard input. */
async function imported(data, format, source) {
  const server = await startServer(data);
  const env = { ...process.env, OPSLEDGER_URL: server.url, OPSLEDGER_DATA: data };
  const isFile = typeof source === 'string';
  const started = performance.now();
  const args = [CLIENT, 'import', format, isFile ? source : '-', '--create-logs', '--json'];
  const child = spawn(process.execPath, args, { env, stdio: [isFile ? 'ignore' : 'pipe', 'pipe', 'inherit'] });
  let [said, client] = ['', 0];
  const watch = setInterval(() => (client = peakMegabytes(child.pid) ?? client), 100);
  child.stdout.on('data', (chunk) => (said += chunk));
  if (!isFile) source.pipe(child.stdin);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  console.error(`${format}: ${said.trim()} in ${seconds.toFixed(1)} s`);
  const peak = peakMegabytes(server.pid);
  await server.kill();
  return { seconds, client, server: peak };
}

function peakMegabytes(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return undefined;
  }
}

/** The rows that the import made, inserted again by one connection: events, entries and words, as durable as ours. */
function bareSeconds(data, path) {
  const ledger = new DatabaseSync(join(data, 'ledger.db'), { readOnly: true });
  const model = readdirSync(join(data, 'read-model')).find((name) => name.endsWith('.db'));
  const rows = new DatabaseSync(join(data, 'read-model', model), { readOnly: true });
  const bare = new DatabaseSync(path);
  bare.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;
    CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE events (position INTEGER PRIMARY KEY, stream_id INTEGER, revision INTEGER, id BLOB, type TEXT,
      version INTEGER, recorded_at INTEGER, causation_id BLOB, commitment BLOB, content BLOB, leaf BLOB,
      UNIQUE (stream_id, revision)) STRICT;
    CREATE TABLE entries (sort_key INTEGER PRIMARY KEY, entry TEXT, from_position INTEGER, until_position INTEGER, log TEXT,
      part TEXT, operation_name TEXT, said_position INTEGER, json TEXT) STRICT;
    CREATE INDEX by_entry ON entries (entry, from_position);
    CREATE INDEX by_log ON entries (log, sort_key);
    CREATE VIRTUAL TABLE words USING fts5 (message, actor, keys, content='', prefix='3', tokenize='unicode61 remove_diacritics 2');`);
  const addStream = bare.prepare('INSERT OR IGNORE INTO streams VALUES (?, ?)');
  const addEvent = bare.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addEntry = bare.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addWords = bare.prepare('INSERT INTO words (rowid, message, actor, keys) VALUES (?, ?, ?, ?)');
  const events = ledger.prepare(
    'SELECT e.*, s.name FROM events e JOIN streams s ON s.id = e.stream_id WHERE position > ? ORDER BY position LIMIT ?',
  );
  const entries = rows.prepare(
    `SELECT CAST(sort_key AS TEXT), entry, from_position, until_position, log, part, operation_name, said_position, json
     FROM server_admin_log WHERE from_position > ? ORDER BY from_position LIMIT ?`,
  );
  events.setReturnArrays(true);
  entries.setReturnArrays(true);
  let [position, seconds] = [0, 0];
  for (;;) {
    const eventRows = events.all(position, TRANSACTION);
    if (eventRows.length === 0) break;
    const last = eventRows.at(-1)[0];
    const entryRows = entries.all(position, TRANSACTION).filter((row) => row[2] <= last);
    const words = entryRows.map((row) => {
      const entry = JSON.parse(row[8]);
      return [BigInt(row[0]), entry.message, entry.actor.name, keysOf(entry, readMark(entry.message))];
    });
    const started = performance.now();
    bare.exec('BEGIN');
    for (const row of eventRows) {
      addStream.run(row[1], row[11]);
      addEvent.run(...row.slice(0, 11));
    }
    entryRows.forEach((row, index) => {
      addEntry.run(words[index][0], ...row.slice(1));
      addWords.run(...words[index]);
    });
    bare.exec('COMMIT');
    seconds += (performance.now() - started) / 1000;
    position = last;
  }
  for (const db of [ledger, rows, bare]) db.close();
  rmSync(path);
  return seconds;
}

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

function* dump(entries) {
  yield '<mediawiki>\n';
  for (let n = 0; n < entries; n += PAGE_LINES) {
    yield `<page><title>Server Admin Log/Archive ${n / PAGE_LINES + 1}</title>${revision(n + 1, page(n, Math.min(n + PAGE_LINES, entries)))}</page>\n`;
  }
  yield '</mediawiki>\n';
}

function* documents(entries) {
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
function* longHistory(megabytes) {
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
