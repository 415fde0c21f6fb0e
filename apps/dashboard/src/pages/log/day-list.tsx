import { useMemo, useRef } from 'preact/hooks';
import type { Entry } from '../../api/api.js';
import { DayHead } from '../../pieces/day-head.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { inStretches, type Stretch } from './entry-window.js';

interface DayListProps {
  readonly entries: readonly Entry[];
  readonly withLog: boolean;
}

/** Entries below their days, which stay in view while theirs are. */
export function DayList({ entries, withLog }: DayListProps) {
  const zone = timeZone.value;
  const last = useRef<readonly Stretch[]>([]);
  const days = useMemo(() => {
    last.current = inStretches(entries, (instant) => timeParts(instant, zone).day, last.current);
    return last.current;
  }, [entries, zone]);
  return (
    <>
      {days.map((day) => (
        <DaySection
          key={day.name}
          day={day}
          zone={timeParts(day.entries[0]!.occurredAt, zone).zone}
          withLog={withLog}
        />
      ))}
    </>
  );
}

interface DaySectionProps {
  readonly day: Stretch;
  readonly zone: string;
  readonly withLog: boolean;
}

const hourOf = (instant: string): string => instant.slice(0, 13);

function DaySection({ day, zone, withLog }: DaySectionProps) {
  const last = useRef<readonly Stretch[]>([]);
  const hours = useMemo(() => (last.current = inStretches(day.entries, hourOf, last.current)), [day]);
  return useMemo(
    () => (
      <section class="day" aria-labelledby={`day-${day.name}`}>
        <DayHead id={`day-${day.name}`} day={day.name} note={`times in ${zone}`} />
        {hours.map((hour) => (
          <Hour key={hour.name} entries={hour.entries} withLog={withLog} />
        ))}
      </section>
    ),
    [day, zone, withLog],
  );
}

const ROW_REM = 1.9;

/** What the browser skips as a whole while it is out of sight: of thousands of single rows it would look at each. */
function Hour({ entries, withLog }: DayListProps) {
  return useMemo(
    () => (
      <ol class="entries hour" style={{ containIntrinsicSize: `auto ${entries.length * ROW_REM}rem` }}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} withLog={withLog} />
        ))}
      </ol>
    ),
    [entries, withLog],
  );
}
