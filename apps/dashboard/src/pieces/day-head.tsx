import './days.css';

interface DayHeadProps {
  /** `2026-11-22` */
  readonly day: string;
  /** What is to be known of it beside the weekday. */
  readonly note: string;
  readonly id: string;
}

const weekday = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

/** The heading of what is of one day; it stays in view while that is. */
export function DayHead({ day, note, id }: DayHeadProps) {
  return (
    <h2 id={id}>
      <time dateTime={day}>{day}</time>{' '}
      <span class="weekday">
        {weekday.format(Date.parse(day))}, {note}
      </span>
    </h2>
  );
}
