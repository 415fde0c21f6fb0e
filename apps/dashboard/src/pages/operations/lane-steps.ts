import type { Lane } from './swim-lanes.js';

/** A bar of the picture: an operation on several hosts has several. */
export interface BarPlace {
  readonly lane: number;
  readonly bar: number;
}

/** Where an arrow key leads from a bar; null for keys that lead nowhere. */
export function stepped(lanes: readonly Lane[], { lane, bar }: BarPlace, key: string): BarPlace | null {
  const bars = lanes[lane]?.bars;
  if (bars === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return { lane, bar: Math.min(bar + 1, bars.length - 1) };
    case 'ArrowLeft':
      return { lane, bar: Math.max(bar - 1, 0) };
    case 'ArrowDown':
      return nearest(lanes, lane + 1, middle(lanes, lane, bar)) ?? { lane, bar };
    case 'ArrowUp':
      return nearest(lanes, lane - 1, middle(lanes, lane, bar)) ?? { lane, bar };
    case 'Home':
      return { lane, bar: 0 };
    case 'End':
      return { lane, bar: bars.length - 1 };
    default:
      return null;
  }
}

function nearest(lanes: readonly Lane[], lane: number, x: number): BarPlace | null {
  const bars = lanes[lane]?.bars;
  if (bars === undefined) return null;
  const away = bars.map((_, bar) => Math.abs(middle(lanes, lane, bar) - x));
  return { lane, bar: away.indexOf(Math.min(...away)) };
}

function middle(lanes: readonly Lane[], lane: number, bar: number): number {
  const { x, width } = lanes[lane]!.bars[bar] ?? { x: 0, width: 0 };
  return x + width / 2;
}
