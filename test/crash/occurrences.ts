import type { Disk, Fault } from './disk.js';

export type FaultKind = Pick<Fault, 'error' | 'on' | 'lasting'>;

/** Every error at every call that it can come from; once, and until somebody mends it. */
export const FAULT_KINDS: readonly FaultKind[] = [true, false].flatMap((lasting) => [
  ...(['open', 'write', 'fsync', 'rename'] as const).flatMap((on) => [
    { error: 'EIO', on, lasting } as const,
    { error: 'ENOSPC', on, lasting } as const,
  ]),
  { error: 'short', on: 'write', lasting } as const,
]);

/** Among so many first occurrences chance takes its few, where not all are wanted. */
const AMONG = 24;

/** Which of all occurrences are tried: each until none fires, or a few by chance. */
export class Occurrences {
  /** How often a fault came. */
  fired = 0;

  constructor(
    private readonly isAll: boolean,
    private readonly random: () => number,
  ) {}

  /** `attempt` arms the fault and says whether it came. */
  async each(kinds: readonly FaultKind[], few: number, attempt: (fault: Fault) => Promise<boolean>): Promise<void> {
    const comes = async (fault: Fault): Promise<boolean> => {
      const fires = await attempt(fault);
      if (fires) this.fired++;
      return fires;
    };
    if (this.isAll) {
      for (const kind of kinds) for (let at = 1; await comes({ ...kind, at }); at++);
      return;
    }
    for (const kind of this.some(kinds, few)) {
      // One that is too late to come at all would have tried nothing.
      if (!(await comes({ ...kind, at: this.anywhere() }))) await comes({ ...kind, at: 1 });
    }
  }

  private some<Value>(values: readonly Value[], count: number): Value[] {
    return Array.from({ length: Math.ceil(count) }, () => values[Math.floor(this.random() * values.length)]!);
  }

  /** Early ones more often: most work has few of its kind. */
  private anywhere(): number {
    return 1 + Math.floor(AMONG * this.random() ** 3);
  }
}

/** For an attempt: does the work while the disk fails. */
export async function whileFailing<Result>(
  disk: Disk,
  fault: Fault,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly fires: boolean; readonly path: string }> {
  disk.fail(fault);
  const result = await work();
  const { fired, path } = disk.clearFault();
  return { result, fires: fired > 0, path };
}
