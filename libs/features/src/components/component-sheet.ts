import { Rejected } from '@kernel/decider.js';
import { readCsv } from './csv.js';

/** What the columns of a file are called, and which field of a component each is. */
const COLUMNS = {
  name: 'name',
  title: 'title',
  description: 'description',
  parent: 'parent',
  owner: 'ownerTeam',
  scope: 'noticeScope',
  logs: 'logs',
  hosts: 'hosts',
  groups: 'groups',
  aliases: 'aliases',
  contact: 'contact',
} as const;
const LISTS: ReadonlySet<string> = new Set(['logs', 'hosts', 'groups', 'aliases']);
export const MAX_ROWS = 1000;

/** One row of a file: its number, counted with the header, and the fields that it gives. */
export interface SheetRow {
  readonly row: number;
  /** As a request says it; whether it may be so is not known yet. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  /** What is wrong with the row before anything is known of its fields. */
  readonly problem?: Rejected;
}

/** @throws Rejected where the file or its header cannot be read */
export function readSheet(text: string): SheetRow[] {
  const [header, ...records] = readCsv(text);
  if (header === undefined)
    throw new Rejected('invalid', 'no-header', 'the file is empty: its first row names columns');
  const columns = header.map((column) => column.trim().toLowerCase());
  const unknown = columns.find((column) => !Object.hasOwn(COLUMNS, column));
  if (unknown !== undefined) {
    const sentence = `row 1 names the column ${JSON.stringify(unknown.slice(0, 63))}; there are ${Object.keys(COLUMNS).join(', ')}`;
    throw new Rejected('invalid', 'unknown-column', sentence);
  }
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Rejected('invalid', 'column-twice', `row 1 names the column ${twice} twice`);
  if (!columns.includes('name')) throw new Rejected('invalid', 'no-name', 'row 1 names no column "name"');
  return withoutLoops(withoutDoubles(records.flatMap((cells, index) => rowOf(index + 2, cells, columns))));
}

function rowOf(row: number, cells: readonly string[], columns: readonly string[]): SheetRow[] {
  if (cells.length === 1 && cells[0]!.trim() === '') return [];
  if (cells.length !== columns.length) {
    const sentence = `has ${cells.length} cells where row 1 has ${columns.length}`;
    return [{ row, fields: {}, problem: new Rejected('invalid', 'cells', sentence) }];
  }
  const fields = columns.map((column, index) => {
    const cell = cells[index]!.trim();
    const isList = LISTS.has(column);
    return [COLUMNS[column as keyof typeof COLUMNS], isList ? cell.split(/[\s;]+/).filter(Boolean) : cell];
  });
  return [{ row, fields: Object.fromEntries(fields) as SheetRow['fields'] }];
}

/** Of two rows for one name nobody knows which is meant. */
function withoutDoubles(rows: readonly SheetRow[]): SheetRow[] {
  const first = new Map<unknown, number>();
  return rows.map((row) => {
    const { name } = row.fields;
    const earlier = first.get(name);
    if (row.problem !== undefined || earlier === undefined) {
      if (row.problem === undefined) first.set(name, row.row);
      return row;
    }
    const sentence = `name: ${String(name).slice(0, 63)} stands in row ${earlier} too`;
    return { ...row, problem: new Rejected('invalid', 'named-twice', sentence, 'name') };
  });
}

/** What the file itself makes a part of itself has no place in any tree, whatever is there already. */
function withoutLoops(rows: readonly SheetRow[]): SheetRow[] {
  const parents = new Map(
    rows.filter(({ problem }) => problem === undefined).map(({ fields: { name, parent } }) => [name, parent]),
  );
  const isWithin = (name: unknown): boolean => {
    const above = new Set<unknown>();
    for (let next = parents.get(name as string); next !== undefined && !above.has(next); next = parents.get(next)) {
      above.add(next);
    }
    return above.has(name);
  };
  return rows.map((row) => {
    const { name } = row.fields;
    if (row.problem !== undefined || !isWithin(name)) return row;
    const sentence = `parent: in this file ${String(name).slice(0, 63)} is a part of itself: the tree would have a loop`;
    return { ...row, problem: new Rejected('invalid', 'loop', sentence, 'parent') };
  });
}

/** The rows so that each comes behind its parent, where that is in the file too; else in the order of the file. */
export function parentsFirst(rows: readonly SheetRow[]): SheetRow[] {
  const named = new Map(rows.map((row) => [row.fields['name'], row]));
  const done = new Set<SheetRow>();
  const place = (row: SheetRow, below: ReadonlySet<SheetRow>): void => {
    if (done.has(row) || below.has(row)) return;
    const parent = named.get(row.fields['parent']);
    if (parent !== undefined) place(parent, new Set([...below, row]));
    done.add(row);
  };
  for (const row of rows) place(row, new Set());
  return [...done];
}
