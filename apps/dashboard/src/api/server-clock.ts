/** A machine whose clock is wrong by less than this is near enough: an answer takes a moment, and its date has no fractions. */
const NEAR_MS = 60_000;

/** How far the clock of the server is ahead of the one of this machine (ms). */
let ahead = 0;

/** To be called with the `Date` header of every answer. */
export function heedDate(header: string | null): void {
  const difference = Date.parse(header ?? '') - Date.now();
  if (!Number.isNaN(difference)) ahead = Math.abs(difference) > NEAR_MS ? difference : 0;
}

/** The time now (ms) as the server tells it: the ages of what it recorded are measured by the same clock. */
export function serverNow(): number {
  return Date.now() + ahead;
}
