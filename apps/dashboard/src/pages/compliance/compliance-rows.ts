import type { components } from '@api/openapi.js';

export type Cell = components['schemas']['ComplianceCellView'];

/** How a window stands to its notice: it is one of these. */
export const VERDICTS = ['enough', 'short', 'none', 'emergency', 'notRequired'] as const;
/** What also became of it. */
export const MARKS = ['moved', 'overran', 'cancelled'] as const;
export type Column = (typeof VERDICTS)[number] | (typeof MARKS)[number];
export const COLUMNS: readonly Column[] = [...VERDICTS, ...MARKS];

export const COLUMN_NAMES: Readonly<Record<Column, string>> = {
  enough: 'In time',
  short: 'Short',
  none: 'Not told',
  emergency: 'Emergency',
  notRequired: 'Not needed',
  moved: 'Moved',
  overran: 'Overran',
  cancelled: 'Cancelled',
};

/** Windows that a row is made of, by column; `windows` are all of them. */
export type Counted = Readonly<Record<Column | 'windows', readonly string[]>>;

export interface Row extends Counted {
  /** Of the row, in the address. */
  readonly key: string;
  readonly cell: Cell;
}

export interface Month extends Counted {
  readonly key: string;
  readonly rows: readonly Row[];
}

/** The months with their rows, and everything together; a window counts once in a month, and once in everything. */
export function monthsOf(cells: readonly Cell[]): { readonly months: readonly Month[]; readonly total: Counted } {
  const months = [...Map.groupBy(cells, ({ month }) => month)].map(([key, own]) => ({
    ...togetherOf(own),
    key,
    rows: own.map((cell) => ({ ...togetherOf([cell]), key: `${key}/${cell.component.name}/${cell.kind}`, cell })),
  }));
  return { months, total: togetherOf(cells) };
}

function togetherOf(cells: readonly Cell[]): Counted {
  const distinct = (of: (cell: Cell) => readonly string[]): string[] => [...new Set(cells.flatMap(of))];
  return {
    ...(Object.fromEntries(COLUMNS.map((name) => [name, distinct((cell) => cell[name])])) as Record<Column, string[]>),
    windows: distinct((cell) => VERDICTS.flatMap((name) => cell[name])),
  };
}

/** The windows that a place of the table is made of, such as `2026-11/web/network/short`; null: there is no such place. */
export function windowsAt(months: readonly Month[], total: Counted, place: string): readonly string[] | null {
  const cut = place.lastIndexOf('/');
  const [key, column] = [place.slice(0, Math.max(cut, 0)), place.slice(cut + 1)];
  const rows: readonly (Counted & { readonly key: string })[] = months.flatMap((month) => [month, ...month.rows]);
  const row = key === 'all' ? total : rows.find((one) => one.key === key);
  if (row === undefined || !Object.hasOwn(row, column)) return null;
  return column === 'windows' || COLUMNS.includes(column as Column) ? row[column as Column | 'windows'] : null;
}

/** What the numbers say together. */
export function sentenceOf({ enough, short, none, emergency, notRequired }: Counted): string {
  const owed = enough.length + short.length + none.length;
  const share = owed === 0 ? '' : ` (${Math.floor((100 * enough.length) / owed)} %)`;
  const told =
    owed === 0
      ? 'No window owed a notice ahead'
      : `Of ${owed} ${windows(owed)} that owed a notice ahead, ${enough.length}${share} gave it in time, ${short.length} too late, and ${none.length} not before the start`;
  return `${told}; ${emergency.length} ${emergency.length === 1 ? 'was an emergency' : 'were emergencies'}, ${notRequired.length} needed none.`;
}

function windows(count: number): string {
  return count === 1 ? 'window' : 'windows';
}
