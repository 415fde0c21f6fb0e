import { api, bodyOf } from '../../api/api.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { useRowKeys } from '../../keys.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { ProblemNote } from '../../pieces/problem-note.js';

const SHOWN = 40;

/** The newest entries of all logs, kept up to date. */
export function NewestEntries() {
  const { value, problem, reload } = useLoaded('newest', (signal) =>
    bodyOf(api.GET('/api/v1/log-entries', { params: { query: { limit: SHOWN } }, signal })),
  );
  useEvents(ENTRY_EVENTS, reload);
  useRowKeys();
  const dayOf = (instant: string): string => timeParts(instant, timeZone.value).day;
  const today = dayOf(new Date().toISOString());
  return (
    <section class="panel newest" aria-labelledby="newest">
      <h2 id="newest">
        Newest entries{' '}
        <span class="explanation">times in {timeParts(new Date().toISOString(), timeZone.value).zone}</span>{' '}
        <a href={addressOf('logs')}>all</a>
      </h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.data.length === 0 && (
        <EmptyState
          title="Nothing has been logged yet."
          command='npx opsledger log production "Rebooting db1101 (T123456)"'
        >
          <p>Log something, from the folder of this checkout:</p>
        </EmptyState>
      )}
      <ol class="entries">
        {value?.data.map((entry) => (
          <EntryLine key={entry.id} entry={entry} withLog withDay={dayOf(entry.occurredAt) !== today} />
        ))}
      </ol>
    </section>
  );
}
