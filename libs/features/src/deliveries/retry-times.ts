import type { Ids } from '@kernel/ids.js';

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = MINUTE_MS;
const LONGEST_WAIT_MS = 4 * 60 * MINUTE_MS;
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * MINUTE_MS;
/** How much of a wait is left to chance, so that a thousand recipients do not come back at once. */
const JITTER = 0.2;

export interface FailedAttempts {
  /** How many there were, at least 1. */
  readonly attempts: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** What the other side asked for. */
  readonly againAfterMs?: number;
}

/** When to try again (ISO UTC), or null: given up, to be set aside. `chance` is from 0 to below 1. */
export function nextAttempt(failed: FailedAttempts, chance: number): string | null {
  const doubled = FIRST_WAIT_MS * 2 ** Math.min(failed.attempts - 1, 30);
  const spread = Math.min(doubled, LONGEST_WAIT_MS) * (1 - JITTER + 2 * JITTER * chance);
  const wait = Math.max(Math.min(spread, LONGEST_WAIT_MS), Math.min(failed.againAfterMs ?? 0, GIVE_UP_AFTER_MS));
  const at = Date.parse(failed.lastAt) + Math.round(wait);
  return at - Date.parse(failed.firstAt) > GIVE_UP_AFTER_MS ? null : new Date(at).toISOString();
}

/** A number from 0, below 1, from where all chance comes. */
export function chanceOf(ids: Ids): number {
  return Buffer.from(ids.salt()).readUInt32BE() / 2 ** 32;
}
