import type { Clock } from '@kernel/clock.js';

/** The callers that are counted at most; of more, who began earliest is forgotten. */
const MAX_CALLERS = 5_000;

interface Window {
  count: number;
  /** Ticks. */
  readonly ends: number;
}

type Counted = (error: null, window: { current: number; ttl: number }) => void;

/**
 * How many requests each caller made in its window. By the clock that only counts: one that is set back, or stands,
 * would shut callers out until it has caught up.
 */
export class RateWindows {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {}

  /** As @fastify/rate-limit calls it. */
  incr(caller: string, counted: Counted, windowMs: number): void {
    const now = this.clock.ticks();
    let window = this.windows.get(caller);
    if (window === undefined || window.ends <= now) window = this.begin(caller, now + windowMs);
    window.count++;
    counted(null, { current: window.count, ttl: window.ends - now });
  }

  /** No route has a limit of its own. */
  child(): this {
    return this;
  }

  private begin(caller: string, ends: number): Window {
    const window = { count: 0, ends };
    this.windows.delete(caller);
    this.windows.set(caller, window);
    const [earliest] = this.windows.keys();
    if (this.windows.size > MAX_CALLERS) this.windows.delete(earliest!);
    return window;
  }
}
