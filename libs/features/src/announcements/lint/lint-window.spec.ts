import type { Judgement, WindowPlan } from '../../maintenance-windows/maintenance-window.events.js';
import { lintAgainstWindow, type WindowTold } from './lint-against-window.js';
import { lintWindow } from './lint-window.js';

const now = Date.parse('2026-11-10T12:00:00Z');
const plan: WindowPlan = {
  title: 'Database switch',
  kinds: ['read-only'],
  otherKind: '',
  affected: ['3c9fb3c6-2d0e-4d5c-9c4b-0f3a9d0a7a01'],
  unaffected: ['3c9fb3c6-2d0e-4d5c-9c4b-0f3a9d0a7a02'],
  startsAt: '2026-11-24T14:00:00.000Z',
  endsAt: '2026-11-24T15:00:00.000Z',
  impactMinutes: 5,
  tasks: ['T401234'],
  changes: [],
  responsible: { name: 'ada' },
  text: 'The primary is switched.',
};
const judgement: Judgement = {
  policy: '3c9fb3c6-2d0e-4d5c-9c4b-0f3a9d0a7a03',
  policyName: 'rule-a',
  policyVersion: 2,
  scope: 'any',
  impact: 'from-5-min',
  noticeMinutes: 7 * 24 * 60,
  starting: true,
  ended: 'optional',
  short: false,
};
const found = (given: Partial<WindowPlan>, by: Judgement | null = judgement) =>
  lintWindow({ plan: { ...plan, ...given }, judgement: by, now }).map(({ rule, place }) => [rule, place]);

describe('A planned window', () => {
  it('that says all has no finding, by a policy and without one', () => {
    expect([found({}), found({}, null)]).toEqual([[], []]);
  });

  it.each<[string, keyof WindowPlan, Partial<WindowPlan>]>([
    ['reversed-end', 'endsAt', { endsAt: '2026-11-24T14:00:00.000Z' }],
    ['nothing-unaffected', 'unaffected', { unaffected: [] }],
    ['vague-kind', 'kinds', { kinds: ['other'], otherKind: 'some disruption' }],
    ['no-text', 'text', { text: ' ' }],
    ['no-task', 'tasks', { tasks: [] }],
    ['no-responsible', 'responsible', { responsible: { name: '' } }],
  ])('is told %s at %s', (rule, field, given) => {
    expect(found(given)).toEqual([[rule, { field }]]);
  });

  it('that is past is told so, also without a policy', () => {
    expect(found({ startsAt: '2026-11-10T11:59:00.000Z' }, null)).toEqual([['past-date', { field: 'startsAt' }]]);
  });

  it('may be other than the known kinds when words say how', () => {
    expect(found({ kinds: ['other'], otherKind: 'no new accounts' })).toEqual([]);
  });

  it('with less notice than the policy demands only warns, and says how much is left', () => {
    const startsAt = '2026-11-17T11:59:00.000Z';
    expect(lintWindow({ plan: { ...plan, startsAt }, judgement, now })).toMatchObject([
      {
        rule: 'short-notice',
        severity: 'warning',
        message: 'rule-a (version 2) demands 7 d of notice, 6 d 23 h 59 min are left',
      },
    ]);
    expect(found({ startsAt: '2026-11-17T12:00:00.000Z' })).toEqual([]);
    expect(found({ startsAt }, { ...judgement, noticeMinutes: null })).toEqual([]);
  });
});

const window: WindowTold = {
  startsAt: plan.startsAt,
  endsAt: plan.endsAt,
  kinds: ['read-only', 'restarts'],
  otherKind: '',
  affected: [{ names: ['wiki-db', 'Wiki databases'] }],
  replaces: null,
};
const WHEN = '2026-11-24 14:00–15:00 UTC';
const SAYS = 'the wiki databases restart and are read-only; mail is not affected.';
const disagrees = (text: string, given: Partial<WindowTold> = {}) =>
  lintAgainstWindow(text, { ...window, ...given }, { now }).map(({ rule, message }) => `${rule}: ${message}`);

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
});
