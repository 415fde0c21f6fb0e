import { api, bodyOf } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';

const ENTRIES = 20;
const OPERATIONS = 10;

interface NewestProps {
  readonly component: { readonly id: string; readonly name: string };
}

/** What was done last on a component and its parts. */
export function NewestOf({ component: { id, name } }: NewestProps) {
  const { value, problem, reload } = useLoaded(id, async (signal) => {
    const [entries, operations] = await Promise.all([
      bodyOf(api.GET('/api/v1/log-entries', { params: { query: { component: id, limit: ENTRIES } }, signal })),
      bodyOf(api.GET('/api/v1/operations', { params: { query: { component: id, limit: OPERATIONS } }, signal })),
    ]);
    return { entries: entries.data, operations: operations.data };
  });
  useEvents(['log-entry.', 'operation.', 'component.', 'redaction.'], reload);
  return (
    <>
      <section class="panel" aria-labelledby="newest-entries">
        <h2 id="newest-entries">Newest entries</h2>
        {problem !== null && <ProblemNote problem={problem} again={reload} />}
        {value?.entries.length === 0 && <p class="explanation">Nothing was logged on {name} or its parts.</p>}
        <ol class="entries">
          {value?.entries.map((entry) => (
            <EntryLine key={entry.id} entry={entry} withLog withDay />
          ))}
        </ol>
      </section>
      {value !== null && value.operations.length > 0 && (
        <section class="panel" aria-labelledby="newest-operations">
          <h2 id="newest-operations">Newest operations</h2>
          <ul class="operation-lines">
            {value.operations.map(({ id, name, text, phase, outcome, actor, startedAt, startEntry }) => (
              <li key={id} data-row tabIndex={-1}>
                <a class="operation-name" href={addressOf(`entries/${startEntry ?? id}`)}>
                  <bdi>{name}</bdi>
                </a>
                <span class={`mark ${outcome ?? phase}`}>{outcome ?? phase}</span>
                <bdi class="operation-text">{text}</bdi>
                <span class="by">
                  <bdi>{actor}</bdi>
                  {startedAt !== null && (
                    <>
                      , <Time at={startedAt} day />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
