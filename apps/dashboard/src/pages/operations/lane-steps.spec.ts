import type { Bar, Lane } from './swim-lanes.js';
import { stepped } from './lane-steps.js';

const lane = (...places: number[]): Lane => ({
  name: null,
  height: 24,
  bars: places.map((x) => ({ x, width: 10 }) as Bar),
});
const LANES = [lane(0, 100, 200), lane(90), lane(10, 250)];

describe('Arrow keys', () => {
  it.each([
    ['ArrowRight', [0, 0], [0, 1]],
    ['ArrowRight', [0, 2], [0, 2]],
    ['ArrowLeft', [0, 1], [0, 0]],
    ['ArrowDown', [0, 2], [1, 0]],
    ['ArrowDown', [2, 1], [2, 1]],
    ['ArrowUp', [1, 0], [0, 1]],
    ['ArrowUp', [0, 1], [0, 1]],
    ['Home', [0, 2], [0, 0]],
    ['End', [2, 0], [2, 1]],
  ])('%s leads from %j to %j: to the nearest in time where it leads to another lane', (key, [from, bar], [to, at]) => {
    expect(stepped(LANES, { lane: from!, bar: bar! }, key)).toEqual({ lane: to, bar: at });
  });

  it('of other names, and from a bar that is gone, lead nowhere', () => {
    expect(stepped(LANES, { lane: 0, bar: 0 }, 'Enter')).toBeNull();
    expect(stepped(LANES, { lane: 7, bar: 0 }, 'ArrowDown')).toBeNull();
  });
});
