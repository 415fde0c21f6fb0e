import { MortalDisk, type Survives } from './crash-states.js';
import type { RecordedFolder, Step } from './recorded-disk.js';

/** How much survives when only some of it does. */
const SHARES = [0.1, 0.5, 0.9];
/** How often chance is asked at one moment. */
const DRAWS = 2;

export interface Recorded {
  readonly root: RecordedFolder;
  readonly steps: readonly Step[];
}

/** The power fails after so many steps, and this is what survives. */
export interface Moment extends Survives {
  readonly steps: number;
}

/**
 * All moments whose disks differ; where a disk stays as it is for a while, the last one, at which most was promised.
 * Of more than `most` as many are taken by chance, half of them from what is rare: anything but a write to a log of SQLite.
 */
export function momentsOf(record: Recorded, random: () => number, most: number): Moment[] {
  const { rare, common } = allMoments(record, random);
  if (rare.length + common.length <= most) return inOrder([...rare, ...common]);
  const half = Math.min(rare.length, Math.ceil(most / 2));
  return inOrder([...some(rare, half, random), ...some(common, most - half, random)]);
}

function allMoments({ root, steps }: Recorded, random: () => number): { rare: Moment[]; common: Moment[] } {
  const disk = new MortalDisk(root);
  const found: { rare: Moment[]; common: Moment[] } = { rare: [], common: [] };
  steps.forEach((step, index) => {
    disk.apply(step);
    const next = steps[index + 1];
    if (next?.is === 'said' || next?.is === 'sync-began') return;
    const isCommon = next?.is === 'write' && next.file.path.endsWith('-wal');
    const into = isCommon ? found.common : found.rare;
    const add = (what: Survives['what']): void => {
      const share = SHARES[Math.floor(random() * SHARES.length)]!;
      into.push({ steps: index + 1, what, share, seed: Math.floor(random() * 2 ** 31) });
    };
    if (next?.is !== 'sync-ended') add('everything');
    if (next === undefined || next.is === 'sync-ended') add('nothing');
    if (disk.hasPendingNames) ['names', 'contents'].forEach((what) => add(what as Survives['what']));
    for (let draw = 0; draw < DRAWS; draw++) add('some');
  });
  return found;
}

function some<Value>(values: Value[], count: number, random: () => number): Value[] {
  const left = [...values];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [taken] = left.splice(Math.floor(random() * left.length), 1);
    return taken!;
  });
}

function inOrder(moments: Moment[]): Moment[] {
  return moments.toSorted((a, b) => a.steps - b.steps);
}
