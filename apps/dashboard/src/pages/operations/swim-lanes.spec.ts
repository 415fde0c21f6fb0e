import type { Operation } from '../../api/api.js';
import { type Bar, BAR_HEIGHT, type By, type Lane, SHORTEST_BAR, swimLanes } from './swim-lanes.js';

const at = (time: string): string => `2026-11-20T${time}Z`;
/** Ten hours in 600 pixels: a minute is a pixel. */
const RANGE = { from: Date.parse(at('00:00')), to: Date.parse(at('10:00')) };

type Told = Partial<Operation> & { readonly id: string };

function ran(id: string, started: string | null, ended: string | null, more: Partial<Operation> = {}): Operation {
  const told: Told = {
    id,
    name: 'sre.hosts.reboot',
    hosts: ['db1101'],
    parent: null,
    phase: ended === null ? 'in-flight' : 'ended',
    outcome: ended === null ? null : 'pass',
    startedAt: started === null ? null : at(started),
    endedAt: ended === null ? null : at(ended),
    ...more,
  };
  return told as Operation;
}

function lanesOf(operations: readonly Operation[], by: By = 'host', now = '08:00'): Lane[] {
  return swimLanes(operations, { range: RANGE, width: 600, by, now: Date.parse(at(now)) });
}

function barOf(lanes: readonly Lane[], id: string): Bar {
  return lanes.flatMap(({ bars }) => bars).find(({ operation }) => operation.id === id)!;
}

const namesOf = (lanes: readonly Lane[]) => lanes.map(({ name }) => name);

describe('Swim lanes', () => {
  it('are one for each host, so that an operation on several stands in each of them', () => {
    const lanes = lanesOf([ran('a', '01:00', '02:00', { hosts: ['db1101', 'db1102', 'db1101'] })]);
    expect(lanes.map(({ name, bars }) => [name, bars.length])).toEqual([
      ['db1101', 1],
      ['db1102', 1],
    ]);
  });

  it('have one for what names no host, and are one for each name when that is asked', () => {
    const operations = [ran('a', '01:00', '02:00', { hosts: [] }), ran('b', '01:00', '03:00', { name: 'dbmaint' })];
    expect(namesOf(lanesOf(operations))).toEqual(['db1101', null]);
    expect(namesOf(lanesOf(operations, 'name'))).toEqual(['dbmaint', 'sre.hosts.reboot']);
  });

  it('come by their newest activity: what is in flight, then what ended last, and what was abandoned by its begin', () => {
    const lanes = lanesOf([
      ran('a', '03:00', '04:00', { hosts: ['ended'] }),
      ran('b', '01:00', null, { hosts: ['running'] }),
      ran('c', '02:00', null, { hosts: ['abandoned'], phase: 'abandoned' }),
      ran('d', '00:30', '05:00', { hosts: ['later'] }),
    ]);
    expect(namesOf(lanes)).toEqual(['running', 'later', 'ended', 'abandoned']);
  });

  it('show a bar from its begin to its end, and one in flight until now', () => {
    const lanes = lanesOf([ran('a', '01:00', '02:30'), ran('b', '03:00', null)]);
    expect(barOf(lanes, 'a')).toMatchObject({ x: 60, width: 90, height: BAR_HEIGHT });
    expect(barOf(lanes, 'b')).toMatchObject({ x: 180, width: 300 });
  });

  it('show what went on beyond an edge as having no end there, and nothing that ran only outside', () => {
    const before = { startedAt: '2026-11-19T20:00Z' };
    const lanes = lanesOf([
      ran('across', null, '01:00', before),
      ran('after', '10:00', '11:00'),
      ran('before', null, null, { ...before, endedAt: '2026-11-19T23:59Z', phase: 'ended' }),
      ran('out', '09:00', '12:00'),
    ]);
    const { x, width } = barOf(lanes, 'across');
    expect([x < 0, x + width]).toEqual([true, 60]);
    const out = barOf(lanes, 'out');
    expect(out.x + out.width).toBeGreaterThan(600);
    expect(lanes[0]!.bars).toHaveLength(2);
  });

  it('show what took no time at all, also at the very end, and where only the end is known', () => {
    const lanes = lanesOf([
      ran('a', '01:00', '01:00'),
      ran('b', '09:59:59', '09:59:59'),
      ran('c', null, '05:00', { hosts: ['db1102'] }),
    ]);
    expect(barOf(lanes, 'a')).toMatchObject({ x: 60, width: SHORTEST_BAR });
    expect(barOf(lanes, 'b')).toMatchObject({ x: 600 - SHORTEST_BAR, width: SHORTEST_BAR });
    expect(barOf(lanes, 'c')).toMatchObject({ x: 300, width: SHORTEST_BAR });
  });

  it('stack what overlaps, also where only its drawing does, and use a place again that is free', () => {
    const lanes = lanesOf([
      ran('a', '01:00', '03:00'),
      ran('b', '02:00', '04:00'),
      ran('c', '03:05', '05:00'),
      ran('d', '06:00', '06:00'),
      ran('e', '06:02', '06:03'),
    ]);
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((id) => barOf(lanes, id));
    expect(b!.y).toBeGreaterThanOrEqual(a!.y + BAR_HEIGHT);
    expect([c!.y, d!.y]).toEqual([a!.y, a!.y]);
    expect(e!.y).toBe(b!.y);
    expect(lanes[0]!.height).toBeGreaterThanOrEqual(b!.y + b!.height);
  });

  it('keep free where something in flight will grow, and put below all others what was abandoned', () => {
    const lanes = lanesOf([
      ran('abandoned', '00:10', null, { phase: 'abandoned' }),
      ran('running', '01:00', null),
      ran('other', '08:30', '08:40'),
    ]);
    const [running, other, abandoned] = ['running', 'other', 'abandoned'].map((id) => barOf(lanes, id).y);
    expect([running! < other!, other! < abandoned!]).toEqual([true, true]);
  });

  it('show nested operations slimmer, each below the one within which it ran, and no other between them', () => {
    const lanes = lanesOf([
      ran('parent', '01:00', '05:00'),
      ran('child', '01:00', '02:00', { parent: 'parent' }),
      ran('grandchild', '01:10', '01:20', { parent: 'child' }),
      ran('sibling', '03:00', '04:00', { parent: 'parent' }),
      ran('stranger', '01:30', '03:30'),
    ]);
    const [parent, child, grandchild, sibling, stranger] = ['parent', 'child', 'grandchild', 'sibling', 'stranger'].map(
      (id) => barOf(lanes, id),
    );
    expect(child!.height).toBeLessThan(parent!.height);
    expect([parent!.y < child!.y, child!.y < grandchild!.y, sibling!.y === child!.y]).toEqual([true, true, true]);
    expect(stranger!.y).toBeGreaterThanOrEqual(grandchild!.y + grandchild!.height);
    expect(stranger!.height).toBe(BAR_HEIGHT);
  });

  it('show what ran within an operation of another lane as high as any other', () => {
    const parent = ran('parent', '01:00', '05:00', { hosts: [] });
    const lanes = lanesOf([parent, ran('child', '02:00', '03:00', { parent: 'parent' })]);
    expect(barOf(lanes, 'child').height).toBe(BAR_HEIGHT);
  });
});
