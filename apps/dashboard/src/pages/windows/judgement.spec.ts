import { judgementInWords } from './judgement.js';

const JUDGED = {
  policy: '00000000-0000-7000-8000-000000000000',
  policyName: 'default',
  policyVersion: 2,
  scope: 'toolforge',
  impact: 'over-1-hour',
  noticeMinutes: 7 * 1440,
  starting: true,
  ended: 'owed',
  short: false,
} as const;

describe('A judgement', () => {
  it('says what is owed, for what, and whether that is possible still', () => {
    expect(judgementInWords(JUDGED)).toBe(
      'default version 2 demands 7 days of notice, a message just before the start and one just after the end for toolforge and an impact over one hour',
    );
    expect(
      judgementInWords({ ...JUDGED, noticeMinutes: 90, starting: false, ended: 'none', scope: 'any', short: true }),
    ).toBe(
      'default version 2 demands 90 minutes of notice for every scope and an impact over one hour; less than that was left when it was scheduled',
    );
    expect(judgementInWords({ ...JUDGED, noticeMinutes: null, impact: 'none' })).toBe(
      'default version 2 demands no notice for toolforge and no impact',
    );
  });
});
