import { StoreUnavailable } from '@event-store/event-store.js';
import type { Committer } from '@event-store/sqlite/sqlite-event-store.js';
import type { Writer } from '@platform/read-model/writer.js';

/** What goes wrong at a step of writing. The first two leave the process alive. */
export const FAULTS = ['refused', 'unsure', 'before', 'half-way', 'after'] as const;
type Fault = (typeof FAULTS)[number];

/** The step of writing, counted from now, at which it happens. */
export interface Fate {
  readonly fault: Fault;
  readonly step: number;
}

/** One life of a process, which ends at the step of writing that its fate names. What is dead never answers, nor writes. */
export class Life {
  private fate: Fate | null = null;
  /** Resolves at death. */
  readonly death: Promise<'died'>;
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

  /** `halfWay` does as much of the work as is done when the process dies in its midst. */
  async step<Result>(work: () => Result, halfWay: () => void): Promise<Result> {
    if (this.isOver) return neverAgain();
    const fault = this.fate?.step === ++this.steps ? this.fate.fault : null;
    if (fault === null) return work();
    this.fate = null;
    switch (fault) {
      case 'refused':
        throw new StoreUnavailable('the disk took nothing');
      case 'unsure':
        work();
        throw new StoreUnavailable('the disk did not answer');
      case 'before':
        break;
      case 'half-way':
        halfWay();
        break;
      case 'after':
        work();
        break;
    }
    this.end();
    return neverAgain();
  }
}

/** Writes in this thread, for as long as its process lives. */
export function committerOf(writer: Writer, life: Life): Committer {
  return {
    commit: (batch) =>
      life.step(
        () => writer.commit(batch),
        () => void writer.ledger.append(batch),
      ),
    erase: (positions, becauseOf) =>
      life.step(
        () => writer.erase(positions, becauseOf),
        () => writer.ledger.erase(positions, becauseOf),
      ),
    close: async () => writer.close(),
  };
}

function neverAgain(): Promise<never> {
  return new Promise(() => {});
}
