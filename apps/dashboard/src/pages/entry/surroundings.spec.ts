import { around, groupsOf, touches } from './surroundings.js';

const NONE = { tasks: [], hosts: [], changes: [], commits: [], urls: [], tags: [], datacenters: [] };
const at = (id: string, minute: number, position = minute) => ({
  id,
  occurredAt: `2026-11-22T17:0${minute}:00.000Z`,
  position,
});

describe('What is around an entry', () => {
  it('is a few entries before and after it, and the entry in its place', () => {
    const [a, b, c, d, e] = [at('a', 1), at('b', 2), at('c', 3), at('d', 4), at('e', 5)];
    expect(around(c, [b, a], [c, d, e], 1)).toEqual([b, c, d]);
    expect(around(c, [], [c], 3)).toEqual([c]);
  });

  it('keeps the order of entries of the same minute, and has the entry though its page ended before it', () => {
    const [first, second, third] = [at('1st', 3, 10), at('2nd', 3, 11), at('3rd', 3, 12)];
    expect(around(second, [], [first, second, third], 3)).toEqual([first, second, third]);
    expect(around(third, [], [first, second], 3)).toEqual([first, second, third]);
  });

  it('is by hosts and tasks, and by log where the entry names none', () => {
    expect(groupsOf({ refs: NONE, log: 'production' }).shown).toEqual([{ by: 'log', value: 'production' }]);
    const refs = { ...NONE, hosts: ['db1', 'db2', 'db3', 'db4'], tasks: ['T1', 'T2'] };
    const { shown, others } = groupsOf({ refs, log: 'production' });
    expect(shown.map(({ value }) => value)).toEqual(['db1', 'db2', 'db3', 'T1']);
    expect(others.map(({ value }) => value)).toEqual(['db4', 'T2']);
  });

  it('changes by what names the host, and by what becomes of an entry that is shown', () => {
    const event = { position: 1, type: 'log-entry.logged', occurredAt: null };
    const host = { by: 'host', value: 'db1101' } as const;
    expect(touches({ ...event, stream: 'log-entry-x', data: { message: 'rebooting DB1101' } }, host, [])).toBe(true);
    expect(touches({ ...event, stream: 'log-entry-x', data: { message: 'rebooting db2' } }, host, [])).toBe(false);
    expect(touches({ ...event, stream: 'log-entry-x', data: null }, host, ['x'])).toBe(true);
  });
});
