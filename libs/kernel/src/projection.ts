import type { EventDefinition, FactOf } from './event.js';

export type SqlValue = string | number | bigint | null | Uint8Array;

/** A statement and its values, kept apart: there are few texts, so each is prepared once. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/**
 * `sql\`… ${value} …\``: values are always bound, never pasted. A part of a statement can be a value too and is put in
 * its place, text and values.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (SqlValue | Sql)[]): Sql {
  if (!values.some(isSql)) return { text: plainText(strings), values: values as readonly SqlValue[] };
  const bound: SqlValue[] = [];
  let text = strings[0]!;
  values.forEach((value, index) => {
    if (isSql(value)) {
      text += value.text;
      bound.push(...value.values);
    } else {
      text += '?';
      bound.push(value);
    }
    text += strings[index + 1]!;
  });
  return { text, values: bound };
}

/** Put together once for each place in the source: a text that is the same object is found without reading it. */
function plainText(strings: TemplateStringsArray): string {
  let text = texts.get(strings);
  if (text === undefined) texts.set(strings, (text = strings.join('?')));
  return text;
}

const texts = new WeakMap<TemplateStringsArray, string>();

function isSql(value: SqlValue | Sql): value is Sql {
  return typeof value === 'object' && value !== null && 'text' in value;
}

export type Row = Record<string, any>;

/** Reads rows of the read model: in a projection its own, within the transaction; in a controller everybody's. */
export interface Rows {
  all(statement: Sql): Row[];
  get(statement: Sql): Row | undefined;
}

/** Rows that can be asked for what may take long without holding up anybody else. */
export interface SearchableRows extends Rows {
  search(statement: Sql): Promise<Row[]>;
}

/** `until_position` of a row that is still so. */
export const STILL_SO = Number.MAX_SAFE_INTEGER;

type Handlers<Definition extends EventDefinition> = {
  readonly [Type in Definition['type']]: (
    fact: FactOf<Extract<Definition, { type: Type }>>,
    own: Rows,
  ) => readonly Sql[];
};

export interface Projection {
  readonly name: string;
  /** Raise it whenever the rows for the same history would differ: the read model is then rebuilt beside the old one. */
  readonly version: number;
  /** DDL of the tables. Rows carry `from_position` and `until_position`, so that they can be read as of a position. */
  readonly schema: string;
  readonly on: Readonly<Record<string, (fact: any, own: Rows) => readonly Sql[]>>;
}

/** Declares a read model: for each event of `events`, what changes in its tables. Pure: no clock, no chance, no I/O. */
export function defineProjection<Definition extends EventDefinition>(projection: {
  name: string;
  version: number;
  schema: string;
  events: readonly Definition[];
  on: Handlers<Definition>;
}): Projection {
  return projection;
}
