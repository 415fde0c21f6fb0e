import type { Entry } from '../../api/api.js';
import { completionsOf } from './completions.js';

const NOTHING = { tasks: [], hosts: [], changes: [], commits: [], urls: [], tags: [], datacenters: [] };
const entry = (message: string, refs: object = {}, more: object = {}): Entry =>
  ({ message, status: 'logged', operation: null, refs: { ...NOTHING, ...refs }, ...more }) as unknown as Entry;

const RECENT = [
  entry('restarted apache on mw1414', { hosts: ['mw1414'] }),
  entry('restarted apache on mw1415', { hosts: ['mw1415'], tasks: ['T123456'] }),
  entry('restarted apache on mw1414', { hosts: ['mw1414'] }),
  entry('restarted by mistake', {}, { status: 'retracted' }),
  entry('START - Cookbook sre.hosts.reboot', { tags: ['dns'] }, { operation: { name: 'sre.hosts.reboot' } }),
];
const shown = (typed: string): string[] => completionsOf(typed, RECENT).map(({ shown }) => shown);

describe('What a message can go on with', () => {
  it('is what was logged there before, each once, and not what was retracted', () => {
    expect(shown('Resta')).toEqual(['restarted apache on mw1414', 'restarted apache on mw1415']);
  });

  it('is a host, a task, a tag or an operation that its last word may become', () => {
    expect(shown('depooled mw14')).toEqual(['mw1414', 'mw1415']);
    expect(shown('see T1')).toEqual(['T123456']);
    expect(shown('trouble #d')).toEqual(['#dns']);
    expect(completionsOf('running sre.h', RECENT)[0]!.message).toBe('running sre.hosts.reboot ');
  });

  it('is nothing for a letter, and nothing where it is all there', () => {
    expect([shown('r'), shown('restarted apache on mw1415')]).toEqual([[], []]);
  });
});
