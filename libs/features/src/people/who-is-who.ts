import { defineProjection, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { type PersonDetails, personEvents } from './person.events.js';

/** A person as signed-in callers see them. */
export interface PersonRow extends PersonDetails {
  readonly id: string;
  readonly addedAt: string;
}

/** Who a name belongs to: people and their aliases. */
export const whoIsWho = defineProjection({
  name: 'who-is-who',
  version: 2,
  schema: `
    CREATE TABLE people (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;
    CREATE TABLE person_aliases (
      alias TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      person TEXT NOT NULL,
      PRIMARY KEY (alias, from_position)
    ) STRICT;
    CREATE INDEX person_aliases_of ON person_aliases (person, until_position);`,
  events: personEvents,
  on: {
    'person.added': (fact) => {
      if (fact.erased) return [];
      return write({ ...fact.data, addedAt: isoInstant(fact.recordedAt) }, fact);
    },
    'person.changed': (fact, own) => {
      if (fact.erased) return [];
      const row = own.get(sql`SELECT json ->> '$.addedAt' AS added FROM people WHERE id = ${fact.data.id} LIMIT 1`);
      return write(
        { ...fact.data, addedAt: (row?.['added'] as string | undefined) ?? isoInstant(fact.recordedAt) },
        fact,
      );
    },
    'person.erased': (fact) => {
      if (fact.erased) return [];
      const { id } = fact.data;
      return [sql`DELETE FROM people WHERE id = ${id}`, sql`DELETE FROM person_aliases WHERE person = ${id}`];
    },
  },
});

function write(person: PersonRow, { position, revision }: { position: number; revision: number }): Sql[] {
  const aliases = new Set(person.aliases.map(({ name }) => name.toLowerCase()));
  return [
    sql`UPDATE people SET until_position = ${position} WHERE id = ${person.id} AND until_position = ${STILL_SO}`,
    sql`INSERT INTO people VALUES (${person.id}, ${position}, ${STILL_SO}, ${revision}, ${JSON.stringify(person)})`,
    sql`UPDATE person_aliases SET until_position = ${position} WHERE person = ${person.id} AND until_position = ${STILL_SO}`,
    ...[...aliases].map(
      (alias) => sql`INSERT INTO person_aliases VALUES (${alias}, ${position}, ${STILL_SO}, ${person.id})`,
    ),
  ];
}

/** People as they were at a position, by id. */
export function readPeople(rows: Rows, at: number, page: { after: string; limit: number }): PersonRow[] {
  const found = rows.all(sql`
    SELECT json FROM people WHERE from_position <= ${at} AND until_position > ${at} AND id > ${page.after}
    ORDER BY id LIMIT ${page.limit}`);
  return found.map((row) => JSON.parse(row['json'] as string) as PersonRow);
}

export function findPerson(rows: Rows, id: string, at: number): { person: PersonRow; revision: number } | undefined {
  const row = rows.get(sql`
    SELECT json, revision FROM people WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  if (row === undefined) return undefined;
  return { person: JSON.parse(row['json'] as string) as PersonRow, revision: row['revision'] as number };
}

/** The person a name was an alias of at a position (without one: is now); of `user@host` also the `user`. */
export function personNamed(rows: Rows, name: string, at = STILL_SO - 1): string | null {
  const lower = name.toLowerCase();
  // What an open relay says of itself is not a claim to be somebody.
  if (lower.includes('~')) return null;
  const shell = lower.includes('@') ? lower.slice(0, lower.indexOf('@')) : lower;
  const row = rows.get(sql`
    SELECT person FROM person_aliases
    WHERE alias IN (${lower}, ${shell}) AND from_position <= ${at} AND until_position > ${at}
    ORDER BY alias = ${lower} DESC LIMIT 1`);
  return (row?.['person'] as string | undefined) ?? null;
}
