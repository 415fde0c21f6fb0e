import { may } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { dayInWords, type Piece } from './calendar-weeks.js';
import { type Window, WindowLine } from '../../pieces/window-words.js';

interface DayWindowsProps {
  readonly day: string;
  readonly pieces: readonly (Piece<Window> | null)[];
}

/** What takes place on the day that is chosen, in full: a day of a calendar has no room for it. */
export function DayWindows({ day, pieces }: DayWindowsProps) {
  const windows = pieces.flatMap((piece) => piece?.window ?? []);
  return (
    <section class="day-windows" aria-labelledby="day">
      <h3 id="day">
        {dayInWords(day)}, UTC {windows.length > 0 && <span class="count">{windows.length}</span>}
      </h3>
      {windows.length === 0 && <p class="explanation">No window on this day.</p>}
      <ul>
        {windows
          .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
          .map((window) => (
            <li key={window.id}>
              <WindowLine window={window} />
            </li>
          ))}
      </ul>
      {may('announce') && (
        <p>
          <a href={addressOf('windows/new', { day })}>Plan a window on this day</a>
        </p>
      )}
    </section>
  );
}
