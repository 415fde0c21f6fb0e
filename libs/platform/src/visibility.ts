import type { Audience } from '@kernel/event.js';
import type { Feature } from '@kernel/feature.js';
import { allows, allowsLog, type Principal } from './auth/principal.js';
import type { ReadModel } from './read-model/read-model.js';

/** What one caller may see. Every list, feed, count and search asks this and nothing else. */
export class Sight {
  /**
   * `hidden` are the logs that must not show, `opened` the private ones that this caller may see; `onRead` is told of
   * each of those that something was shown of, `onAnswer` of what a write shows.
   */
  constructor(
    private readonly hidden: ReadonlySet<string>,
    private readonly opened: ReadonlySet<string>,
    private readonly isAdmin: boolean,
    private readonly onRead: (log: string) => void = () => {},
    private readonly onAnswer: (log: string) => void = onRead,
  ) {}

  /**
   * Names of the logs that must not show, not even by their number, as one SQL value for
   * `log NOT IN (SELECT value FROM json_each(?))`. A list over `logs` (all, unless told) counts as having read them.
   */
  hiddenFrom(logs: readonly string[] = [...this.opened]): string {
    for (const log of logs) this.read(log);
    return JSON.stringify([...this.hidden]);
  }

  /** The same, and these logs too: who may write into a log has to be able to name it. */
  alsoSeeing(logs: readonly string[]): Sight {
    const hidden = new Set([...this.hidden].filter((log) => !logs.includes(log)));
    return new Sight(hidden, this.opened, this.isAdmin, this.onRead, this.onAnswer);
  }

  /** Whether a log must not even be named. */
  hides(log: string): boolean {
    return this.hidden.has(log);
  }

  /** Whether something of this log may be shown; asking counts as showing it. */
  seesLog(log: string): boolean {
    if (this.hides(log)) return false;
    this.read(log);
    return true;
  }

  /** Something of this log is answered though nothing was asked for: by a write that changed nothing. */
  answers(log: string): void {
    if (this.opened.has(log)) this.onAnswer(log);
  }

  sees(audience: Audience): boolean {
    if (audience === 'public') return true;
    return audience === 'admin' ? this.isAdmin : this.seesLog(audience.log);
  }

  private read(log: string): void {
    if (this.opened.has(log)) this.onRead(log);
  }
}

/** Hides no log; for deciding where something goes, never for showing anything. */
export const EVERYTHING = new Sight(new Set(), new Set(), false);

/** The one place where what is private is told from what is public. */
export class Visibility {
  constructor(
    private readonly readModel: ReadModel,
    private readonly features: readonly Feature[],
  ) {}

  /** What a principal may see now; nobody signed in = what is public. */
  sightOf(principal: Principal | null, onRead?: (log: string) => void, onAnswer?: (log: string) => void): Sight {
    const isAdmin = principal?.scopes.includes('admin') ?? false;
    const privateLogs = this.features.flatMap((feature) => feature.privateLogs?.(this.readModel) ?? []);
    const hidden = privateLogs.filter((log) => !mayRead(principal, log));
    const opened = privateLogs.filter((log) => mayRead(principal, log));
    return new Sight(new Set(hidden), new Set(opened), isAdmin && principal?.logs === null, onRead, onAnswer);
  }
}

function mayRead(principal: Principal | null, log: string): boolean {
  return principal !== null && allows(principal, 'read') && allowsLog(principal, log);
}
