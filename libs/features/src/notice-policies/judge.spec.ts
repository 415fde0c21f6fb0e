import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { NOW } from '../../../../test/support/given.js';
import { ComponentTree } from '../components/component-tree.js';
import type { NoticeScope } from '../components/component.events.js';
import { NO_DETAILS } from '../components/components.js';
import { RULE_A, RULE_B } from './first-policies.js';
import { impactOf, judge, type Judgeable, judgementInWords, type PolicyInForce } from './judge.js';

const inForce = ({ id, name, rules }: typeof RULE_A, components: readonly string[] = []): PolicyInForce => ({
  policy: id,
  name,
  version: 1,
  rules: { ...rules, components },
});
const component = (id: string, noticeScope: NoticeScope | null, parent: string | null = null) => ({
  row: { ...NO_DETAILS, id, name: id, noticeScope, parent, logs: [], retired: null, registeredAt: '', saidAt: 1 },
  revision: 0,
});
const tree = new ComponentTree([
  component('cloud', 'cloud-vps'),
  component('toolforge', 'toolforge', 'cloud'),
  component('k8s', null, 'toolforge'),
  component('tool', 'selected-projects', 'toolforge'),
  component('paws', 'team-project'),
  component('keystone', 'control-plane'),
  component('other', null),
]);
const plan = (affected: string[], minutes: number | null, more: Partial<Judgeable> = {}): Judgeable => ({
  affected,
  kinds: ['network'],
  impactMinutes: minutes,
  startsAt: isoInstant(NOW + 30 * DAY),
  endsAt: isoInstant(NOW + 30 * DAY + 4 * HOUR),
  ...more,
});

describe('The length of an impact', () => {
  it.each([
    [0, 'none'],
    [1, 'under-5-min'],
    [4, 'under-5-min'],
    [5, 'from-5-min'],
    [60, 'from-5-min'],
    [61, 'over-1-hour'],
    [null, 'over-1-hour'],
  ])('of %s minutes counts as %s', (minutes, length) => expect(impactOf(plan([], minutes))).toBe(length));

  it('of restarts alone counts as shorter than five minutes', () => {
    expect(impactOf(plan([], null, { kinds: ['restarts'] }))).toBe('under-5-min');
    expect(impactOf(plan([], null, { kinds: ['restarts', 'network'] }))).toBe('over-1-hour');
  });
});

const DAY_OF_MINUTES = 1440;

describe('The notification matrix (rule B)', () => {
  it.each([
    ['tool', [null, null, 1, 7]],
    ['paws', [null, null, null, 1]],
    ['keystone', [null, null, null, 1]],
    ['toolforge', [null, 1, 7, 7]],
    ['k8s', [null, 1, 7, 7]],
    ['cloud', [null, 1, 7, 7]],
    ['other', [null, null, null, null]],
  ] as const)('demands of %s %j days', (id, days) => {
    const asked = [0, 2, 30, 90].map((minutes) => judge([inForce(RULE_B)], tree, plan([id], minutes), NOW));
    expect(asked.map(({ noticeMinutes }) => noticeMinutes)).toEqual(
      days.map((one) => (one === null ? null : one * DAY_OF_MINUTES)),
    );
  });
});

describe('Any downtime (rule A)', () => {
  it.each([
    [0, null],
    [2, 7],
    [30, 7],
    [90, 7],
  ])('of %s minutes is announced %s days ahead, and just before', (minutes, days) => {
    const { noticeMinutes, starting, ended } = judge([inForce(RULE_A)], tree, plan(['other'], minutes), NOW);
    expect(noticeMinutes).toBe(days === null ? null : days * DAY_OF_MINUTES);
    expect([starting, ended]).toEqual(days === null ? [false, 'none'] : [true, 'optional']);
  });
});

describe('A judgement', () => {
  it('is by the policy of the component, or of the nearest that it is a part of, else by the one for everything', () => {
    const policies = [inForce(RULE_A), inForce(RULE_B, ['cloud'])];
    expect(judge(policies, tree, plan(['k8s'], 2), NOW)).toMatchObject({ policyName: 'rule-b', scope: 'toolforge' });
    expect(judge(policies, tree, plan(['paws'], 2), NOW)).toMatchObject({ policyName: 'rule-a', scope: 'any' });
  });

  it('is what demands most of all that is affected', () => {
    const judgement = judge([inForce(RULE_B)], tree, plan(['paws', 'k8s', 'tool'], 30), NOW);
    expect(judgement).toMatchObject({ scope: 'toolforge', noticeMinutes: 7 * DAY_OF_MINUTES, short: false });
  });

  it('is the same in whatever order the components are named', () => {
    const quiet = inForce(RULE_B, ['cloud']);
    const owed: PolicyInForce = { ...inForce(RULE_A), rules: { ...RULE_A.rules, starting: false, ended: 'owed' } };
    for (const [one, other] of [
      [inForce(RULE_A), quiet],
      [owed, quiet],
    ] as const) {
      const judged = ['k8s,other', 'other,k8s'].map((ids) => judge([one, other], tree, plan(ids.split(','), 30), NOW));
      expect(judged.map(({ policyName }) => policyName)).toEqual(['rule-a', 'rule-a']);
    }
  });

  it('is short from the first millisecond on in which less is left', () => {
    const startsAt = NOW + 7 * DAY;
    const asked = { startsAt: isoInstant(startsAt), endsAt: isoInstant(startsAt + HOUR) };
    expect(judge([inForce(RULE_A)], tree, plan(['k8s'], 30, asked), NOW).short).toBe(false);
    expect(judge([inForce(RULE_A)], tree, plan(['k8s'], 30, asked), NOW + 1).short).toBe(true);
    expect(judge([inForce(RULE_A)], tree, plan(['k8s'], 0, asked), NOW + MINUTE).short).toBe(false);
  });

  it('is told in words', () => {
    expect(judgementInWords(judge([inForce(RULE_B)], tree, plan(['k8s'], 2), NOW + 29.5 * DAY))).toBe(
      'rule-b version 1 demands 1 day of notice (for toolforge, impact under 5 min); less is left already',
    );
    expect(judgementInWords(judge([inForce(RULE_B)], tree, plan(['paws'], 2), NOW))).toBe(
      'rule-b version 1 demands no notice (for team-project, impact under 5 min); the log is enough',
    );
  });

  it('needs a policy for everything', () => {
    expect(() => judge([], tree, plan(['k8s'], 2), NOW)).toThrow('adopt one first');
  });
});
