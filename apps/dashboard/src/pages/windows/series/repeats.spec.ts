import { ruleOf } from './repeats.js';

describe('How often a window is planned', () => {
  it.each([
    ['daily', null, 'FREQ=DAILY'],
    ['working', null, 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['weekly', '2028-01-11T14:00:00Z', 'FREQ=WEEKLY;BYDAY=TU'],
    ['weekly', '2028-01-11T00:30:00Z', 'FREQ=WEEKLY;BYDAY=TU'],
    ['fortnightly', '2028-01-09T14:00:00Z', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU'],
    ['monthly', '2028-02-28T14:00:00Z', 'FREQ=MONTHLY;BYMONTHDAY=28'],
    ['monthly', '2028-02-29T14:00:00Z', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['weekday', '2028-01-14T14:00:00Z', 'FREQ=MONTHLY;BYDAY=2FR'],
    ['weekday', '2028-01-29T14:00:00Z', 'FREQ=MONTHLY;BYDAY=-1SA'],
    ['weekly', null, null],
  ])('%s from %s is %s', (repeat, startsAt, rule) => expect(ruleOf(repeat, '', startsAt)).toBe(rule));

  it('is as it was typed, where none of those is meant', () => {
    expect(ruleOf('rule', ' FREQ=YEARLY ', null)).toBe('FREQ=YEARLY');
  });
});
