import { markedParts } from './marked-text.js';

const places = {
  task: (task: string) => `/task/${task}`,
  change: (change: string) => `/change/${change}`,
  host: (host: string) => `/host/${host}`,
  tag: (tag: string) => `/tag/${tag}`,
};
const refs = { tasks: ['T1'], hosts: ['db1101'], changes: [], commits: [], urls: [], tags: [], datacenters: [] };

describe('A message', () => {
  it('has links where something is named, as a whole word', () => {
    const parts = markedParts('db1101, not db11010: T1', refs, places);
    expect(parts.map(({ text, href }) => [text, href])).toEqual([
      ['db1101', '/host/db1101'],
      [', not db11010: ', null],
      ['T1', '/task/T1'],
    ]);
  });

  it('with thousands of references stays whole, and does not become thousands of links', () => {
    const message = 'db1101 '.repeat(9000);
    const parts = markedParts(message, refs, places);
    expect(parts.map(({ text }) => text).join('')).toBe(message);
    expect(parts.length).toBeLessThan(250);
  });
});
