import { lintWindow } from './lint-window.js';
import type { Judgement, WindowPlan } from './maintenance-window.events.js';

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
    ['unknown-variable', 'text', { text: 'It begins at {{ strat }}.' }],
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
