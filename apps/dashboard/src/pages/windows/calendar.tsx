import { useMemo } from 'preact/hooks';
import { serverNow } from '../../api/server-clock.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { CalendarGrid } from './calendar-grid.js';
import { type CalendarDay, headingOf, placed, weeksAround } from './calendar-weeks.js';
import { DayWindows } from './day-windows.js';
import { NoWindows } from './no-windows.js';
import { useWindows } from './use-windows.js';
import { WindowFilters } from './window-filters.js';
import { addDays, addMonths, type Asked, dayOf, given } from './window-query.js';
import type { Window } from '../../pieces/window-words.js';

const MOST = 1000;

interface CalendarProps {
  readonly asked: Asked;
  readonly show: (changes: Partial<Asked>) => void;
}

/** The windows of a month or a week, in days of UTC. */
export function Calendar({ asked, show }: CalendarProps) {
  const { day, span } = asked;
  const weeks = useMemo(() => weeksAround(day, span), [day.slice(0, span === 'month' ? 7 : 10), span]);
  const range = { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)!, order: 'oldest' };
  const narrowed = given(asked);
  const { value, problem, reload } = useWindows({ ...narrowed, ...range }, MOST);
  const days = useMemo(() => weeks.map((week) => placed(week, value?.windows ?? [])), [weeks, value]);
  const isNarrowed = Object.keys(narrowed).length > 0;
  const heading = headingOf(weeks, day, span);
  return (
    <>
      <WindowFilters asked={asked} problem={problem} show={show} />
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      <div class="calendar-head">
        <h2 id="calendar" aria-live="polite">
          {heading}
        </h2>
        <p class="explanation">Days and times of UTC</p>
        <Ways asked={asked} show={show} />
      </div>
      {(value !== null || problem === null) && (
        // Days without windows would say that there are none.
        <CalendarGrid
          weeks={days}
          asked={asked}
          label={`Windows of ${heading}, days of UTC`}
          choose={(day) => show({ day })}
        />
      )}
      {value !== null && <DayWindows day={day} pieces={piecesOn(day, days)} />}
      {value?.isAll === false && <p class="note">There are more than {MOST} windows in these days: narrow them.</p>}
      {value?.windows.length === 0 && <NothingHere isNarrowed={isNarrowed} />}
    </>
  );
}

function piecesOn(day: string, weeks: readonly (readonly CalendarDay<Window>[])[]): CalendarDay<Window>['lanes'] {
  return weeks.flat().find((one) => one.day === day)?.lanes ?? [];
}

function Ways({ asked: { day, span }, show }: CalendarProps) {
  const step = (count: number): string => (span === 'month' ? addMonths(day, count) : addDays(day, 7 * count));
  return (
    <div class="calendar-ways">
      <button type="button" onClick={() => show({ day: step(-1) })} aria-label={`The ${span} before`}>
        ←
      </button>
      <button type="button" onClick={() => show({ day: dayOf(serverNow()) })}>
        Today
      </button>
      <button type="button" onClick={() => show({ day: step(1) })} aria-label={`The ${span} after`}>
        →
      </button>
      <div class="choice" role="group" aria-label="How much">
        {(['month', 'week'] as const).map((one) => (
          <button type="button" aria-pressed={span === one} onClick={() => show({ span: one })}>
            {one === 'month' ? 'Month' : 'Week'}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Whether there is none at all, or none on these days. */
function NothingHere({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const { value } = useWindows({}, 1);
  if (value === null) return null;
  if (value.windows.length === 0) return <NoWindows isNarrowed={false} />;
  return <p class="explanation">No {isNarrowed ? 'such ' : ''}window takes place on these days.</p>;
}
