import type { Rows } from '@kernel/projection.js';
import { sql } from '@kernel/projection.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { EntryRow } from './server-admin-log.js';

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
    const operations = this.operationsOf(entries, at);
    const { publicUrl } = this.addresses;
    return entries.map(({ id, json }) => {
      const operation = operations.get(id) ?? 'null';
      const url = JSON.stringify(`${publicUrl}/entries/${id}`);
      return `${json.slice(0, -1)},"operation":${operation},"taskLinks":${this.taskLinks(json)},"url":${url}}`;
    });
  }

  one(entry: EntryRow, at: number): string {
    return this.list([entry], at)[0]!;
  }

  private operationsOf(entries: readonly EntryRow[], at: number): Map<string, string> {
    const ids = JSON.stringify(entries.map(({ id }) => id));
    const parts = this.rows.all(sql`
      SELECT start_entry, end_entry, id, name FROM operations
      WHERE start_entry IN (SELECT value FROM json_each(${ids})) AND from_position <= ${at} AND until_position > ${at}
      UNION
      SELECT start_entry, end_entry, id, name FROM operations
      WHERE end_entry IN (SELECT value FROM json_each(${ids})) AND from_position <= ${at} AND until_position > ${at}`);
    const found = new Map<string, string>();
    for (const { start_entry: start, end_entry: end, id, name } of parts) {
      const ref = (part: string): string => JSON.stringify({ id, name, part });
      if (start !== null) found.set(start as string, ref(start === end ? 'whole' : 'start'));
      if (end !== null && end !== start) found.set(end as string, ref('end'));
    }
    return found;
  }

  /** Read from the text of the JSON: refs come last in it, so nothing that a message says can stand in their place. */
  private taskLinks(json: string): string {
    const tasks = TASKS.exec(json.slice(json.lastIndexOf(',"refs":{')))?.[1];
    if (tasks === undefined) return '[]';
    const links = (JSON.parse(`[${tasks}]`) as string[]).map((task) => ({
      task,
      url: this.addresses.taskUrl.replace('{task}', task),
    }));
    return JSON.stringify(links);
  }
}
