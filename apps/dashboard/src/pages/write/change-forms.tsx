import { useRef, useState } from 'preact/hooks';
import { api, bodyOf, type Entry } from '../../api/api.js';
import { Problem, problemOf } from '../../api/problem.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go } from '../../navigation.js';
import { Difference } from '../../pieces/difference.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { Field } from '../../pieces/field.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { timeZone } from '../../preferences.js';
import { unreadableTime } from './draft.js';
import { LogChoice } from './log-choice.js';
import { readSaidTime } from './said-time.js';
import { SendProblem } from './send-problem.js';

interface ChangeFormProps {
  readonly id: string;
}

/** Says an entry better; what it said stays in its history. */
export function AmendForm({ id }: ChangeFormProps) {
  return <OfEntry id={id}>{(entry, reload) => <AmendFields entry={entry} reload={reload} />}</OfEntry>;
}

/** Strikes an entry through; it stays readable. */
export function RetractForm({ id }: ChangeFormProps) {
  return <OfEntry id={id}>{(entry) => <RetractFields entry={entry} />}</OfEntry>;
}

interface OfEntryProps extends ChangeFormProps {
  readonly children: (entry: Entry, reload: () => void) => preact.ComponentChild;
}

function OfEntry({ id, children }: OfEntryProps) {
  const { value, problem, reload } = useLoaded(id, (signal) =>
    bodyOf(api.GET('/api/v1/log-entries/{id}', { params: { path: { id } }, signal })),
  );
  if (value === null) return problem === null ? <p>Loading…</p> : <ProblemNote problem={problem} again={reload} />;
  return (
    <>
      <ol class="entries panel">
        <EntryLine entry={value} withLog withDay />
      </ol>
      {children(value, reload)}
    </>
  );
}

/** Sends a change, and leads to the entry. A refusal stays, and what was typed. */
function useSending(id: string): {
  problem: Problem | null;
  isSending: boolean;
  send: (work: () => Promise<unknown>) => void;
} {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const send = (work: () => Promise<unknown>): void => {
    setSending(true);
    void work()
      .then(
        () => go(addressOf(`entries/${id}`)),
        (thrown: unknown) => setProblem(problemOf(thrown)),
      )
      .finally(() => setSending(false));
  };
  return { problem, isSending, send };
}

function AmendFields({ entry, reload }: { readonly entry: Entry; readonly reload: () => void }) {
  // What was there when the reader began: only what differs from it is a change.
  const first = useRef(entry).current;
  const [message, setMessage] = useState(first.message);
  const [log, setLog] = useState(first.log);
  const [when, setWhen] = useState(first.occurredAt);
  const [reason, setReason] = useState('');
  const { problem, isSending, send } = useSending(entry.id);
  const amend = async (): Promise<void> => {
    const time = when === first.occurredAt ? undefined : readSaidTime(when, Date.now(), timeZone.value);
    if (time === null) throw unreadableTime();
    const body = {
      reason,
      ...(message === first.message ? {} : { message }),
      ...(log === first.log ? {} : { log }),
      ...time,
    };
    const headers = { 'if-match': `"${entry.revision}"` };
    const asked = api.POST('/api/v1/log-entries/{id}/amend', { params: { path: { id: entry.id } }, body, headers });
    await bodyOf(asked).catch((thrown: unknown) => {
      if (thrown instanceof Problem && thrown.status === 412) reload();
      throw thrown;
    });
  };
  return (
    <form
      class="fields write"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(amend);
      }}
    >
      {entry.revision !== first.revision && (
        <div class="note" role="alert">
          <p>Somebody changed it meanwhile. It says now:</p>
          <p>
            <Difference before={first.message} after={entry.message} />
          </p>
          <p>What you typed is still here; sent again, it replaces that.</p>
        </div>
      )}
      <Field label="What it should say" problem={problem?.of('message')}>
        {(control) => (
          <textarea
            {...control}
            value={message}
            rows={3}
            onInput={({ currentTarget }) => setMessage(currentTarget.value)}
          />
        )}
      </Field>
      {message !== entry.message && (
        <p class="preview-line">
          <Difference before={entry.message} after={message} />
        </p>
      )}
      <Field label="When it was done" hint="An instant, 17:05, 10 min ago …" problem={problem?.of('occurredAt')}>
        {(control) => (
          <input {...control} type="text" value={when} onInput={({ currentTarget }) => setWhen(currentTarget.value)} />
        )}
      </Field>
      <LogChoice log={log} problem={problem?.of('log')} change={setLog} />
      <Reason reason={reason} problem={problem} change={setReason} />
      {problem !== null && problem.status !== 412 && <SendProblem problem={problem} />}
      <button type="submit" class="primary" disabled={isSending}>
        Amend it
      </button>
    </form>
  );
}

function RetractFields({ entry }: { readonly entry: Entry }) {
  const [reason, setReason] = useState('');
  const { problem, isSending, send } = useSending(entry.id);
  const retract = (): Promise<unknown> =>
    bodyOf(
      api.POST('/api/v1/log-entries/{id}/retract', {
        params: { path: { id: entry.id } },
        body: { reason },
        headers: { 'if-match': `"${entry.revision}"` },
      }),
    );
  return (
    <form
      class="fields write"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(retract);
      }}
    >
      <p>It will be struck through, everywhere, and stay readable. It cannot be taken back: log it again instead.</p>
      <Reason reason={reason} problem={problem} change={setReason} />
      {problem !== null && <SendProblem problem={problem} />}
      <button type="submit" class="primary" disabled={isSending}>
        Retract it
      </button>
    </form>
  );
}

interface ReasonProps {
  readonly reason: string;
  readonly problem: Problem | null;
  readonly change: (reason: string) => void;
}

function Reason({ reason, problem, change }: ReasonProps) {
  return (
    <Field label="Why" hint="It stays in the history of the entry." problem={problem?.of('reason')}>
      {(control) => (
        <input
          {...control}
          type="text"
          value={reason}
          required
          maxLength={2000}
          autoComplete="off"
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      )}
    </Field>
  );
}
