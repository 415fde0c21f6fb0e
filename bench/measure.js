export const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 6);
export const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);

export const ratioAtLeast = (least) => ({ gate: `≥ ${least}`, isReached: ({ ratio }) => ratio >= least });
export const ratioAtMost = (most) => ({ gate: `≤ ${most}`, isReached: ({ ratio }) => ratio <= most });
export const valueAtLeast = (least, unit) => ({ gate: `≥ ${least} ${unit}`, isReached: ({ value }) => value >= least });
export const valueBelow = (most, unit) => ({ gate: `< ${most} ${unit}`, isReached: ({ value }) => value < most });
/** Said beside other figures, promised by nobody. */
export const NO_GATE = { gate: '-', isReached: () => true };

/** Prints one figure as a line of JSON; what started this process hears of it too. */
export function report({ figure, value, unit, baseline, ratio, ratios, rounds = 1 }, { gate, isReached }) {
  const [lowest, highest] = (ratios ?? [ratio, ratio]).map(round);
  const numbers = { value: round(value), unit, baseline: round(baseline), ratio: round(ratio), lowest, highest };
  const ok = isReached({ value, baseline, ratio });
  const line = { figure, ...numbers, rounds, gate, ok };
  console.log(JSON.stringify(line));
  process.send?.(line);
}

/** One value beside one baseline, where there is nothing to repeat. */
export const beside = (value, baseline) => ({ value, baseline, ratio: value / baseline });

/** Runs two measurements in turn, in changing order, and gives the medians of both and of their ratios. */
export async function paired(one, other) {
  const pairs = [];
  for (let round = 0; round < ROUNDS; round++) {
    const pair = round % 2 === 0 ? [await one(), await other()] : [await other(), await one()].reverse();
    pairs.push(pair);
    console.error(`round ${round + 1} of ${ROUNDS}: ${pair.map((value) => Math.round(value)).join(' / ')}`);
  }
  return ofPairs(pairs);
}

export function ofPairs(pairs) {
  const ratios = pairs.map(([value, baseline]) => value / baseline);
  return {
    value: median(pairs.map(([value]) => value)),
    baseline: median(pairs.map(([, baseline]) => baseline)),
    ratio: median(ratios),
    ratios: [Math.min(...ratios), Math.max(...ratios)],
    rounds: pairs.length,
  };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function round(value) {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
