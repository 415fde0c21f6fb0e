import type { Actor, EventDefinition, Fact } from './event.js';
import { type Projection, type Rows, type Sql, type SqlValue, STILL_SO } from './projection.js';
import { erasedBy, type Kept, type Redaction, RedactionMade } from './redaction.js';

/** What a version of a thing needs of the fact that made it. */
export type Told<Definition = EventDefinition> =
  Definition extends EventDefinition<infer Type, infer Data>
    ? {
        readonly position: number;
        readonly revision: number;
        readonly type: Type;
        /** Milliseconds since 1970. */
        readonly recordedAt: number;
        readonly occurredAt: string;
        readonly data: Data;
        readonly actor: Actor;
      }
    : never;

/** A row of what a thing became, with the columns by which it is looked for. */
export interface Versions<Version, Definition extends EventDefinition> {
  readonly name: string;
  readonly version: number;
  /** Also the name of the table; the facts are in `<table>_facts`. */
  readonly table: string;
  /** Streams are named `<category>-<id>`. */
  readonly category: string;
  readonly events: readonly Definition[];
  /** `starts_at INTEGER NOT NULL`, and the like, in the order of `columnsOf`. */
  readonly columns: readonly string[];
  /** Indexes, and tables that `also` fills. */
  readonly schema: string;
  /** What it is after a fact; null where nothing is known of it. */
  readonly apply: (before: Version | null, id: string, fact: Told<Definition>) => Version | null;
  readonly columnsOf: (version: Version) => readonly SqlValue[];
  readonly also?: (version: Version, id: string, position: number) => readonly Sql[];
}

/**
 * The read model of things that have a stream each: one row for each version, with the whole as JSON. What made each
 * version is kept beside it, so that after an erasure every version is made anew from what is left, as a replay does.
 */
export function defineVersions<Version, Definition extends EventDefinition>(
  of: Versions<Version, Definition>,
): Projection {
  const { name, version, table, events, columns, schema } = of;
  return {
    name,
    version,
    schema: `
      CREATE TABLE ${table} (
        id TEXT NOT NULL,
        from_position INTEGER NOT NULL,
        until_position INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        json TEXT NOT NULL,
        ${columns.map((column) => `${column},`).join('\n        ')}
        PRIMARY KEY (id, from_position)
      ) STRICT;
      CREATE TABLE ${table}_facts (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        json TEXT NOT NULL
      ) STRICT;
      CREATE INDEX ${table}_facts_of ON ${table}_facts (id, position);
      ${schema}`,
    on: {
      ...Object.fromEntries(
        events.map(({ type }) => [type, (fact: Fact<string, object>, own: Rows) => write(of, fact, own)]),
      ),
      [RedactionMade.type]: (fact: Fact<string, Redaction>, own: Rows) =>
        fact.erased ? [] : withoutErased(of, fact.data, own),
    },
  };
}

function write<Version, Definition extends EventDefinition>(
  of: Versions<Version, Definition>,
  fact: Fact<string, object>,
  own: Rows,
): Sql[] {
  if (fact.erased) return [];
  const { table, category, apply, columnsOf, also } = of;
  const { position, revision, type, recordedAt, occurredAt, data, actor } = fact;
  const told = { position, revision, type, recordedAt, occurredAt, data, actor } as Told<Definition>;
  const id = fact.stream.slice(category.length + 1);
  const row = own.get({
    text: `SELECT json FROM ${table} WHERE id = ? AND until_position = ?`,
    values: [id, STILL_SO],
  });
  const after = apply(row === undefined ? null : (JSON.parse(row['json'] as string) as Version), id, told);
  if (after === null) return [];
  const more = columnsOf(after);
  return [
    { text: `INSERT INTO ${table}_facts VALUES (?, ?, ?)`, values: [position, id, JSON.stringify(told)] },
    {
      text: `UPDATE ${table} SET until_position = ? WHERE id = ? AND until_position = ?`,
      values: [position, id, STILL_SO],
    },
    {
      text: `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?${', ?'.repeat(more.length)})`,
      values: [id, position, STILL_SO, revision, JSON.stringify(after), ...more],
    },
    ...(also?.(after, id, position) ?? []),
  ];
}

/** No column holds words that somebody typed, so only the JSON is written anew. */
function withoutErased<Version, Definition extends EventDefinition>(
  { table, apply }: Versions<Version, Definition>,
  redaction: Redaction,
  own: Rows,
): Sql[] {
  const kept = new Map<number, Kept | null>(erasedBy(redaction).map((event) => [event.position, event.kept]));
  const concerned = own.all({
    text: `SELECT DISTINCT id FROM ${table}_facts WHERE position IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify([...kept.keys()])],
  });
  return concerned.flatMap((one) => {
    const id = one['id'] as string;
    const facts = own.all({ text: `SELECT json FROM ${table}_facts WHERE id = ? ORDER BY position`, values: [id] });
    let row: Version | null = null;
    return facts.flatMap(({ json }): Sql[] => {
      const fact = JSON.parse(json as string) as Told<Definition>;
      const { data, actor, occurredAt } = kept.get(fact.position) ?? fact;
      const told = { ...fact, data, actor, occurredAt };
      row = apply(row, id, told);
      return [
        {
          text: `UPDATE ${table}_facts SET json = ? WHERE position = ?`,
          values: [JSON.stringify(told), told.position],
        },
        {
          text: `UPDATE ${table} SET json = ? WHERE id = ? AND from_position = ?`,
          values: [JSON.stringify(row), id, told.position],
        },
      ];
    });
  });
}
