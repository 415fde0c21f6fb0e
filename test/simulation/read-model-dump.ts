import { DatabaseSync } from 'node:sqlite';

/** Every row of every table of a read model, and every word of its search indexes with its place, by table. */
export function dump(path: string): Map<string, string[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").all() as unknown as Table[];
    const indexes = tables.filter(({ sql }) => sql.includes('fts5'));
    const plain = tables.filter(({ name }) => !indexes.some((index) => name.startsWith(index.name)));
    const dumped = new Map<string, string[]>();
    for (const { name } of plain) dumped.set(name, rowsOf(db, name));
    for (const { name } of indexes) {
      db.exec(`CREATE VIRTUAL TABLE temp.words_of_${name} USING fts5vocab(main, ${name}, 'instance')`);
      dumped.set(name, rowsOf(db, `temp.words_of_${name}`));
    }
    return dumped;
  } finally {
    db.close();
  }
}

interface Table {
  readonly name: string;
  readonly sql: string;
}

function rowsOf(db: DatabaseSync, table: string): string[] {
  const rows = db.prepare(`SELECT * FROM ${table}`);
  rows.setReadBigInts(true);
  return rows
    .all()
    .map((row) => JSON.stringify(Object.values(row), plainly))
    .sort();
}

function plainly(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
