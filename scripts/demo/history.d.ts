export interface Wanted {
  readonly seed: number;
  /** About how many. */
  readonly entries: number;
  /** Until when, in milliseconds. */
  readonly now: number;
}

export interface Line {
  readonly at: number;
  readonly log: string;
  readonly actor: string;
  readonly message: string;
}

export function historyOf(wanted: Wanted): Line[];
