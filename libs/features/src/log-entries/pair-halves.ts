import type { Mark, OperationKind, Outcome } from './read-mark.js';

/** An entry that says that an operation began, ended, or both. */
export interface Half {
  readonly entry: string;
  /** Only halves of one family can be a pair: same log, actor, kind and name. */
  readonly family: number;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** Of the event that logged the entry; orders halves of the same millisecond. */
  readonly position: number;
  readonly log: string;
  readonly actor: string;
  readonly mark: Mark;
}

/** A derived operation. Its id is that of its START entry, or of its END where no START is known. */
export interface Pair {
  readonly id: string;
  readonly log: string;
  readonly actor: string;
  readonly kind: OperationKind;
  readonly name: string;
  readonly text: string;
  readonly hosts: readonly string[];
  readonly startEntry: string | null;
  readonly endEntry: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: Outcome | null;
  readonly exitCode: number | null;
  readonly reportedSeconds: number | null;
  readonly position: number;
}

/**
 * Pairs the halves of one family in the order of time. An END takes, of the STARTs still open, the one that says the
 * same; else the one with the same hosts; else one that shares a host; else, where one side names no host, the latest.
 * Among equals the latest START wins, so that nested runs close from the inside.
 * @param openThen STARTs that were open before the first of `halves`
 */
export function pairHalves(openThen: readonly Half[], halves: readonly Half[]): Pair[] {
  const open = [...openThen].sort(byTime);
  const pairs: Pair[] = [];
  for (const half of [...halves].sort(byTime)) {
    if (half.mark.part === 'start') {
      open.push(half);
    } else if (half.mark.part === 'whole') {
      pairs.push(pairOf(half, half));
    } else {
      const start = bestStart(open, half);
      if (start !== null) open.splice(open.indexOf(start), 1);
      pairs.push(pairOf(start, half));
    }
  }
  return [...pairs, ...open.map((start) => pairOf(start, null))];
}

function bestStart(open: readonly Half[], end: Half): Half | null {
  let best: Half | null = null;
  let bestFit = 0;
  for (const start of open) {
    const fit = fitOf(start.mark, end.mark);
    if (fit > 0 && fit >= bestFit) {
      best = start;
      bestFit = fit;
    }
  }
  return best;
}

function fitOf(start: Mark, end: Mark): number {
  if (start.text === end.text) return 4;
  const shared = start.hosts.filter((host) => end.hosts.includes(host)).length;
  if (shared > 0) return shared === start.hosts.length && shared === end.hosts.length ? 3 : 2;
  return start.hosts.length === 0 || end.hosts.length === 0 ? 1 : 0;
}

function pairOf(start: Half | null, end: Half | null): Pair {
  const first = (start ?? end)!;
  const { kind, name, text, hosts } = first.mark;
  const isWhole = start === end;
  const reported = end?.mark.reportedSeconds ?? null;
  const began = isWhole && reported !== null ? first.occurredAt - reported * 1000 : (start?.occurredAt ?? null);
  return {
    id: first.entry,
    log: first.log,
    actor: first.actor,
    kind,
    name,
    text,
    hosts,
    startEntry: start?.entry ?? null,
    endEntry: end?.entry ?? null,
    startedAt: began,
    endedAt: end?.occurredAt ?? null,
    outcome: end?.mark.outcome ?? null,
    exitCode: end?.mark.exitCode ?? null,
    reportedSeconds: reported,
    position: first.position,
  };
}

function byTime(a: Half, b: Half): number {
  return a.occurredAt - b.occurredAt || a.position - b.position;
}
