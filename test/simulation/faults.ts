import { StoreUnavailable } from '@event-store/event-store.js';
import type { Committer } from '@event-store/sqlite/sqlite-event-store.js';
import type { Writer } from '@platform/read-model/writer.js';
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite';
import type { Chance } from '../support/chance.js';

/** The process lives on after the first three; of what `stumbles`, some or all commits fail; `within` is at a statement. */
const FAULTS = ['refused', 'unsure', 'stumbles', 'before', 'within', 'within', 'after'] as const;
const MOST_STEPS = 6;
const MOST_STATEMENTS = 14;
const MOST_COMMITS = 3;

/** What goes wrong, and when: at which step of writing from now, and at which statement of it. */
export interface Fate {
  readonly fault: (typeof FAULTS)[number];
  readonly step: number;
  readonly statement: number;
}

export function aFate(chance: Chance): Fate {
  const step = chance.happens(70) ? 1 : chance.from(2, MOST_STEPS);
  return { fault: chance.pick(FAULTS), step, statement: chance.from(1, MOST_STATEMENTS) };
}

/** One life of a process, which ends when its fate says so. What is dead never answers, nor writes. */
export class Life {
  /** Resolves at death. */
  readonly death: Promise<'died'>;
  private fate: Fate | null = null;
  private steps = 0;
  private isOver = false;
  private readonly held: (() => void)[] = [];
  private die!: (how: 'died') => void;

  constructor() {
    this.death = new Promise((resolve) => (this.die = resolve));
  }

  /** From now on this may happen. */
  expect(fate: Fate | null): void {
    this.fate = fate;
    this.steps = 0;
  }

  end(): void {
    this.isOver = true;
    this.die('died');
  }

  /** What the system closes for a process that is gone. */
  holds(close: () => void): void {
    this.held.push(close);
  }

  letGo(): void {
    for (const close of this.held.splice(0)) close();
  }

  /** One piece of writing. */
  async step<Result>(work: () => Result): Promise<Result> {
    if (this.isOver) return neverAgain();
    const fate = this.fate?.step === ++this.steps ? this.fate : null;
    if (fate === null) return work();
    this.fate = null;
    switch (fate.fault) {
      case 'refused':
        throw new StoreUnavailable('the disk took nothing');
      case 'unsure':
        work();
        throw new StoreUnavailable('the disk did not answer');
      case 'stumbles':
        return failing(work, 1 + (fate.statement % MOST_COMMITS), (sql) => sql === 'COMMIT');
      case 'within':
        try {
          failing(work, fate.statement, () => true);
        } catch {
          // Whatever it would say, nobody hears it.
        }
        break;
      case 'after':
        work();
        break;
      case 'before':
        break;
    }
    this.end();
    return neverAgain();
  }
}

/** Does the work while no statement of those that are meant succeeds from one of them on. */
function failing<Result>(work: () => Result, from: number, isMeant: (sql: string | null) => boolean): Result {
  // oxlint-disable-next-line typescript/unbound-method -- called with the `this` of whoever calls them
  const [exec, run] = [DatabaseSync.prototype.exec, StatementSync.prototype.run];
  let meant = 0;
  const orFail = (sql: string | null): void => {
    if (isMeant(sql) && ++meant >= from) throw new Error('disk I/O error');
  };
  DatabaseSync.prototype.exec = function (sql) {
    orFail(sql);
    return exec.call(this, sql);
  };
  StatementSync.prototype.run = function (this: StatementSync, ...values: SQLInputValue[]) {
    orFail(null);
    return (run as Function).apply(this, values);
  } as typeof run;
  try {
    return work();
  } finally {
    DatabaseSync.prototype.exec = exec;
    StatementSync.prototype.run = run;
  }
}

/** Writes in this thread, for as long as its process lives. */
export function committerOf(writer: Writer, life: Life): Committer {
  return {
    commit: (batch) => life.step(() => writer.commit(batch)),
    erase: (positions, becauseOf) => life.step(() => writer.erase(positions, becauseOf)),
    close: async () => writer.close(),
  };
}

function neverAgain(): Promise<never> {
  return new Promise(() => {});
}
