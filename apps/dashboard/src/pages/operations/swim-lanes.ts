import type { Operation } from '../../api/api.js';
import { beginOf, endOf } from './operation-state.js';
import type { TimeRange } from './time-range.js';

export type By = 'host' | 'name';

/** Where an operation is drawn within its lane, in pixels. */
export interface Bar {
  readonly operation: Operation;
  readonly x: number;
  /** Of one that has not ended: until now, at the moment of the layout. */
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

export interface Lane {
  /** Null for what names no host. */
  readonly name: string | null;
  /** By their begin. */
  readonly bars: readonly Bar[];
  readonly height: number;
}

export interface Picture {
  readonly range: TimeRange;
  /** Of the range, in pixels. */
  readonly width: number;
  readonly by: By;
  readonly now: number;
}

/** However short, it can be seen and pointed at. */
export const SHORTEST_BAR = 4;
export const BAR_HEIGHT = 20;
const NESTED_HEIGHT = 14;
const GAP = 2;
/** What goes on beyond an edge is drawn a little beyond it, so that it has no end there. */
const BEYOND = 6;

export function xOf(at: number, { range: { from, to }, width }: Pick<Picture, 'range' | 'width'>): number {
  return ((at - from) / (to - from)) * width;
}

/** From where to where an operation is drawn that is not wholly outside. */
export function extentOf(operation: Operation, picture: Picture): { x: number; width: number } {
  const { width, now } = picture;
  const begin = xOf(beginOf(operation), picture);
  const end = xOf(Math.max(endOf(operation) ?? now, beginOf(operation)), picture);
  const x = Math.max(-BEYOND, Math.min(begin, width - SHORTEST_BAR));
  return { x, width: Math.max(SHORTEST_BAR, Math.min(end, width + BEYOND) - x) };
}

/** A lane for each host or name, that with the newest activity first. */
export function swimLanes(operations: readonly Operation[], picture: Picture): Lane[] {
  const members = new Map<string | null, Operation[]>();
  for (const operation of operations.filter((operation) => isWithin(operation, picture.range))) {
    for (const name of laneNames(operation, picture.by)) {
      const lane = members.get(name);
      if (lane === undefined) members.set(name, [operation]);
      else lane.push(operation);
    }
  }
  const activity = (lane: readonly Operation[]): number => Math.max(...lane.map(lastActivity));
  return [...members]
    .map(([name, lane]) => ({ name, lane, newest: activity(lane) }))
    .sort((a, b) => b.newest - a.newest || (a.name ?? '').localeCompare(b.name ?? ''))
    .map(({ name, lane }) => ({ name, ...laneOf(lane, picture) }));
}

function isWithin(operation: Operation, { from, to }: TimeRange): boolean {
  return beginOf(operation) < to && (endOf(operation) ?? Infinity) >= from;
}

function laneNames({ hosts, name }: Operation, by: By): readonly (string | null)[] {
  if (by === 'name') return [name];
  return hosts.length === 0 ? [null] : [...new Set(hosts)];
}

/** What is in flight is active still, however long ago it began; nobody knows that of what was abandoned. */
function lastActivity(operation: Operation): number {
  if (operation.phase === 'in-flight') return Number.MAX_SAFE_INTEGER;
  return endOf(operation) ?? beginOf(operation);
}

/** Operations of which none overlaps another, in time. */
interface Row {
  readonly operations: Operation[];
  ends: number;
}

/** An operation with those that ran within it, each below the one within which it ran. */
interface Block {
  readonly rows: Row[];
  readonly rowOf: Map<string, number>;
  readonly begins: number;
  readonly isAbandoned: boolean;
}

function laneOf(operations: readonly Operation[], picture: Picture): Pick<Lane, 'bars' | 'height'> {
  const tracks: { readonly blocks: Block[]; ends: number; rows: number }[] = [];
  const blocks = blocksOf(operations, picture);
  // What was abandoned fills a track for ever: below all others it pushes nothing away.
  for (const block of [...blocks.filter((one) => !one.isAbandoned), ...blocks.filter((one) => one.isAbandoned)]) {
    const free = tracks.find((track) => track.ends <= block.begins);
    const track = free ?? { blocks: [], ends: -Infinity, rows: 0 };
    if (free === undefined) tracks.push(track);
    track.blocks.push(block);
    track.ends = Math.max(...block.rows.map(({ ends }) => ends));
    track.rows = Math.max(track.rows, block.rows.length);
  }
  const bars: Bar[] = [];
  let top = GAP;
  for (const { blocks, rows } of tracks) {
    for (const block of blocks) bars.push(...barsOf(block, top, picture));
    top += rowTop(rows);
  }
  return { bars: bars.sort((a, b) => beginOf(a.operation) - beginOf(b.operation)), height: top };
}

function blocksOf(operations: readonly Operation[], picture: Picture): Block[] {
  const blocks: Block[] = [];
  const blockOf = new Map<string, Block>();
  const nested = ({ parent }: Operation): number => (parent === null ? 0 : 1);
  for (const operation of operations.toSorted((a, b) => beginOf(a) - beginOf(b) || nested(a) - nested(b))) {
    const { x, width } = extentOf(operation, picture);
    const around = operation.parent === null ? undefined : blockOf.get(operation.parent);
    const block = around ?? { rows: [], rowOf: new Map(), begins: x, isAbandoned: operation.phase === 'abandoned' };
    if (around === undefined) blocks.push(block);
    const below = around === undefined ? 0 : block.rowOf.get(operation.parent!)! + 1;
    let row = below;
    while (row < block.rows.length && block.rows[row]!.ends > x) row++;
    const taken = (block.rows[row] ??= { operations: [], ends: 0 });
    taken.operations.push(operation);
    // One that has not ended may grow for ever.
    taken.ends = operation.endedAt === null ? Infinity : x + width + 1;
    block.rowOf.set(operation.id, row);
    blockOf.set(operation.id, block);
  }
  return blocks;
}

function barsOf({ rows }: Block, top: number, picture: Picture): Bar[] {
  return rows.flatMap(({ operations }, index) =>
    operations.map((operation) => ({
      operation,
      ...extentOf(operation, picture),
      y: top + rowTop(index),
      height: index === 0 ? BAR_HEIGHT : NESTED_HEIGHT,
    })),
  );
}

function rowTop(row: number): number {
  return row === 0 ? 0 : BAR_HEIGHT + GAP + (row - 1) * (NESTED_HEIGHT + GAP);
}
