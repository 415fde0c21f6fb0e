import type { ComponentChildren } from 'preact';
import { api, bodyOf, type Entry } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { Difference } from '../../pieces/difference.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Field } from '../../pieces/field.js';

interface OfEntryProps {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  /** The form, for the entry as it is now; `reload` asks how it is now. */
  readonly children: (entry: Entry, reload: () => void) => ComponentChildren;
}

/** A form that changes an entry, below the entry as it is now. */
export function OfEntry({ id, title, explanation, children }: OfEntryProps) {
  const { value, problem, reload } = useLoaded(id, (signal) =>
    bodyOf(api.GET('/api/v1/log-entries/{id}', { params: { path: { id } }, signal })),
  );
  useEvents(ENTRY_EVENTS, (events) => {
    const own = `log-entry-${value?.id}`;
    if (events.some(({ stream, type }) => stream === own || type === 'redaction.made')) reload();
  });
  return (
    <div class="write-change">
      <h1>{title}</h1>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && (
        <>
          <section class="panel" aria-label="The entry as it is now">
            <ol class="entries">
              <EntryLine entry={value} withDay withLog />
            </ol>
          </section>
          <p class="explanation">
            {explanation} <a href={addressOf(`entries/${value.id}`)}>Back to the entry</a>
          </p>
          {children(value, reload)}
        </>
      )}
    </div>
  );
}

interface ChangedMeanwhileProps {
  /** What it said before somebody changed it; null: nobody did. */
  readonly before: string | null;
  readonly now: Entry;
}

export function ChangedMeanwhile({ before, now }: ChangedMeanwhileProps) {
  return (
    <div role="status">
      {before !== null && (
        <div class="note unsure">
          <p>
            <strong>Somebody changed this entry meanwhile.</strong> What you typed is kept, and is about the new version
            {now.status === 'retracted' && ', which is retracted'}:
          </p>
          <p>{before === now.message ? <bdi>{before}</bdi> : <Difference before={before} after={now.message} />}</p>
        </div>
      )}
    </div>
  );
}

interface ReasonFieldProps {
  readonly value: string;
  readonly edit: (reason: string) => void;
  readonly problem: Problem | null;
  readonly isLocked: boolean;
}

export function ReasonField({ value, edit, problem, isLocked }: ReasonFieldProps) {
  return (
    <Field label="Reason" name="reason" problem={problem} hint="Why; it stands in the history of the entry.">
      {(control) => (
        <textarea
          {...control}
          class="reason"
          value={value}
          readOnly={isLocked}
          required
          rows={1}
          dir="auto"
          onInput={({ currentTarget }) => edit(currentTarget.value)}
        />
      )}
    </Field>
  );
}
