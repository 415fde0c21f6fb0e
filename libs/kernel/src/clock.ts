/** Where "now" comes from. Injected, so that a test owns time. */
export abstract class Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. May step back: ledger time is the running maximum, not this. */
  abstract now(): number;
}

export class SystemClock extends Clock {
  override now(): number {
    return Date.now();
  }
}
