import { Rejected } from '@kernel/decider.js';

/**
 * The records of a CSV file as RFC 4180 has them: commas, quotes doubled within quotes, line breaks of either kind.
 * @throws Rejected malformed-csv
 */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const { cell, end } = cellAt(text, at, records.length + 1);
    record.push(cell);
    at = end + 1;
    if (text[end] === ',' && at < text.length) continue;
    if (text[end] === ',') record.push('');
    if (text[end] === '\r' && text[at] === '\n') at++;
    records.push(record);
    record = [];
  }
  return records;
}

/** One cell from `at`, and where the comma or line break behind it is. */
function cellAt(text: string, at: number, row: number): { cell: string; end: number } {
  if (text[at] !== '"') {
    const length = text.slice(at).search(/[,\r\n]/);
    const end = length === -1 ? text.length : at + length;
    const cell = text.slice(at, end);
    if (cell.includes('"')) throw malformed(row, 'has a quote within a cell that is not in quotes');
    return { cell, end };
  }
  let cell = '';
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw malformed(row, 'has a quote that is not closed');
    cell += text.slice(from, quote);
    const isDoubled = text[quote + 1] === '"';
    if (!isDoubled && /[^,\r\n]/.test(text[quote + 1] ?? ',')) throw malformed(row, 'goes on behind a closing quote');
    if (!isDoubled) return { cell, end: quote + 1 };
    cell += '"';
    from = quote + 2;
  }
}

function malformed(row: number, sentence: string): Rejected {
  return new Rejected('invalid', 'malformed-csv', `row ${row} ${sentence}`);
}
