/** Where "now" comes from. Injected, so that a test owns time. */
export abstract class Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. May step back: ledger time is the running maximum, not this. */
  abstract now(): number;

  /** Milliseconds since some moment, which nobody can set: what a span of time is measured by. */
  ticks(): number {
    return this.now();
  }
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override ticks(): number {
    return performance.now();
  }
}
