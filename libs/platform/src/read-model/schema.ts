import type { Projection } from '@kernel/projection.js';
import { TREE_SCHEMA } from '../transparency/merkle-tree.js';
import { createHash } from 'node:crypto';

/** Tables of the projector itself, beside those of the projections. */
export const PLATFORM_SCHEMA = `
-- erasures: how many the ledger had when the building of this file began.
CREATE TABLE about (schema_hash TEXT NOT NULL, version_hash TEXT NOT NULL, erasures INTEGER NOT NULL) STRICT;
CREATE TABLE checkpoint (
  position INTEGER NOT NULL,
  event_id TEXT,
  leaf TEXT,
  ledger_time INTEGER NOT NULL,
  ledger_id TEXT
) STRICT;
INSERT INTO checkpoint VALUES (0, NULL, NULL, 0, NULL);
-- The first position at which ledger time reached an instant: answers asOf=<instant>.
CREATE TABLE ledger_clock (time INTEGER PRIMARY KEY, position INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE parked (
  position INTEGER NOT NULL,
  projection TEXT NOT NULL,
  error TEXT NOT NULL,
  PRIMARY KEY (position, projection)
) STRICT;
${TREE_SCHEMA}`;

/** Same hash = same tables: queries of this build work on that file. */
export function schemaHash(projections: readonly Projection[]): string {
  return digest([PLATFORM_SCHEMA, ...projections.map(({ schema }) => schema)]);
}

/** Same hash = same rows for the same history. */
export function versionHash(projections: readonly Projection[]): string {
  return digest(projections.map(({ name, version, schema }) => `${name} ${version} ${schema}`));
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
