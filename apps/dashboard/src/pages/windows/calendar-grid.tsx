import { useEffect, useRef } from 'preact/hooks';
import { serverNow } from '../../api/server-clock.js';
import { addressOf, go } from '../../navigation.js';
import { may } from '../../api/sign-in.js';
import { type CalendarDay, dayInWords, type Piece } from './calendar-weeks.js';
import { addressTo } from './window-addresses.js';
import { addDays, addMonths, type Asked, dayOf } from './window-query.js';
import type { Window } from '../../pieces/window-words.js';

/** So many are shown one below the other on a day of a month. */
const LANES = 4;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface GridProps {
  readonly weeks: readonly (readonly CalendarDay<Window>[])[];
  readonly asked: Asked;
  readonly label: string;
  readonly choose: (day: string) => void;
}

/**
 * Days as a grid, of which one has the focus: arrows go from day to day, Home and End to the ends of a week, Page Up and
 * Down from month to month; Enter opens what is on the day, Tab goes through it.
 */
export function CalendarGrid({ weeks, asked, label, choose }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  useEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    table.current!.querySelector<HTMLElement>('[tabindex="0"][data-day]')?.focus();
  }, [asked.day]);
  const press = (event: KeyboardEvent): void => {
    const cell = event.target as HTMLElement;
    if (cell.dataset['day'] === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') openDay(cell);
    else {
      const day = dayAfter(event.key, cell.dataset['day']);
      if (day === null) return;
      isMoving.current = true;
      choose(day);
    }
    event.preventDefault();
  };
  const click = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const day = target.closest<HTMLElement>('[data-day]')?.dataset['day'];
    if (day !== undefined && target.closest('a') === null) choose(day);
  };
  return (
    <table
      class={`calendar ${asked.span}`}
      role="grid"
      aria-label={label}
      ref={table}
      onKeyDown={press}
      onClick={click}
    >
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th scope="col" abbr={day}>
              {day.slice(0, 3)}
              <span class="visually-hidden">{day.slice(3)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]!.day}>
            {week.map((day) => (
              <Day key={day.day} of={day} asked={asked} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To the first window of the day, or to the form where there is none. */
function openDay(cell: HTMLElement): void {
  const links = cell.querySelectorAll<HTMLElement>('a');
  if (links.length > 0) links[0]!.focus();
  else if (may('announce')) go(addressOf('windows/new', { day: cell.dataset['day'] }));
}

function dayAfter(key: string, day: string): string | null {
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  const steps: Readonly<Record<string, () => string>> = {
    ArrowLeft: () => addDays(day, -1),
    ArrowRight: () => addDays(day, 1),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    Home: () => addDays(day, -weekday),
    End: () => addDays(day, 6 - weekday),
    PageUp: () => addMonths(day, -1),
    PageDown: () => addMonths(day, 1),
  };
  return steps[key]?.() ?? null;
}

function Day({ of: { day, lanes }, asked }: { readonly of: CalendarDay<Window>; readonly asked: Asked }) {
  const isChosen = day === asked.day;
  const shown = asked.span === 'week' ? lanes : lanes.slice(0, LANES);
  const hidden = lanes.slice(shown.length).filter((piece) => piece !== null).length;
  const isOther = asked.span === 'month' && day.slice(0, 7) !== asked.day.slice(0, 7);
  const focus = isChosen ? 0 : -1;
  const isToday = day === dayOf(serverNow());
  return (
    <td
      class={`${isOther ? 'other' : ''} ${isToday ? 'today' : ''}`}
      data-day={day}
      tabIndex={focus}
      aria-selected={isChosen}
      aria-current={isToday ? 'date' : undefined}
    >
      <time class="date" dateTime={day}>
        <span aria-hidden="true">{Number(day.slice(8))}</span>
        <span class="visually-hidden">{dayInWords(day)}</span>
      </time>
      {shown.map((piece) =>
        piece === null ? <div class="free" /> : <WindowPiece piece={piece} day={day} focus={focus} />,
      )}
      {hidden > 0 && (
        <a
          class="more"
          tabIndex={focus}
          href={addressTo({ ...asked, view: 'list', filters: { ...asked.filters, from: day, to: day } })}
        >
          {hidden} more
        </a>
      )}
    </td>
  );
}

const SIGNS: Readonly<Record<string, string>> = { draft: '✎ ', 'in-progress': '▶ ', completed: '✓ ', cancelled: '✕ ' };

interface PieceProps {
  readonly piece: Piece<Window>;
  readonly day: string;
  readonly focus: number;
}

function WindowPiece({ piece, day, focus }: PieceProps) {
  const { window, begins, ends, days } = piece;
  const { id, title, status, held, emergency, startsAt } = window;
  const isHeld = held !== null;
  const isFirst = begins || new Date(day).getUTCDay() === 1;
  return (
    <a
      class={`piece window-${isHeld ? 'held' : status} ${begins ? 'begins' : ''} ${ends ? 'ends' : ''}`}
      href={addressOf(`windows/${id}`)}
      tabIndex={focus}
      aria-label={pieceInWords(piece)}
      title={`${title} (${stateOf(window)})`}
    >
      {isFirst && (
        <span class="piece-words" style={{ width: `${days * 100}%` }}>
          {isHeld ? '‖ ' : (SIGNS[status] ?? '')}
          {emergency !== null && '! '}
          {begins && <span class="from">{startsAt.slice(11, 16)} </span>}
          <bdi>{title}</bdi>
        </span>
      )}
    </a>
  );
}

function stateOf({ held, status, emergency }: Window): string {
  const state = held === null ? status.replace('-', ' ') : 'held';
  return emergency === null ? state : `${state}, emergency`;
}

/** What of it a day has no room for. */
function pieceInWords({ window, begins, ends }: Piece<Window>): string {
  const { title, startsAt, endsAt } = window;
  const from = begins ? `${startsAt.slice(11, 16)} ` : '';
  const until = ends ? `, until ${endsAt.slice(11, 16)} UTC` : ', goes on the next day';
  return `${from}${title}, ${stateOf(window)}${begins ? '' : ', goes on'}${until}`;
}
