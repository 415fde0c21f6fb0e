import { ruleInWords } from './rule-words.js';

const TUESDAY = '2028-01-11T14:00:00.000Z';

describe('A recurrence rule in words', () => {
  it.each([
    ['FREQ=DAILY', 'every day'],
    ['FREQ=WEEKLY', 'every week on Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'every 2 weeks on Tuesday and Thursday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every week from Monday to Friday'],
    ['FREQ=MONTHLY', 'every month on the 11th'],
    ['FREQ=MONTHLY;BYDAY=2TU', 'every month on the 2nd Tuesday'],
    ['FREQ=MONTHLY;BYDAY=-1FR,+3MO', 'every month on the last Friday and the 3rd Monday'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,22,-1', 'every month on the 1st, 22nd and last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=-2', 'every month on the 2nd last day'],
    ['FREQ=YEARLY', 'every year on the 11th of January'],
    ['FREQ=YEARLY;BYMONTH=3,9;BYDAY=1SU', 'every year on the 1st Sunday in March and September'],
    ['FREQ=DAILY;COUNT=10', 'every day, 10 times'],
    ['FREQ=WEEKLY;UNTIL=20281231T235959Z', 'every week on Tuesday, until 2028-12-31'],
    ['every day', 'every day'],
  ])('%s is “%s”', (rule, words) => expect(ruleInWords(rule, TUESDAY)).toBe(words));
});
