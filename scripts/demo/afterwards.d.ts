import type { Line } from './history.js';

export function goOn(
  write: (line: Pick<Line, 'log' | 'actor' | 'message'>) => Promise<unknown>,
  options: { readonly seed: number; readonly signal: AbortSignal; readonly pause?: () => Promise<unknown> },
): Promise<void>;
