import type { Operation } from '../../api/api.js';
import { beginOf, endOf } from './operation-state.js';

type Key = (operation: Operation, now: number) => number | string;

/** By what a table of operations can be sorted. */
export const COLUMNS = {
  name: ({ name }) => name,
  started: (operation) => beginOf(operation),
  ended: (operation) => endOf(operation) ?? Infinity,
  duration: (operation, now) => (operation.startedAt === null ? -1 : (endOf(operation) ?? now) - beginOf(operation)),
} as const satisfies Record<string, Key>;

export type Column = keyof typeof COLUMNS;

/** What is equal stays as it came. */
export function sorted(
  operations: readonly Operation[],
  column: Column,
  isDescending: boolean,
  now: number,
): readonly Operation[] {
  const key: Key = COLUMNS[column];
  const keyed = operations.map((operation) => ({ operation, key: key(operation, now) }));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -sign : sign));
  return keyed.map(({ operation }) => operation);
}
