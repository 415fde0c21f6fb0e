import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import type { Feature } from '@kernel/feature.js';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { aboutOf, openProjector, projectionsOf, type Progress } from '../read-model/read-model-files.js';
import { versionHash } from '../read-model/schema.js';
import { CannotBeDone } from './cannot-be-done.js';

const PAGE = 2000;
/** What a file says of itself, not of the history. */
const NOT_COMPARED = new Set(['about']);

export interface ComparedTable {
  readonly table: string;
  readonly rows: number;
  /** Whether a replay of the ledger gives the same rows; for a search index, the same words at the same places. */
  readonly same: boolean;
}

export interface ComparedReadModel {
  readonly file: string;
  /** The position up to which it was compared. */
  readonly position: number;
  readonly tables: readonly ComparedTable[];
}

/**
 * Replays the ledger and compares every table of the read model that serves with what comes out, as of the position that
 * it has reached now; a server may go on meanwhile. @throws CannotBeDone
 */
export function compareReadModel(
  folder: string,
  features: readonly Feature[],
  onProgress: (progress: Progress) => void = () => {},
): ComparedReadModel {
  const file = servingFile(folder, features);
  const serving = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
  const temporary = mkdtempSync(join(tmpdir(), 'opsledger-replay-'));
  try {
    serving.exec('BEGIN');
    const position = serving.prepare('SELECT position FROM checkpoint').get()!['position'] as number;
    const replayed = replay(join(folder, 'ledger.db'), join(temporary, 'replayed.db'), features, position, onProgress);
    try {
      const tables = tablesOf(replayed).map((table): ComparedTable => {
        const [before, after] = [digest(serving, table), digest(replayed, table)];
        return { table, rows: before.rows, same: before.hash === after.hash };
      });
      return { file, position, tables };
    } finally {
      replayed.close();
    }
  } finally {
    serving.close();
    rmSync(temporary, { recursive: true });
  }
}

function servingFile(folder: string, features: readonly Feature[]): string {
  const models = join(folder, 'read-model');
  const wanted = versionHash(projectionsOf(features));
  const files = existsSync(models) ? readdirSync(models).filter((name) => name.endsWith('.db')) : [];
  const candidates = files
    .map((name) => ({ path: join(models, name), about: aboutOf(join(models, name)) }))
    .filter(({ about }) => about?.version_hash === wanted)
    .toSorted((a, b) => b.about!.erasures - a.about!.erasures);
  const [newest] = candidates;
  if (newest === undefined) {
    throw new CannotBeDone(`${models} holds no read model of this version: start opsledger, it builds one`);
  }
  return newest.path;
}

function replay(
  ledgerPath: string,
  path: string,
  features: readonly Feature[],
  upTo: number,
  onProgress: (progress: Progress) => void,
): DatabaseSync {
  const ledger = new SqliteLedger(ledgerPath, true);
  const projector = openProjector(path, features);
  try {
    while (projector.position < upTo) {
      const page = ledger.readAll(projector.position, Math.min(PAGE, upTo - projector.position));
      if (page.length === 0) {
        const sentence = `the read model has passed event ${upTo}, and the ledger ends at ${projector.position}`;
        throw new CannotBeDone(`${sentence}: run "opsledger verify" with a checkpoint that was kept elsewhere`);
      }
      projector.apply(page);
      onProgress({ position: projector.position, head: upTo });
    }
  } finally {
    projector.close();
    ledger.close();
  }
  return new DatabaseSync(path);
}

/** Tables with rows of their own, and search indexes by their name. */
function tablesOf(db: DatabaseSync): string[] {
  const found = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  const indexes = found.filter(({ sql }) => isIndex(sql as string)).map(({ name }) => name as string);
  return found
    .map(({ name }) => name as string)
    .filter((name) => !NOT_COMPARED.has(name) && !indexes.some((index) => name.startsWith(`${index}_`)));
}

function isIndex(sql: string): boolean {
  return sql.startsWith('CREATE VIRTUAL TABLE');
}

function digest(db: DatabaseSync, table: string): { rows: number; hash: string } {
  const { sql } = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(table) ?? {};
  if (sql === undefined) return { rows: 0, hash: 'missing' };
  let source = `SELECT * FROM "${table}" ORDER BY ${columns(db, table)}`;
  if (isIndex(sql as string)) {
    const words = `words_of_${table}`;
    db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.${words} USING fts5vocab(main, '${table}', 'instance')`);
    source = `SELECT * FROM temp.${words}`;
  }
  const statement = db.prepare(source);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  const hash = createHash('sha256');
  let rows = 0;
  for (const row of statement.iterate() as Iterable<unknown>) {
    hash.update(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)));
    rows++;
  }
  return { rows, hash: hash.digest('hex') };
}

function columns(db: DatabaseSync, table: string): string {
  const found = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
  return found.map(({ name }) => `"${name as string}"`).join(', ');
}
