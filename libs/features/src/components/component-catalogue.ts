import { defineProjection, type Rows, type Sql, sql, STILL_SO } from '@kernel/projection.js';
import { erasedBy, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { type ComponentDetails, componentEvents } from './component.events.js';

/** A component as its events made it; which of its logs are shown depends on who asks. */
export interface ComponentRow extends ComponentDetails {
  readonly id: string;
  readonly logs: readonly string[];
  readonly retired: { readonly at: string; readonly reason: string; readonly saidAt: number } | null;
  readonly registeredAt: string;
  /** Position of the event whose words these are. */
  readonly saidAt: number;
}

/** Which components there are: one row for each version of each. */
export const componentCatalogue = defineProjection({
  name: 'component-catalogue',
  version: 1,
  schema: `
    CREATE TABLE components (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;`,
  events: [...componentEvents, RedactionMade],
  on: {
    'component.registered': (fact) => {
      if (fact.erased) return [];
      const registeredAt = isoInstant(fact.recordedAt);
      return write({ ...fact.data, logs: [], retired: null, registeredAt, saidAt: fact.position }, fact);
    },
    'component.changed': (fact, own) => {
      if (fact.erased) return [];
      const { logs = [], retired = null, registeredAt = isoInstant(fact.recordedAt) } = now(fact.data.id, own) ?? {};
      return write({ ...fact.data, logs, retired, registeredAt, saidAt: fact.position }, fact);
    },
    'component.log-attached': (fact, own) => {
      if (fact.erased) return [];
      const { id, log } = fact.data;
      return revise(id, ({ logs }) => ({ logs: [...logs, log].sort() }), fact, own);
    },
    'component.log-detached': (fact, own) => {
      if (fact.erased) return [];
      const { id, log } = fact.data;
      return revise(id, ({ logs }) => ({ logs: logs.filter((one) => one !== log) }), fact, own);
    },
    'component.retired': (fact, own) => {
      if (fact.erased) return [];
      const { id, reason } = fact.data;
      return revise(
        id,
        () => ({ retired: { at: isoInstant(fact.recordedAt), reason, saidAt: fact.position } }),
        fact,
        own,
      );
    },
    'component.reinstated': (fact, own) => {
      if (fact.erased) return [];
      return revise(fact.data.id, () => ({ retired: null }), fact, own);
    },
    'redaction.made': (fact, own) => {
      if (fact.erased || fact.stream !== 'components') return [];
      return withoutErased(new Map(erasedBy(fact.data).map(({ position, kept }) => [position, kept?.data])), own);
    },
  },
});

/** Cleans every version of what is erased, so that nothing serves it from this moment on; gives what a replay gives. */
function withoutErased(kept: ReadonlyMap<number, object | undefined>, own: Rows): Sql[] {
  return own.all(sql`SELECT id, from_position, json FROM components`).flatMap(({ id, from_position, json }) => {
    const row = JSON.parse(json as string) as ComponentRow;
    const { retired } = row;
    const reason = retired === null ? undefined : (kept.get(retired.saidAt) as { reason: string } | undefined)?.reason;
    const told = {
      ...row,
      ...kept.get(row.saidAt),
      ...(retired === null || reason === undefined ? {} : { retired: { ...retired, reason } }),
    };
    const after = JSON.stringify(told);
    if (after === json) return [];
    return [sql`UPDATE components SET json = ${after} WHERE id = ${id} AND from_position = ${from_position}`];
  });
}

type Place = { readonly position: number; readonly revision: number };

function now(id: string, own: Rows): ComponentRow | undefined {
  const row = own.get(sql`SELECT json FROM components WHERE id = ${id} AND until_position = ${STILL_SO}`);
  return row === undefined ? undefined : (JSON.parse(row['json'] as string) as ComponentRow);
}

function revise(id: string, change: (row: ComponentRow) => Partial<ComponentRow>, fact: Place, own: Rows): Sql[] {
  const row = now(id, own);
  return row === undefined ? [] : write({ ...row, ...change(row) }, fact);
}

function write(row: ComponentRow, { position, revision }: Place): Sql[] {
  return [
    sql`UPDATE components SET until_position = ${position} WHERE id = ${row.id} AND until_position = ${STILL_SO}`,
    sql`INSERT INTO components VALUES (${row.id}, ${position}, ${STILL_SO}, ${revision}, ${JSON.stringify(row)})`,
  ];
}

/** All components as they were at a position; `revision` is of the last event that changed this one. */
export function readComponents(rows: Rows, at: number): { row: ComponentRow; revision: number }[] {
  const found = rows.all(sql`
    SELECT revision, json FROM components WHERE from_position <= ${at} AND until_position > ${at}`);
  return found.map(({ json, revision }) => ({ row: JSON.parse(json as string) as ComponentRow, revision }));
}
