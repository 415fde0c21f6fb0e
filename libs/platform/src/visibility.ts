import type { Audience } from '@kernel/event.js';
import type { Feature } from '@kernel/feature.js';
import { allows, allowsLog, type Principal } from './auth/principal.js';
import type { ReadModel } from './read-model/read-model.js';

/** What one caller may see. Every list, feed, count and search asks this and nothing else. */
export class Sight {
  constructor(
    private readonly hiddenSet: ReadonlySet<string>,
    private readonly isAdmin: boolean,
  ) {}

  /** Names of the logs that must not show, not even by their number. */
  get hiddenLogs(): readonly string[] {
    return [...this.hiddenSet];
  }

  /** The same as one SQL value, for `log NOT IN (SELECT value FROM json_each(?))`. */
  get hiddenLogsJson(): string {
    return JSON.stringify(this.hiddenLogs);
  }

  /** The same, and these logs too: who may write into a log has to be able to name it. */
  alsoSeeing(logs: readonly string[]): Sight {
    return new Sight(new Set([...this.hiddenSet].filter((log) => !logs.includes(log))), this.isAdmin);
  }

  seesLog(log: string): boolean {
    return !this.hiddenSet.has(log);
  }

  sees(audience: Audience): boolean {
    if (audience === 'public') return true;
    return audience === 'admin' ? this.isAdmin : this.seesLog(audience.log);
  }
}

/** Hides no log; for deciding where something goes, never for showing anything. */
export const EVERYTHING = new Sight(new Set(), false);

/** The one place where what is private is told from what is public. */
export class Visibility {
  constructor(
    private readonly readModel: ReadModel,
    private readonly features: readonly Feature[],
  ) {}

  /** What a principal may see now; nobody signed in = what is public. */
  sightOf(principal: Principal | null): Sight {
    const isAdmin = principal?.scopes.includes('admin') ?? false;
    const hidden = this.features
      .flatMap((feature) => feature.privateLogs?.(this.readModel) ?? [])
      .filter((log) => !mayRead(principal, log));
    return new Sight(new Set(hidden), isAdmin && principal?.logs === null);
  }
}

function mayRead(principal: Principal | null, log: string): boolean {
  return principal !== null && allows(principal, 'read') && allowsLog(principal, log);
}
