import { lintAgainstWindow, type WindowTold } from './lint-against-window.js';

const now = Date.parse('2026-11-10T12:00:00Z');
const window: WindowTold = {
  kind: 'advance',
  startedAt: null,
  completedAt: null,
  quoted: [],
  startsAt: '2026-11-24T14:00:00.000Z',
  endsAt: '2026-11-24T15:00:00.000Z',
  kinds: ['read-only', 'restarts'],
  otherKind: '',
  affected: [{ names: ['wiki-db', 'Wiki databases'] }],
  replaces: null,
};
const WHEN = '2026-11-24 14:00–15:00 UTC';
const SAYS = 'the wiki databases restart and are read-only; mail is not affected.';
const disagrees = (text: string, given: Partial<WindowTold> = {}) =>
  lintAgainstWindow(text, { ...window, ...(given.replaces ? { kind: 'rescheduled' } : {}), ...given }, { now }).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );

describe('A text about a window', () => {
  it.each([
    `On ${WHEN} ${SAYS}`,
    `On Tuesday, November 24, 14:00 to 15:00 UTC, ${SAYS}`,
    `On ${WHEN}, with impact 14:20–14:30 UTC, ${SAYS}`,
    `On ${WHEN} ${SAYS} We will announce the end by 2026-11-24 15:15 UTC.`,
    `On ${WHEN} ${SAYS} Please end your jobs by 2026-11-23.`,
  ])('agrees with it: %s', (text) => {
    expect(disagrees(text)).toEqual([]);
  });

  it.each([
    '2026-11-25 14:00–15:00 UTC',
    '2025-11-24 14:00–15:00 UTC',
    '2026-11-24 13:00–14:00 UTC',
    '2026-11-24 14:00–15:30 UTC',
    'Nov 23, 14:00 UTC',
  ])('that names %s disagrees', (when) => {
    expect(disagrees(`On ${when} ${SAYS}`)).toEqual([
      'other-time-than-window: the window is from 2026-11-24 14:00 UTC to 2026-11-24 15:00 UTC',
    ]);
  });

  it('that omits the end, an affected component or a kind disagrees', () => {
    expect(disagrees('On 2026-11-24 14:00 UTC the wiki-dbs are read-only.')).toEqual([
      'other-time-than-window: it does not name the end, 2026-11-24 15:00 UTC',
      'affected-component-omitted: “wiki-db” is affected and not named',
      'kind-omitted: it does not say “restarts”',
    ]);
    expect(disagrees(`On ${WHEN} ${SAYS}`, { kinds: ['other'], otherKind: 'no new accounts' })).toEqual([
      'kind-omitted: it does not say “no new accounts”',
    ]);
  });

  it('that moved has to name the times that it replaces', () => {
    const replaces = { startsAt: '2026-11-20T14:00:00.000Z', endsAt: '2026-11-20T15:00:00.000Z' };
    expect(disagrees(`Moved from 2026-11-20 14:00–15:00 UTC to ${WHEN}: ${SAYS}`, { replaces })).toEqual([]);
    expect(disagrees(`Rescheduled: on ${WHEN} (originally 2026-11-20) ${SAYS}`, { replaces })).toEqual([]);
    expect(disagrees(`On ${WHEN} ${SAYS}`, { replaces })).toEqual([
      'move-omitted: it does not say that it moved from 2026-11-20 14:00 UTC',
    ]);
  });

  const WRONG = 'other-time-than-window: ';
  const PLANNED = `${WRONG}the window is from 2026-11-24 14:00 UTC to 2026-11-24 15:00 UTC`;
  const done = { startedAt: '2026-11-24T14:05:10.000Z', completedAt: '2026-11-24T14:50:20.000Z' };
  const FOLLOWING: readonly (readonly [kind: WindowTold['kind'], text: string, ...found: string[]])[] = [
    ['starting', `This starts now: ${SAYS}`],
    ['starting', `This starts now, ${WHEN}: ${SAYS}`],
    ['starting', `This starts now, 2026-11-25 14:00–15:00 UTC: ${SAYS}`, PLANNED],
    ['starting', `This starts now, 2026-11-24 14:00–16:00 UTC: ${SAYS}`, PLANNED],
    [
      'starting',
      `This starts now, 2026-11-24 14:00–14:30 UTC: ${SAYS}`,
      `${WRONG}it does not name the end, 2026-11-24 15:00 UTC`,
    ],
    [
      'starting',
      'This starts now.',
      'affected-component-omitted: “wiki-db” is affected and not named',
      'kind-omitted: it does not say “read-only”',
      'kind-omitted: it does not say “restarts”',
    ],
    ['delayed', `It was planned for ${WHEN} and has not begun: ${SAYS}`],
    ['delayed', `It was planned for 2026-11-23 14:00–15:00 UTC and has not begun: ${SAYS}`, PLANNED],
    ['delayed', 'It has not begun: wiki-db restarts.', 'kind-omitted: it does not say “read-only”'],
    ['update', 'The first half of wiki-db is done; the second begins at 2026-11-24 14:30 UTC.'],
    ['update', 'The second half of wiki-db begins at 2026-11-25 14:30 UTC.', PLANNED],
    ['update', 'The first half is done.', 'affected-component-omitted: “wiki-db” is affected and not named'],
    ['ended', 'The work on wiki-db is done.'],
    ['ended', 'The work on wiki-db is done since 2026-11-24 14:50 UTC; it was from 14:05 to 14:50 UTC.'],
    [
      'ended',
      'The work on wiki-db has ended on 2026-11-24 at 15:00 UTC.',
      `${WRONG}it does not name the end, 2026-11-24 14:50 UTC`,
    ],
    [
      'ended',
      'The work on wiki-db has ended on 2026-11-23 at 14:50 UTC.',
      `${WRONG}the window was from 2026-11-24 14:05 UTC to 2026-11-24 14:50 UTC`,
    ],
    ['ended', 'The work is done.', 'affected-component-omitted: “wiki-db” is affected and not named'],
    ['cancelled', 'It does not take place; another date will be 2026-12-01 14:00 UTC.'],
    ['outage', 'Since 2026-11-20 09:00 UTC nothing can be saved.'],
  ];

  it.each(FOLLOWING.map(([kind, text, ...found]) => ({ kind, text, found })))(
    'that tells of it as $kind has found in $text: $found',
    ({ kind, text, found }) => {
      expect(disagrees(text, { kind, ...(kind === 'ended' ? done : {}) })).toEqual(found);
    },
  );

  it('may name a day between the first and the last, and none behind', () => {
    const days = { kind: 'update', endsAt: '2026-11-27T15:00:00.000Z' } as const;
    const done = (day: string) => `The first half of wiki-db was done on ${day} at 10:00 UTC.`;
    expect(disagrees(done('2026-11-26'), days)).toEqual([]);
    expect(disagrees(done('2026-11-28'), days)).toHaveLength(1);
  });

  it('may name the start that really was, what is so by now, and the times in an outcome or a reason', () => {
    const begun = { kind: 'starting', startedAt: '2026-11-24T13:30:00.000Z' } as const;
    expect(disagrees(`This has begun at 2026-11-24 13:30 UTC: ${SAYS}`, begun)).toEqual([]);
    expect(disagrees(`This has begun at 2026-11-24 13:20 UTC: ${SAYS}`, begun)).toEqual([PLANNED]);
    const text = 'As of 2026-11-24 16:00 UTC wiki-db is not done.';
    const rules = (at: string) =>
      lintAgainstWindow(text, { ...window, kind: 'update' }, { now: Date.parse(at) }).map(({ rule }) => rule);
    expect([rules('2026-11-24T16:00:30Z'), rules('2026-11-24T15:30:00Z')]).toEqual([[], ['other-time-than-window']]);
    const outcome = 'The disk is replaced on 2026-12-01';
    const told = `The work on wiki-db is done. Outcome: ${outcome}.`;
    expect(disagrees(told, { kind: 'ended', ...done, quoted: [outcome] })).toEqual([]);
    expect(disagrees(told, { kind: 'ended', ...done })).toHaveLength(1);
  });
});
