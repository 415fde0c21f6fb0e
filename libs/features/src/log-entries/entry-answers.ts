import type { Rows } from '@kernel/projection.js';
import { sql } from '@kernel/projection.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { EntryRow } from './entry-queries.js';
import { OF_TWO_HALVES } from './operations.js';

const TASKS = /"tasks":\[("[^\]]*)\]/;

/**
 * Entries as JSON text. What the read model keeps is sent as it is; only what depends on other entries (the operation)
 * or on settings (addresses) is added behind it, so that a page costs no parsing.
 */
export class EntryAnswers {
  constructor(
    private readonly rows: Rows,
    private readonly addresses: Addresses,
  ) {}

  /** `at` is the position for which the operation of each entry is named. */
  list(entries: readonly EntryRow[], at: number): string[] {
    const starts = this.startsOf(entries, at);
    const { publicUrl } = this.addresses;
    return entries.map((entry) => {
      const url = JSON.stringify(`${publicUrl}/entries/${entry.id}`);
      const operation = operationOf(entry, starts);
      return `${entry.json.slice(0, -1)},"operation":${operation},"taskLinks":${this.taskLinks(entry.json)},"url":${url}}`;
    });
  }

  one(entry: EntryRow, at: number): string {
    return this.list([entry], at)[0]!;
  }

  linksTo(tasks: readonly string[]): { readonly task: string; readonly url: string }[] {
    return tasks.map((task) => ({ task, url: this.addresses.taskUrl.replace('{task}', task) }));
  }

  /** A START is an operation by itself; only an END has to be asked to which it belongs. */
  private startsOf(entries: readonly EntryRow[], at: number): Map<string, string> {
    const ends = entries.filter(({ part }) => part === 'end').map(({ id }) => id);
    if (ends.length === 0) return new Map();
    const found = this.rows.all(sql`
      SELECT end_entry, id FROM operations
      WHERE end_entry IN (SELECT value FROM json_each(${JSON.stringify(ends)})) AND ${OF_TWO_HALVES}
        AND from_position <= ${at} AND until_position > ${at}`);
    return new Map(found.map((row) => [row['end_entry'] as string, row['id'] as string]));
  }

  /** Read from the text of the JSON: refs come last in it, so nothing that a message says can stand in their place. */
  private taskLinks(json: string): string {
    const tasks = TASKS.exec(json.slice(json.lastIndexOf(',"refs":{')))?.[1];
    return tasks === undefined ? '[]' : JSON.stringify(this.linksTo(JSON.parse(`[${tasks}]`) as string[]));
  }
}

function operationOf({ id, part, operationName }: EntryRow, starts: ReadonlyMap<string, string>): string {
  return part === null ? 'null' : JSON.stringify({ id: starts.get(id) ?? id, name: operationName, part });
}
