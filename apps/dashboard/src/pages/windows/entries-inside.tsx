import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { serverNow } from '../../api/server-clock.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import type { Window } from '../../pieces/window-words.js';

const FIRST = 50;
const MOST = 250;

/** What was done on its components while it lasted, oldest first. */
export function EntriesInside({ window: { id, revision, startsAt, status } }: { readonly window: Window }) {
  const isAhead = (status === 'draft' || status === 'scheduled') && Date.parse(startsAt) > serverNow();
  const [limit, setLimit] = useState(FIRST);
  const { value, problem, reload } = useLoaded(`${id} ${revision} ${limit}`, (signal) =>
    bodyOf(
      api.GET('/api/v1/maintenance-windows/{id}/log-entries', { params: { path: { id }, query: { limit } }, signal }),
    ),
  );
  useEvents([...ENTRY_EVENTS, 'component.'], reload);
  return (
    <section class="panel" aria-labelledby="inside">
      <h2 id="inside">Entries inside it</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.data.length === 0 && (
        <p class="explanation">
          {isAhead
            ? 'What is logged on its components while it lasts will be here.'
            : 'Nothing was logged on its components in this time.'}
        </p>
      )}
      <ol class="entries">
        {value?.data.map((entry) => (
          <EntryLine key={entry.id} entry={entry} withLog withDay />
        ))}
      </ol>
      {value !== null && value.page.next !== null && limit < MOST && (
        <button type="button" onClick={() => setLimit(MOST)}>
          More entries
        </button>
      )}
    </section>
  );
}
