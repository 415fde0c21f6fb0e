import { derivedId } from '@kernel/ids.js';
import { DAY, MINUTE } from '@kernel/time.js';
import { IMPACT_LENGTHS, type ImpactLength, type NoticeCell, type NoticeRules } from './notice-policy.events.js';

const [ONE_DAY, SEVEN_DAYS] = [DAY / MINUTE, (7 * DAY) / MINUTE];
const ROWS: readonly (readonly [scope: NoticeCell['scope'], ...minutes: (number | null)[]])[] = [
  ['selected-projects', null, null, ONE_DAY, SEVEN_DAYS],
  ['team-project', null, null, null, ONE_DAY],
  ['control-plane', null, null, null, ONE_DAY],
  ['toolforge', null, ONE_DAY, SEVEN_DAYS, SEVEN_DAYS],
  ['cloud-vps', null, ONE_DAY, SEVEN_DAYS, SEVEN_DAYS],
];

export interface FirstPolicy {
  readonly id: string;
  readonly name: string;
  readonly rules: NoticeRules;
  readonly reason: string;
}

const NOBODY = { components: [], approvers: [], quorum: 0 };

/** Any downtime: a week ahead, just before, and if you like just after. In force from the first start. */
export const RULE_A: FirstPolicy = {
  id: derivedId('notice-policy', 'rule-a'),
  name: 'rule-a',
  rules: {
    ...NOBODY,
    title: 'Any downtime: seven days ahead, one minute before, optionally one minute after',
    cells: IMPACT_LENGTHS.map((impact: ImpactLength) => ({
      scope: 'any',
      impact,
      noticeMinutes: impact === 'none' ? null : SEVEN_DAYS,
    })),
    starting: true,
    ended: 'optional',
  },
  reason: 'The rule for expected downtime of which the practice is known; there from the first start.',
};

/** The notification matrix, by scope and length of the impact. Stands ready as a proposal. */
export const RULE_B: FirstPolicy = {
  id: derivedId('notice-policy', 'rule-b'),
  name: 'rule-b',
  rules: {
    ...NOBODY,
    title: 'The notification matrix: by notice scope and length of the impact',
    cells: ROWS.flatMap(([scope, ...minutes]) =>
      IMPACT_LENGTHS.map((impact, column) => ({ scope, impact, noticeMinutes: minutes[column]! })),
    ),
    starting: false,
    ended: 'none',
  },
  reason: 'Ready to be proposed as the next version of rule-a, or for the components that it shall be for.',
};
