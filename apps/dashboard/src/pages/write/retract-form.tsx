import { useEffect, useState } from 'preact/hooks';
import { api, bodyOf, type Entry } from '../../api/api.js';
import { addressOf, go } from '../../navigation.js';
import { useTitle } from '../../title.js';
import { ChangedMeanwhile, OfEntry, ReasonField } from './change-form.js';
import { useWriting } from './use-writing.js';
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
  const [before, setBefore] = useState<string | null>(null);
  const writing = useWriting({
    name: `retract ${id}`,
    initial: { reason: '', base: { revision, message } },
    bodyOf: ({ reason, base }: Retraction) => ({ body: { reason }, revision: base.revision }),
    post: ({ body, revision }, headers, signal) =>
      bodyOf(
        api.POST('/api/v1/log-entries/{id}/retract', {
          params: { path: { id } },
          body,
          headers: { ...headers, 'if-match': `"${revision}"` },
          signal,
        }),
      ),
    written: () => {
      go(addressOf(`entries/${id}`));
      return null;
    },
    refused: ({ code }) => code === 'stale-revision' && reload(),
  });
  const { draft, edit, isSending, unsure } = writing;
  const isBehind = revision > draft.base.revision && !isSending && unsure !== 'this';
  useEffect(() => {
    if (!isBehind) return;
    setBefore(draft.base.message);
    edit({ base: { revision, message } });
  }, [isBehind]);
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
