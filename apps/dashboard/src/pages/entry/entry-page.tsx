import './entry.css';
import { api, bodyOf, type Entry } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { addressOf, go } from '../../navigation.js';
import type { PageProps } from '../../pages.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { useRowKeys } from '../../keys.js';
import { EntryRecord } from './entry-record.js';
import { OperationOfEntry } from './operation-of-entry.js';
import { Proof } from './proof.js';
import { Said } from './said.js';
import { Surroundings } from './surroundings-of-entry.js';
import { Versions } from './versions.js';

const TITLE_LENGTH = 60;

/** One entry: what it says, what became of it, what is around it, and what proves it. */
export default function EntryPage({ parameter: id }: PageProps) {
  const { value, problem, reload } = useLoaded(id, async (signal) => {
    const path = { params: { path: { id } }, signal };
    const [entry, history] = await Promise.all([
      bodyOf(api.GET('/api/v1/log-entries/{id}', path)),
      bodyOf(api.GET('/api/v1/log-entries/{id}/history', path)),
    ]);
    return { entry, versions: history.data };
  });
  useEvents(ENTRY_EVENTS, (events) => {
    const own = `log-entry-${value?.entry.id}`;
    const isMeant = events.some(({ stream, type }) => stream === own || type === 'redaction.made');
    if (isMeant) reload();
  });
  useRowKeys();
  useTitle(value === null ? 'Entry' : titleOf(value.entry));
  if (problem?.status === 404) return <UnknownEntry id={id} />;
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && (
        <article class="entry-page">
          <Said entry={value.entry} versions={value.versions} />
          <EntryRecord entry={value.entry} />
          {value.entry.operation !== null && <OperationOfEntry entry={value.entry} />}
          <Versions versions={value.versions} />
          <Surroundings entry={value.entry} />
          <Proof entry={value.entry} versions={value.versions} />
        </article>
      )}
    </>
  );
}

function titleOf({ actor, message }: Entry): string {
  const text = `${actor.name}: ${message.trim().replace(/\s+/g, ' ')}`;
  return text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH).toWellFormed()}…` : text;
}

function UnknownEntry({ id }: { readonly id: string }) {
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = new FormData(event.currentTarget as HTMLFormElement).get('words') as string;
    go(addressOf('logs', { q: words.trim() }));
  };
  return (
    <>
      <h1>No such entry</h1>
      <EmptyState title="There is no entry with this id, or it is in a log that you may not read.">
        <p>
          The id is <code>{id}</code>. It may be of another ledger; who may read private logs has to be signed in.
        </p>
        <form class="unknown-entry" onSubmit={search}>
          <label>
            Words of the entry <input type="search" name="words" required maxLength={500} />
          </label>
          <button type="submit" class="primary">
            Search all logs
          </button>
        </form>
      </EmptyState>
    </>
  );
}
