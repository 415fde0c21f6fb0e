import { stringify } from 'csv-stringify/sync';
import type { StoredEntry } from '../stored-entry.js';

const COLUMNS = ['occurredAt', 'precision', 'log', 'actor', 'message', 'status', 'tasks', 'hosts', 'recordedAt', 'id'];

export const CSV_HEAD = csv([COLUMNS]);

/** RFC 4180. A field that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvLines(entries: readonly StoredEntry[]): string {
  return csv(
    entries.map(({ occurredAt, precision, log, actor, message, status, refs, recordedAt, id }) => {
      const [tasks, hosts] = [refs.tasks.join(' '), refs.hosts.join(' ')];
      return [occurredAt, precision, log, actor.name, message, status, tasks, hosts, recordedAt, id];
    }),
  );
}

function csv(rows: readonly (readonly string[])[]): string {
  return stringify([...rows] as string[][], { record_delimiter: '\r\n', escape_formulas: true });
}
