import type { Operation } from '../../api/api.js';

/** How it stands with an operation, in one word. */
export type State = 'in-flight' | 'abandoned' | 'pass' | 'fail' | 'error' | 'aborted' | 'ended';

/** A sign beside the colour, and what a reader is told. */
export const STATES: Readonly<Record<State, { readonly sign: string; readonly words: string }>> = {
  'in-flight': { sign: '▸', words: 'in flight' },
  abandoned: { sign: '?', words: 'abandoned' },
  pass: { sign: '✓', words: 'passed' },
  fail: { sign: '✗', words: 'failed' },
  error: { sign: '!', words: 'error' },
  aborted: { sign: '■', words: 'aborted' },
  ended: { sign: '·', words: 'ended' },
};

export function stateOf({ phase, outcome }: Pick<Operation, 'phase' | 'outcome'>): State {
  return phase === 'in-flight' || phase === 'abandoned' ? phase : (outcome ?? 'ended');
}

/** `failed`, `passed, closed by hand` */
export function stateWords(operation: Pick<Operation, 'phase' | 'outcome'>): string {
  const { words } = STATES[stateOf(operation)];
  return operation.phase === 'closed' ? `${words}, closed by hand` : words;
}

/** What a reader can ask to see alone. */
export const SELECTIONS = {
  'in-flight': { words: 'in flight', has: (operation) => operation.phase === 'in-flight' },
  abandoned: { words: 'abandoned', has: (operation) => operation.phase === 'abandoned' },
  failed: { words: 'failed', has: ({ outcome }) => outcome !== null && outcome !== 'pass' },
  passed: { words: 'passed', has: ({ outcome }) => outcome === 'pass' },
  closed: { words: 'closed by hand', has: (operation) => operation.phase === 'closed' },
} as const satisfies Record<string, { words: string; has: (operation: Operation) => boolean }>;

export type Selection = keyof typeof SELECTIONS;

/** Layouts compare the times of a thousand operations many times: each is read once. */
const begins = new WeakMap<object, number>();
const ends = new WeakMap<object, number | null>();

/** When it began, or, where that is unknown, ended. */
export function beginOf(operation: Pick<Operation, 'startedAt' | 'endedAt'>): number {
  const known = begins.get(operation);
  if (known !== undefined) return known;
  const begin = Date.parse((operation.startedAt ?? operation.endedAt)!);
  begins.set(operation, begin);
  return begin;
}

/** Null while it has not ended. */
export function endOf(operation: Pick<Operation, 'endedAt'>): number | null {
  const known = ends.get(operation);
  if (known !== undefined) return known;
  const end = operation.endedAt === null ? null : Date.parse(operation.endedAt);
  ends.set(operation, end);
  return end;
}
