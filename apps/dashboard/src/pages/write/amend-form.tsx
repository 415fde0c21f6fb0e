import { serverNow } from '../../api/server-clock.js';
import { api, bodyOf, type Entry, type Log } from '../../api/api.js';
import { Difference } from '../../pieces/difference.js';
import { timeZone } from '../../preferences.js';
import { useTitle } from '../../title.js';
import { type Amendment, amendmentOf, amendRequestOf, rebased } from './amendment.js';
import { ChangedMeanwhile, OfEntry, ReasonField } from './change-form.js';
import { LogCombobox } from './log-combobox.js';
import { MessageField } from './message-field.js';
import { useChange } from './use-change.js';
import { WhenFields } from './when-fields.js';
import { WritingForm } from './writing-form.js';

const FIELDS = ['log', 'message', 'occurredAt', 'precision', 'reason'];
const EXPLANATION = 'What it said before stays in its history, with your name and reason.';

/** Amends an entry. */
export function AmendEntry({ id, logs }: { readonly id: string; readonly logs: readonly Log[] }) {
  useTitle('Amend an entry');
  return (
    <OfEntry id={id} title="Amend an entry" explanation={EXPLANATION}>
      {(entry, reload) => <AmendForm entry={entry} reload={reload} logs={logs} />}
    </OfEntry>
  );
}

interface FormProps {
  readonly entry: Entry;
  readonly reload: () => void;
  readonly logs: readonly Log[];
}

function AmendForm({ entry, reload, logs }: FormProps) {
  const { id } = entry;
  const { writing, before } = useChange({
    name: 'amend',
    entry,
    reload,
    initial: amendmentOf(entry),
    bodyOf: (draft: Amendment) => amendRequestOf(draft, serverNow(), timeZone.value),
    post: (body, headers, signal) =>
      bodyOf(api.POST('/api/v1/log-entries/{id}/amend', { params: { path: { id } }, body, headers, signal })),
    rebased: (draft) => rebased(draft, entry),
  });
  const { draft, edit, isSending } = writing;
  const fields = { problem: writing.problem, isLocked: isSending };
  return (
    <>
      <ChangedMeanwhile before={before} now={entry} />
      <WritingForm writing={writing} fields={FIELDS} label="Amendment" does="Amend" log={entry.log}>
        <MessageField
          {...fields}
          value={draft.message}
          edit={(message) => edit({ message })}
          log={entry.log}
          allowCredential={draft.allowCredential}
          allow={(allowCredential) => edit({ allowCredential })}
        />
        <Changes draft={draft} />
        <WhenFields {...fields} when={draft.when} precision={draft.precision} isNowOffered={false} edit={edit} />
        <LogCombobox {...fields} value={draft.log} logs={logs} edit={(log) => edit({ log })} />
        <ReasonField {...fields} value={draft.reason} edit={(reason) => edit({ reason })} />
      </WritingForm>
    </>
  );
}

/** What would be different, while it is typed. */
function Changes({ draft: { message, base } }: { readonly draft: Amendment }) {
  if (message === base.message) return null;
  return (
    <section class="panel" aria-label="Difference">
      <Difference before={base.message} after={message} />
    </section>
  );
}
