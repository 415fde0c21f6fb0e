import type { components } from '@api/openapi.js';
import type { Entry } from '../../api/api.js';
import type { Announcement } from '../../pieces/announcement-words.js';
import type { Window } from '../../pieces/window-words.js';

/** A record at its place in time. */
export type Moment = { readonly at: string } & (
  | { readonly kind: 'log-entry'; readonly record: Entry }
  | { readonly kind: 'maintenance-window'; readonly record: Window }
  | { readonly kind: 'announcement'; readonly record: Announcement }
);

/** The kind says what the record is. */
export function momentOf(told: components['schemas']['MomentView']): Moment {
  return told as Moment;
}

/** What tells one record from every other. */
interface Placed {
  readonly at: string;
  readonly kind: string;
  readonly record: { readonly id: string };
}

const keyOf = ({ kind, record }: Placed): string => `${kind} ${record.id}`;

/** What came anew, where what is no other than before is the same object, so that its line need not be made again. */
export function asBefore<One extends Placed>(before: readonly One[], now: readonly One[]): readonly One[] {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  return now.map((one) => {
    const last = known.get(keyOf(one));
    return last !== undefined && JSON.stringify(last) === JSON.stringify(one) ? last : one;
  });
}

export interface Kept<One> {
  readonly moments: readonly One[];
  /** How many of what is so are not shown, or not where they belong. */
  readonly waiting: number;
}

/**
 * What somebody reads, with each record as it is now, but none that moves it: what is new above the end of it, or has
 * moved, waits. What comes behind its end is shown.
 */
export function keptInPlace<One extends Placed>(shown: readonly One[], now: readonly One[]): Kept<One> {
  const known = new Map(now.map((one) => [keyOf(one), one]));
  const inPlace = new Set<string>();
  const moments = shown.map((one) => {
    const key = keyOf(one);
    const newer = known.get(key);
    if (newer?.at !== one.at) return one;
    inPlace.add(key);
    return newer;
  });
  const last = shown.at(-1);
  const end = last === undefined ? -1 : now.findIndex((one) => one.at === last.at && keyOf(one) === keyOf(last));
  const isBehind = (one: One, index: number): boolean =>
    last === undefined || one.at < last.at || (end !== -1 && one.at === last.at && index > end);
  const shownKeys = new Set(shown.map(keyOf));
  const behind = now.filter((one, index) => isBehind(one, index) && !shownKeys.has(keyOf(one)));
  return { moments: [...moments, ...behind], waiting: now.length - inPlace.size - behind.length };
}

/** What is recorded has taken place, whatever clock says when: only a window can be still to come. */
export function isToCome({ kind, at }: Omit<Placed, 'record'>, now: number): boolean {
  return kind === 'maintenance-window' && Date.parse(at) > now;
}

/** How many of them, which have the latest first, are still to come. */
export function countToCome(moments: readonly Omit<Placed, 'record'>[], now: number): number {
  const begun = moments.findIndex((one) => !isToCome(one, now));
  return begun === -1 ? moments.length : begun;
}

/** What is of one day, and all still to come or all not. */
export interface Day<One> {
  /** `2026-11-22` */
  readonly name: string;
  readonly isToCome: boolean;
  readonly moments: readonly One[];
}

/** By days, the latest first; a day of which a part is still to come is there twice. */
export function inDays<One extends { readonly at: string }>(
  moments: readonly One[],
  toCome: number,
  dayOf: (instant: string) => string,
): readonly Day<One>[] {
  const days: { name: string; isToCome: boolean; moments: One[] }[] = [];
  moments.forEach((one, index) => {
    const [name, isToCome] = [dayOf(one.at), index < toCome];
    const last = days.at(-1);
    if (last?.name === name && last.isToCome === isToCome) last.moments.push(one);
    else days.push({ name, isToCome, moments: [one] });
  });
  return days;
}
