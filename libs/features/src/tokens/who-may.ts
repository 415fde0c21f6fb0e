import { defineProjection, type Row, type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import type { Scope } from '@platform/auth/principal.js';
import { tokenEvents } from './token.events.js';

export interface TokenRow {
  readonly id: string;
  readonly ownerKind: 'person' | 'tool';
  readonly owner: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly logs: readonly string[] | null;
  readonly expiresAt: string | null;
  readonly issuedAt: string;
  readonly issuedBy: string;
  readonly revokedAt: string | null;
}

/** Who may do what, by which token. */
export const whoMay = defineProjection({
  name: 'who-may',
  version: 1,
  schema: `
    CREATE TABLE tokens (
      id TEXT NOT NULL,
      from_position INTEGER NOT NULL,
      until_position INTEGER NOT NULL,
      hash TEXT NOT NULL,
      json TEXT NOT NULL,
      PRIMARY KEY (id, from_position)
    ) STRICT;
    CREATE INDEX tokens_by_hash ON tokens (hash, until_position);`,
  events: tokenEvents,
  on: {
    'token.issued': (fact) => {
      if (fact.erased) return [];
      const { hash, ...token } = fact.data;
      const issuedAt = isoInstant(fact.recordedAt);
      const row: TokenRow = { ...token, issuedAt, issuedBy: fact.reporter.name, revokedAt: null };
      return [
        sql`INSERT INTO tokens VALUES (${token.id}, ${fact.position}, ${STILL_SO}, ${hash}, ${JSON.stringify(row)})`,
      ];
    },
    'token.revoked': (fact, own) => {
      if (fact.erased) return [];
      const { id } = fact.data;
      const current = own.get(sql`SELECT hash, json FROM tokens WHERE id = ${id} AND until_position = ${STILL_SO}`);
      if (current === undefined) return [];
      const row = { ...(JSON.parse(current['json'] as string) as TokenRow), revokedAt: isoInstant(fact.recordedAt) };
      return [
        sql`UPDATE tokens SET until_position = ${fact.position} WHERE id = ${id} AND until_position = ${STILL_SO}`,
        sql`INSERT INTO tokens VALUES (
          ${id}, ${fact.position}, ${STILL_SO}, ${current['hash'] as string}, ${JSON.stringify(row)})`,
      ];
    },
  },
});

/** The token with this hash as it is now, good or not. */
export function tokenWithHash(rows: Rows, hash: string): TokenRow | undefined {
  return toToken(rows.get(sql`SELECT json FROM tokens WHERE hash = ${hash} AND until_position = ${STILL_SO}`));
}

export function findToken(rows: Rows, id: string, at: number): TokenRow | undefined {
  return toToken(
    rows.get(sql`SELECT json FROM tokens WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`),
  );
}

export function readTokens(rows: Rows, at: number, page: { after: string; limit: number }): TokenRow[] {
  const found = rows.all(sql`
    SELECT json FROM tokens WHERE from_position <= ${at} AND until_position > ${at} AND id > ${page.after}
    ORDER BY id LIMIT ${page.limit}`);
  return found.map((row) => toToken(row)!);
}

/** Whether a name is that of a tool that has, or had, a token. */
export function isTool(rows: Rows, name: string): boolean {
  const found = rows.get(sql`
    SELECT 1 FROM tokens WHERE json ->> '$.ownerKind' = 'tool' AND json ->> '$.owner' = ${name} LIMIT 1`);
  return found !== undefined;
}

function toToken(row: Row | undefined): TokenRow | undefined {
  return row === undefined ? undefined : (JSON.parse(row['json'] as string) as TokenRow);
}
