import { type Decider, Rejected, unreachable } from '@kernel/decider.js';
import { defineEvent } from '@kernel/event.js';
import { defineProjection, type Rows, sql } from '@kernel/projection.js';
import { REDACTED } from '@kernel/redaction.js';
import { IsText } from '@kernel/text.js';
import { isoInstant } from '@kernel/time.js';
import { Matches } from 'class-validator';
import type { Ledger } from '../ledger.js';
import { SYSTEM } from '../ledger-opened.js';
import type { SigningKeys } from './signing-keys.js';

class Added {
  @Matches(/^[0-9a-f]{8}$/) id: string;
  /** `<name>+<id>+<base64>`, as C2SP signed notes write it. */
  @Matches(/^[^\s+]{1,200}\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}$/) verifierKey: string;
}

class Retired {
  @Matches(/^[0-9a-f]{8}$/) id: string;
  @IsText({ maxBytes: 2000, multiline: true }) reason: string;
}

/** Checkpoints may be signed by this key from now on. In the ledger, so that the tree vouches for the next key. */
export const CheckpointKeyAdded = defineEvent('checkpoint-key.added', Added, {
  audience: () => 'public',
  whenRedacted: 'refuse',
});
/** The key signs no more; what it signed before stays good. */
export const CheckpointKeyRetired = defineEvent('checkpoint-key.retired', Retired, {
  audience: () => 'public',
  whenRedacted: ({ id }) => ({ id, reason: REDACTED }),
});
export const checkpointKeyEvents = [CheckpointKeyAdded, CheckpointKeyRetired] as const;
type KeyEvent = (typeof checkpointKeyEvents)[number];

export type CheckpointKeyCommand =
  | { readonly do: 'add'; readonly id: string; readonly verifierKey: string }
  | { readonly do: 'retire'; readonly id: string; readonly reason: string };

type KeysState = ReadonlyMap<string, 'signs' | 'retired'>;

/** The keys of the ledger's checkpoints: one more before one less, so that there is always one that signs. */
export const checkpointKeys: Decider<CheckpointKeyCommand, KeysState, KeyEvent> = {
  category: 'checkpoint-keys',
  events: checkpointKeyEvents,
  initial: new Map(),
  decide(command, state) {
    switch (command.do) {
      case 'add':
        return state.has(command.id)
          ? []
          : [CheckpointKeyAdded.of({ id: command.id, verifierKey: command.verifierKey })];
      case 'retire': {
        const known = state.get(command.id);
        if (known === undefined)
          throw new Rejected('not-found', 'unknown-key', 'there is no checkpoint key with this id');
        if (known === 'retired') return [];
        if ([...state.values()].filter((is) => is === 'signs').length === 1) {
          throw new Rejected(
            'conflict',
            'last-key',
            'this is the last key that signs checkpoints: add another one first',
          );
        }
        return [CheckpointKeyRetired.of({ id: command.id, reason: command.reason })];
      }
      default:
        return unreachable(command);
    }
  },
  evolve(state, fact) {
    if (fact.erased) return state;
    return new Map(state).set(fact.data.id, fact.type === 'checkpoint-key.added' ? 'signs' : 'retired');
  },
};

export interface CheckpointKeyRow {
  readonly id: string;
  readonly verifierKey: string;
  readonly addedAt: string;
  readonly retiredAt: string | null;
}

/** Which keys sign, and which did. */
export const checkpointKeyList = defineProjection({
  name: 'checkpoint-keys',
  version: 1,
  schema: `
    CREATE TABLE checkpoint_keys (
      id TEXT PRIMARY KEY,
      from_position INTEGER NOT NULL,
      verifier_key TEXT NOT NULL,
      added_at TEXT NOT NULL,
      retired_position INTEGER,
      retired_at TEXT
    ) STRICT;`,
  events: checkpointKeyEvents,
  on: {
    'checkpoint-key.added': (fact) =>
      fact.erased
        ? []
        : [
            sql`INSERT INTO checkpoint_keys VALUES (${fact.data.id}, ${fact.position}, ${fact.data.verifierKey},
              ${isoInstant(fact.recordedAt)}, NULL, NULL)`,
          ],
    'checkpoint-key.retired': (fact) =>
      fact.erased
        ? []
        : [
            sql`UPDATE checkpoint_keys SET retired_position = ${fact.position},
              retired_at = ${isoInstant(fact.recordedAt)} WHERE id = ${fact.data.id}`,
          ],
  },
});

/** All keys as they were at a position, oldest first. */
export function readCheckpointKeys(rows: Rows, at: number): CheckpointKeyRow[] {
  const found = rows.all(sql`
    SELECT id, verifier_key AS verifierKey, added_at AS addedAt,
      iif(retired_position <= ${at}, retired_at, NULL) AS retiredAt
    FROM checkpoint_keys WHERE from_position <= ${at} ORDER BY from_position`);
  return found.map((row) => ({ ...row }) as unknown as CheckpointKeyRow);
}

/**
 * Brings ledger and key files together: a first key where there is none, an entry for each key that has a file, and the
 * retirement of a key whose file is gone; where other processes sign with keys of their own, nobody here knows which
 * that is. Does nothing at later starts.
 */
export async function settleCheckpointKeys(
  ledger: Ledger,
  keys: SigningKeys,
  { othersSign } = { othersSign: false },
): Promise<void> {
  const { state } = await ledger.load(checkpointKeys, checkpointKeys.category);
  const retired = keys.all().filter(({ id }) => state.get(id) === 'retired');
  for (const { id } of retired) keys.destroy(id);
  if (keys.all().length === 0) keys.create();
  for (const { id, verifierKey } of keys.all()) {
    await ledger.execute(checkpointKeys, null, { do: 'add', id, verifierKey }, SYSTEM);
  }
  if (othersSign) return;
  const held = new Set(keys.all().map(({ id }) => id));
  const lost = [...state].filter(([id, is]) => is === 'signs' && !held.has(id));
  for (const [id] of lost) {
    await ledger.execute(checkpointKeys, null, { do: 'retire', id, reason: 'its private key is gone' }, SYSTEM);
  }
}
