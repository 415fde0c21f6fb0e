import type { Line, Wanted } from './history.js';

export interface Filled {
  readonly entries: number;
  /** Ids of entries and operations, by what was done about them. */
  readonly amended: readonly string[];
  readonly retracted: readonly string[];
  readonly redacted: readonly string[];
  readonly closed: readonly string[];
  readonly late: readonly string[];
  /** Ids of maintenance windows, by their status. */
  readonly windows: ReadonlyMap<string, readonly string[]>;
  /** Writes one more, as the tool or person that says such things; gives its id. */
  write(line: Pick<Line, 'log' | 'actor' | 'message'>): Promise<string>;
}

export function fill(
  url: string,
  token: string,
  options?: Partial<Wanted> & { readonly tell?: (done: number, all: number) => void },
): Promise<Filled>;
