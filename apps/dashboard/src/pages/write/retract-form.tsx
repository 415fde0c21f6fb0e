import { api, bodyOf, type Entry } from '../../api/api.js';
import { useTitle } from '../../title.js';
import { ChangedMeanwhile, OfEntry, ReasonField } from './change-form.js';
import { useChange } from './use-change.js';
import { WritingForm } from './writing-form.js';

/** A retraction as it stands in the form, with the version that it is about. */
interface Retraction {
  readonly reason: string;
  readonly base: { readonly revision: number; readonly message: string };
}

const EXPLANATION =
  'Retracting strikes it through: it stays readable, marked as retracted, with your name and reason. It cannot be taken back.';

/** Retracts an entry. */
export function RetractEntry({ id }: { readonly id: string }) {
  useTitle('Retract an entry');
  return (
    <OfEntry id={id} title="Retract an entry" explanation={EXPLANATION}>
      {(entry, reload) => <RetractForm entry={entry} reload={reload} />}
    </OfEntry>
  );
}

function RetractForm({ entry, reload }: { readonly entry: Entry; readonly reload: () => void }) {
  const { id, revision, message } = entry;
  const base = { revision, message };
  const { writing, before } = useChange({
    name: 'retract',
    entry,
    reload,
    initial: { reason: '', base },
    bodyOf: ({ reason }: Retraction) => ({ reason }),
    post: (body, headers, signal) =>
      bodyOf(api.POST('/api/v1/log-entries/{id}/retract', { params: { path: { id } }, body, headers, signal })),
    rebased: () => ({ base }),
  });
  const { draft, edit, isSending } = writing;
  return (
    <>
      <ChangedMeanwhile before={before} now={entry} />
      <WritingForm writing={writing} fields={['reason']} label="Retraction" does="Retract" log={entry.log}>
        <ReasonField
          value={draft.reason}
          edit={(reason) => edit({ reason })}
          problem={writing.problem}
          isLocked={isSending}
        />
      </WritingForm>
    </>
  );
}
