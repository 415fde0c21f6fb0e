const DAYS: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const UNITS: Readonly<Record<string, string>> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const WORKING = 'MO,TU,WE,TH,FR';

/** The two letters of the weekday of an instant, in UTC. */
export function weekdayOf(instant: string): string {
  return ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(instant).getUTCDay()]!;
}

/** A recurrence rule as people say it; what it leaves open, the first window says. What is no such rule stays as it is. */
export function ruleInWords(rule: string, first: string): string {
  const parts: Readonly<Record<string, string>> = Object.fromEntries(
    rule.split(';').map((part) => part.split('=') as [string, string]),
  );
  const { FREQ = '', INTERVAL = '1', COUNT, UNTIL } = parts;
  const unit = UNITS[FREQ];
  if (unit === undefined) return rule;
  const often = INTERVAL === '1' ? `every ${unit}` : `every ${INTERVAL} ${unit}s`;
  const ends = [
    ...(COUNT === undefined ? [] : [COUNT === '1' ? 'once' : `${COUNT} times`]),
    ...(UNTIL === undefined ? [] : [`until ${UNTIL.slice(0, 4)}-${UNTIL.slice(4, 6)}-${UNTIL.slice(6, 8)}`]),
  ];
  return [[often, ...whenInWords(parts, FREQ, first)].join(' '), ...ends].join(', ');
}

function whenInWords({ BYDAY, BYMONTHDAY, BYMONTH }: Readonly<Record<string, string>>, freq: string, first: string) {
  const at = new Date(first);
  const date = String(at.getUTCDate());
  const month = BYMONTH ?? (freq === 'YEARLY' && BYDAY === undefined ? String(at.getUTCMonth() + 1) : undefined);
  const implied = freq === 'WEEKLY' ? weekdayOf(first) : undefined;
  const days = BYDAY ?? implied;
  const dates = BYMONTHDAY ?? (freq === 'DAILY' || days !== undefined ? undefined : date);
  return [
    ...(days === undefined ? [] : [days === WORKING ? 'from Monday to Friday' : `on ${listed(days, dayInWords)}`]),
    ...(dates === undefined ? [] : [`on the ${listed(dates, dateInWords)}`]),
    ...(month === undefined ? [] : [`${dates === undefined ? 'in' : 'of'} ${listed(month, monthInWords)}`]),
  ];
}

function listed(text: string, words: (one: string) => string): string {
  const all = text.split(',').map(words);
  return all.length === 1 ? all[0]! : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

function dayInWords(text: string): string {
  const [, nth, day] = /^([+-]?\d+)?([A-Z]{2})$/.exec(text) ?? [];
  const name = DAYS[day ?? ''] ?? text;
  return nth === undefined ? name : `the ${counted(Number(nth), '')}${name}`;
}

function dateInWords(text: string): string {
  return counted(Number(text), 'day').trim();
}

function monthInWords(text: string): string {
  return MONTHS[Number(text) - 1] ?? text;
}

/** `2nd `, `last `, `2nd last `; from the end with the noun, as “the last” alone says nothing. */
function counted(number: number, noun: string): string {
  if (number > 0) return `${ordinal(number)} `;
  return number === -1 ? `last ${noun}` : `${ordinal(-number)} last ${noun}`;
}

function ordinal(number: number): string {
  const isTeen = Math.floor((number % 100) / 10) === 1;
  return `${number}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}
