import type { Chance } from '../support/chance.js';

/** What the page above a heading has said, and so need not be said again. */
export interface Said {
  year: number | undefined;
  /** `2010-03`, as long as only numbers of its days have followed. */
  month: string | undefined;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The headings, one a line, that make all that follows belong to this day. */
export function dayHeading(chance: Chance, day: string, said: Said): string[] {
  const [year, month] = [Number(day.slice(0, 4)), day.slice(0, 7)];
  switch (chance.below(6)) {
    case 0:
    case 1: {
      const above = year === said.year && chance.happens(80) ? [] : [decorated(chance, String(year))];
      Object.assign(said, { year, month: undefined });
      return [...above, decorated(chance, withoutYear(chance, day))];
    }
    case 2: {
      const above = said.month === month ? [] : [decorated(chance, `${MONTHS[monthOf(day)]!} ${year}`)];
      Object.assign(said, { year, month });
      return [...above, decorated(chance, String(dateOf(day)))];
    }
    default:
      said.month = undefined;
      return [decorated(chance, withYear(chance, day))];
  }
}

/** A day without its year, where nothing above says it. */
export function yearlessHeading(chance: Chance, day: string): string {
  return decorated(chance, withoutYear(chance, day));
}

export function impossibleDay(chance: Chance, said: Said): string {
  said.month = undefined;
  return decorated(
    chance,
    chance.pick(['2024-02-30', '2023-02-29', '2010-13-01', '2010-00-10', 'March 35, 2010', '31 June 2010', 'March 35']),
  );
}

export function headingOfSomethingElse(chance: Chance, said: Said): string {
  said.month = undefined;
  return decorated(chance, chance.pick(['To do', 'Notes of 2010', 'How to log', 'The 10:00 meeting', 'March']));
}

const monthOf = (day: string): number => Number(day.slice(5, 7)) - 1;
const dateOf = (day: string): number => Number(day.slice(8));

function withYear(chance: Chance, day: string): string {
  const [year, month, date] = [day.slice(0, 4), MONTHS[monthOf(day)]!, dateOf(day)];
  const text = chance.pick([
    day,
    day,
    `${month} ${date}, ${year}`,
    `${date} ${month} ${year}`,
    `${month.slice(0, 3)} ${date} ${year}`,
    `${date}${ordinalOf(date)} ${month} ${year}`,
  ]);
  return withWeekday(chance, text, day);
}

function withoutYear(chance: Chance, day: string): string {
  const [month, date] = [MONTHS[monthOf(day)]!, dateOf(day)];
  return withWeekday(chance, chance.pick([`${month} ${date}`, `${date} ${month}`]), day);
}

function withWeekday(chance: Chance, text: string, day: string): string {
  const weekday = WEEKDAYS[new Date(day).getUTCDay()]!;
  return chance.pick([text, text, text, `${weekday}, ${text}`, `${text} (${weekday.slice(0, 3)})`]);
}

function ordinalOf(date: number): string {
  const isTeen = date > 10 && date < 14;
  return (isTeen ? undefined : ['st', 'nd', 'rd'][(date % 10) - 1]) ?? 'th';
}

/** In the marks of any level, with what people put around and behind. */
function decorated(chance: Chance, text: string): string {
  const marks = '='.repeat(chance.pick([1, 2, 2, 2, 3, 4, 5, 6]));
  const space = chance.pick([' ', ' ', '']);
  const inside = chance.pick([text, text, text, `'''${text}'''`, `[[${text}]]`, `<span id="d1"></span>${text}`]);
  const behind = chance.pick(['', '', '', ' <!-- moved from 2001-01-01 -->', '<!-- == 2001-01-01 == -->']);
  return `${marks}${space}${inside}${space}${marks}${behind}`;
}
