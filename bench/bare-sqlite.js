import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readMark } from '../dist/libs/features/src/log-entries/read-mark.js';
import { keysOf } from '../dist/libs/features/src/log-entries/stored-entry.js';

const TRANSACTION = 1000;
const WORDS = 'server_admin_log_words';
const SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (position INTEGER PRIMARY KEY, stream_id INTEGER, revision INTEGER, id BLOB, type TEXT,
    version INTEGER, recorded_at INTEGER, causation_id BLOB, commitment BLOB, content BLOB, leaf BLOB,
    UNIQUE (stream_id, revision)) STRICT;
  CREATE TABLE entries (sort_key INTEGER PRIMARY KEY, entry TEXT, from_position INTEGER, until_position INTEGER, log TEXT,
    part TEXT, operation_name TEXT, said_position INTEGER, json TEXT) STRICT;
  CREATE INDEX by_entry ON entries (entry, from_position);
  CREATE INDEX by_log ON entries (log, sort_key);
  CREATE VIRTUAL TABLE words USING fts5 (message, actor, keys, content='', prefix='3', tokenize='unicode61 remove_diacritics 2');`;

/** Path of the read model in a data folder. */
export function modelIn(data) {
  const folder = join(data, 'read-model');
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.db')),
  );
}

/**
 * Seconds in which one connection inserts the events, entries and words of a ledger again, as durable as ours. Reading
 * them does not count.
 */
export function bareSeconds(data, path) {
  const ledger = new DatabaseSync(join(data, 'ledger.db'), { readOnly: true });
  const rows = new DatabaseSync(modelIn(data), { readOnly: true });
  const bare = new DatabaseSync(path);
  bare.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; ${SCHEMA}`);
  const [addStream, addEvent, addEntry, addWords] = [
    'INSERT OR IGNORE INTO streams VALUES (?, ?)',
    'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    'INSERT INTO words (rowid, message, actor, keys) VALUES (?, ?, ?, ?)',
  ].map((insert) => bare.prepare(insert));
  const events = ledger.prepare(
    'SELECT e.*, s.name FROM events e JOIN streams s ON s.id = e.stream_id WHERE position > ? ORDER BY position LIMIT ?',
  );
  const entries = rows.prepare(
    `SELECT CAST(sort_key AS TEXT), entry, from_position, until_position, log, part, operation_name, said_position, json
     FROM server_admin_log WHERE from_position > ? AND from_position <= ? ORDER BY from_position`,
  );
  events.setReturnArrays(true);
  entries.setReturnArrays(true);
  let [position, seconds] = [0, 0];
  for (;;) {
    const eventRows = events.all(position, TRANSACTION);
    if (eventRows.length === 0) break;
    const last = eventRows.at(-1)[0];
    const entryRows = entries.all(position, last).map(([key, ...row]) => [BigInt(key), ...row]);
    const words = entryRows.map((row) => wordsOf(row[0], row[8]));
    seconds += inTransaction(bare, () => {
      for (const row of eventRows) {
        addStream.run(row[1], row[11]);
        addEvent.run(...row.slice(0, 11));
      }
      for (const row of entryRows) addEntry.run(...row);
      for (const row of words) addWords.run(...row);
    });
    position = last;
  }
  for (const db of [ledger, rows, bare]) db.close();
  rmSync(path);
  return seconds;
}

export function wordsOf(key, json) {
  const entry = JSON.parse(json);
  return [key, entry.message, entry.actor.name, keysOf(entry, readMark(entry.message))];
}

export function inTransaction(db, work) {
  const started = performance.now();
  db.exec('BEGIN');
  work();
  db.exec('COMMIT');
  return (performance.now() - started) / 1000;
}

/**
 * Seconds in which one connection inserts all rows of a read model again, into the same tables with the same indexes and
 * as relaxed. Reading them does not count.
 */
export function readModelSeconds(model, path) {
  const rows = new DatabaseSync(model, { readOnly: true, readBigInts: true });
  const bare = new DatabaseSync(path);
  bare.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-65536',
  );
  const made = rows
    .prepare(
      `SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%words\\__%' ESCAPE '\\'`,
    )
    .all();
  for (const { sql } of made) bare.exec(sql);
  const tables = made.filter(({ name, type }) => type === 'table' && name !== WORDS);
  const entries = Number(rows.prepare('SELECT count(*) AS n FROM server_admin_log').get().n);
  const slices = Math.ceil(entries / TRANSACTION);
  const sources = tables.map(({ name }) => sourceOf(rows, bare, name, slices));
  const addWords = bare.prepare(`INSERT INTO ${WORDS} (rowid, message, actor, keys) VALUES (?, ?, ?, ?)`);
  let seconds = 0;
  for (let slice = 0; slice < slices; slice++) {
    const parts = sources.map(({ next, add }) => ({ add, rows: next() }));
    const words = parts[tables.findIndex(({ name }) => name === 'server_admin_log')].rows.map((row) =>
      wordsOf(row[0], row.at(-1)),
    );
    seconds += inTransaction(bare, () => {
      for (const { add, rows } of parts) for (const row of rows) add.run(...row);
      for (const row of words) addWords.run(...row);
    });
  }
  for (const db of [rows, bare]) db.close();
  rmSync(path);
  return seconds;
}

/** A table a slice at a time, in the order of its key. */
function sourceOf(rows, bare, name, slices) {
  const count = Number(rows.prepare(`SELECT count(*) AS n FROM ${name}`).get().n);
  const all = rows.prepare(`SELECT * FROM ${name}`);
  all.setReturnArrays(true);
  const iterator = all.iterate();
  const width = all.columns().length;
  return {
    add: bare.prepare(`INSERT INTO ${name} VALUES (${Array(width).fill('?').join(', ')})`),
    // Not iterator.take: it ends what it takes from.
    next: () => Array.from({ length: Math.ceil(count / slices) }, () => iterator.next().value).filter(Boolean),
  };
}
