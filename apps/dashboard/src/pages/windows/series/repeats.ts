import { weekdayOf } from './rule-words.js';

/** How often a window that is planned takes place. */
export const REPEATS: Readonly<Record<string, string>> = {
  '': 'Once',
  daily: 'Every day',
  working: 'From Monday to Friday',
  weekly: 'Every week',
  fortnightly: 'Every two weeks',
  monthly: 'Every month, on the same date',
  weekday: 'Every month, on the same weekday',
  rule: 'By a rule of its own',
};

const WEEK = 7;

/** The rule that is meant; null: the start does not say it yet. */
export function ruleOf(repeat: string, typedRule: string, startsAt: string | null): string | null {
  if (repeat === 'rule') return typedRule.trim();
  if (repeat === 'daily') return 'FREQ=DAILY';
  if (repeat === 'working') return 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';
  if (startsAt === null) return null;
  const [day, date] = [weekdayOf(startsAt), new Date(startsAt).getUTCDate()];
  if (repeat === 'monthly') return `FREQ=MONTHLY;BYMONTHDAY=${isLastOfMonth(startsAt) ? -1 : date}`;
  // A fifth weekday is one that most months do not have: the last one is meant.
  if (repeat === 'weekday') return `FREQ=MONTHLY;BYDAY=${date > 4 * WEEK ? -1 : Math.ceil(date / WEEK)}${day}`;
  return `FREQ=WEEKLY${repeat === 'fortnightly' ? ';INTERVAL=2' : ''};BYDAY=${day}`;
}

function isLastOfMonth(instant: string): boolean {
  const at = new Date(instant);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1)).getUTCDate() === 1;
}
