import type { Entry } from '../../api/api.js';
import { logCandidates, messageCandidates, saidIn } from './completion.js';

const entry = (message: string, refs: Partial<Entry['refs']> = {}, status = 'logged', name = '') =>
  ({
    message,
    status,
    operation: name === '' ? null : { name },
    refs: { hosts: [], tasks: [], tags: [], ...refs },
  }) as unknown as Entry;
const SAID = saidIn([
  entry('repooled db1101 (T123456)', { hosts: ['db1101'], tasks: ['T123456'] }),
  entry('repooled db1101 (T123456)', { hosts: ['db1101'], tasks: ['T123456'] }),
  entry('depooled db1102 #kernel', { hosts: ['db1102'], tags: ['kernel'] }),
  entry('rebooted mw1001', { hosts: ['mw1001'] }, 'retracted'),
  entry('START - Cookbook sre.hosts.reboot', {}, 'logged', 'sre.hosts.reboot'),
]);
const offered = (text: string, { caret = text.length, isAsked = false } = {}) =>
  messageCandidates(text, caret, SAID, isAsked).map(
    ({ text: put, from, to }) => text.slice(0, from) + put + text.slice(to),
  );

describe('What is offered while a message is typed', () => {
  it.each([
    ['a message that began like this, once', 'rep', ['repooled db1101 (T123456)']],
    ['a task after its first digit', 'fixed T1', ['fixed T123456']],
    ['hosts that begin so', 'moved db', ['moved db1101', 'moved db1102']],
    ['tags', 'new #ke', ['new #kernel']],
    ['names of operations', 'running sre.h', ['running sre.hosts.reboot']],
    ['nothing after one letter', 'r', []],
    ['nothing that was retracted', 'reb', []],
    ['nothing where all is typed', 'moved db1101', []],
  ])('is %s', (_, typed, expected) => {
    expect(offered(typed)).toEqual(expected);
  });

  it('is everything that was said, where somebody asks before typing', () => {
    expect(offered('')).toEqual([]);
    expect(offered('', { isAsked: true })).toHaveLength(3);
  });

  it('is put at the caret, and not into the middle of a word', () => {
    expect(offered('moved db11 today', { caret: 10 })).toEqual(['moved db1101 today', 'moved db1102 today']);
    expect(offered('moved db1109', { caret: 10 })).toEqual([]);
  });
});

describe('Which logs are offered', () => {
  const LOGS = [
    { name: 'my-tools', aliases: [] },
    { name: 'production', aliases: ['sal'] },
    ...Array.from({ length: 3000 }, (_, n) => ({ name: `tools.t${n}`, aliases: [] })),
  ];
  const names = (typed: string) => logCandidates(typed, LOGS).offered.map(({ text }) => text);

  it('are those that begin so, then those that have it elsewhere, some of them', () => {
    expect(names('tools.t2999')).toEqual(['tools.t2999']);
    expect(names('tools')).toHaveLength(12);
    expect(logCandidates('tools', LOGS).found).toBe(3001);
    expect(names('my')).toEqual(['my-tools']);
  });

  it('are found by an alias, which is said', () => {
    expect(logCandidates('SAL', LOGS).offered).toEqual([{ text: 'production', from: 0, to: 3, kind: 'also sal' }]);
  });
});
