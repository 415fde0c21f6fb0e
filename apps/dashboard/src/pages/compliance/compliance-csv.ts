import { type Cell, COLUMNS, VERDICTS } from './compliance-rows.js';

/** The table as CSV (RFC 4180), with the ids of the windows, so that each number can be proved. */
export function csvOf(cells: readonly Cell[]): string {
  const head = ['month', 'component', 'kind', 'windows', ...COLUMNS, 'windowIds'];
  const lines = cells.map((cell) => [
    cell.month,
    cell.component.name,
    cell.kind,
    String(cell.windows),
    ...COLUMNS.map((name) => String(cell[name].length)),
    VERDICTS.flatMap((name) => cell[name]).join(' '),
  ]);
  return [head, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
