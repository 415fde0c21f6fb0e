import type { Author } from '@kernel/decider.js';
import { Rejected } from '@kernel/decider.js';
import type { Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import type { Sight } from '@platform/visibility.js';
import { LOG_NAME, type LogDetails } from './log.events.js';
import { allLogNames, logNamed, type LogRow, logWithPatternFor } from './log-catalogue.js';
import { logs } from './logs.js';

/** How different a name may be from the one that is offered instead. */
const MOST_EDITS = 3;

/** Where a new entry goes; `missing` are the details of a log that has to be made for it. */
export type ChosenLog = Pick<LogRow, 'name' | 'status'> & { readonly missing?: Partial<LogDetails> };

/** Finds the log that somebody means, or makes it where a pattern says that it should exist. */
export class LogChooser {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
  ) {}

  /**
   * The log for a new entry; it may have to be made first, see `ensure`.
   * @throws Rejected unknown-log (with the nearest name), log-archived
   */
  forEntry(typed: string, sight: Sight): ChosenLog {
    const log = this.visible(typed, sight) ?? this.fromPattern(typed);
    if (log === null) throw this.unknown(typed, sight, 'log');
    if (log.status === 'archived') {
      throw new Rejected(
        'conflict',
        'log-archived',
        `log: the log ${log.name} is archived and takes no more entries`,
        'log',
      );
    }
    return log;
  }

  /**
   * The log into which history is taken over: an archived one too, and where `create` says so one that is not there.
   * @throws Rejected unknown-log
   */
  forImport(typed: string, sight: Sight, create: boolean): ChosenLog {
    const log = this.visible(typed, sight) ?? this.fromPattern(typed);
    if (log !== null) return log;
    const name = typed.toLowerCase();
    const isFree = LOG_NAME.test(name) && logNamed(this.readModel, 'name', name) === undefined;
    if (!create || !isFree) throw this.unknown(typed, sight, 'log');
    return { name, status: 'open', missing: {} };
  }

  /** Makes a log that a pattern promised, once everything else about its first entry is known to be good. */
  async ensure({ name, missing }: ChosenLog, author: Author): Promise<void> {
    if (missing === undefined) return;
    try {
      await this.ledger.execute(logs, null, { do: 'create', name, details: missing }, author);
    } catch (error) {
      // Somebody else's first entry made it in the meantime.
      if (!(error instanceof Rejected && error.code === 'name-taken')) throw error;
    }
  }

  /** The log for a read, by what its names meant at a position. @throws Rejected not-found */
  forReading(typed: string, sight: Sight, at?: number): LogRow {
    // Before a name meant anything it means what it means now: of which there was nothing yet.
    const log = this.visible(typed, sight, at) ?? this.visible(typed, sight);
    if (log === null) {
      const { code, message, field } = this.unknown(typed, sight, 'log');
      throw new Rejected('not-found', code, message, field);
    }
    return log;
  }

  /** A log by name or alias, when it is there and may be seen. */
  visible(typed: string, sight: Sight, at?: number): LogRow | null {
    const log = logNamed(this.readModel, 'name', typed, at);
    return log !== undefined && !sight.hides(log.name) ? log : null;
  }

  /** The name that was probably meant: `tools.<name>` where that is a log, else the nearest one that may be seen. */
  suggestion(typed: string, sight: Sight): string | null {
    const name = typed.toLowerCase();
    if (this.visible(`tools.${name}`, sight) !== null) return `tools.${name}`;
    let best: string | null = null;
    let least = Math.min(MOST_EDITS, Math.floor(name.length / 2)) + 1;
    for (const { word, log } of allLogNames(this.readModel)) {
      if (Math.abs(word.length - name.length) >= least || sight.hides(log)) continue;
      const edits = editDistance(name, word);
      if (edits < least) [best, least] = [word, edits];
    }
    return best;
  }

  private fromPattern(typed: string): ChosenLog | null {
    const name = typed.toLowerCase();
    const parent = LOG_NAME.test(name) ? logWithPatternFor(this.readModel, name) : undefined;
    if (parent === undefined || logNamed(this.readModel, 'name', name) !== undefined) return null;
    return { name, status: parent.status, missing: { visibility: parent.visibility } };
  }

  private unknown(typed: string, sight: Sight, field: string): Rejected {
    const suggestion = this.suggestion(typed, sight);
    const hint = suggestion === null ? 'GET /api/v1/logs lists them' : `did you mean "${suggestion}"?`;
    return new Rejected(
      'invalid',
      'unknown-log',
      `${field}: there is no log ${JSON.stringify(typed.slice(0, 63))}; ${hint}`,
      field,
    );
  }
}

/** Levenshtein distance, for names of at most 63 characters. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
