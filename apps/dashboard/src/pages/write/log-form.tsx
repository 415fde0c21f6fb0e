import { useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../api/server-clock.js';
import { api, bodyOf, type Entry, type Log } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { addressOf, go, here } from '../../navigation.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { timeZone } from '../../preferences.js';
import { useTitle } from '../../title.js';
import { type Draft, EMPTY_DRAFT, nextDraft, requestOf } from './draft.js';
import { EntryPreview } from './entry-preview.js';
import { Field } from '../../pieces/field.js';
import { LogCombobox } from './log-combobox.js';
import { MessageField } from './message-field.js';
import { type Previewed, usePreview } from './use-preview.js';
import { useWriting, type Writing } from './use-writing.js';
import { WhenFields } from './when-fields.js';
import { WritingForm } from './writing-form.js';

const FIELDS = ['log', 'message', 'occurredAt', 'precision', 'actor', 'correlationId'];

/** How an entry begins in a chat, and in the fingers of who logs there. */
const SHOUTED = /^!log\s+/i;

/** Logs an entry. */
export function LogForm({ logs }: { readonly logs: readonly Log[] }) {
  useTitle('Log an entry');
  const page = useRef<HTMLDivElement>(null);
  const [written, setWritten] = useState<Entry | null>(null);
  const focus = (field: 'input' | 'textarea'): void => page.current!.querySelector<HTMLElement>(field)?.focus();
  const writing = useWriting({
    name: 'entry',
    initial: { ...EMPTY_DRAFT, log: here.value.query.get('log') ?? '' },
    bodyOf: (draft: Draft) => requestOf(draft, serverNow(), timeZone.value),
    post: (body, headers, signal) => bodyOf(api.POST('/api/v1/log-entries', { body, headers, signal })),
    written: (entry, draft) => {
      setWritten(entry);
      focus('textarea');
      return nextDraft({ ...draft, log: entry.log });
    },
  });
  const { draft, edit } = writing;
  useLogOfAddress(draft.log, (log) => edit({ log }));
  useEffect(() => focus(here.value.query.has('log') || draft.log !== '' ? 'textarea' : 'input'), []);
  const previewed = usePreview(draft);
  const log = logs.find(({ name, aliases }) => [name, ...aliases].includes(draft.log.trim()));
  const problem = writing.problem ?? previewed.problem;
  const fields = { problem, isLocked: writing.isSending };
  return (
    <div ref={page} class="write">
      <div>
        <h1>Log an entry</h1>
        <Written entry={written} />
        <WritingForm writing={writing} fields={FIELDS} label="Entry" does="Log it" log={draft.log}>
          <LogCombobox
            {...fields}
            value={draft.log}
            logs={logs}
            edit={(log) => edit({ log })}
            chosen={() => keepInAddress(draft.log)}
          />
          <MessageField
            {...fields}
            value={draft.message}
            edit={(message) => {
              setWritten(null);
              edit({ message: message.replace(SHOUTED, '') });
            }}
            log={log?.name ?? null}
            allowCredential={draft.allowCredential}
            allow={(allowCredential) => edit({ allowCredential })}
          />
          <WhenFields {...fields} when={draft.when} precision={draft.precision} isNowOffered edit={edit} />
          <More writing={writing} previewed={previewed} />
        </WritingForm>
      </div>
      <EntryPreview {...previewed} />
    </div>
  );
}

function keepInAddress(log: string): void {
  // The field is also left when another page is opened.
  if (here.value.path === 'write') go(addressOf('write', { log: log.trim() }), { replace: true });
}

/** The log of the address is that of the draft: where a link leads here, and when somebody goes back. */
function useLogOfAddress(log: string, choose: (log: string) => void): void {
  const asked = here.value.query.get('log');
  useEffect(() => {
    if (asked !== null && asked !== log) choose(asked);
    else if (asked === null && log !== '') keepInAddress(log);
  }, [asked]);
}

function Written({ entry }: { readonly entry: Entry | null }) {
  return (
    <div role="status">
      {entry !== null && (
        <div class="note written">
          <p>
            <strong>Logged.</strong> <a href={addressOf(`entries/${entry.id}`)}>Open the entry</a>
          </p>
          <ol class="entries">
            <EntryLine entry={entry} withDay withLog />
          </ol>
        </div>
      )}
    </div>
  );
}

interface MoreProps {
  readonly writing: Writing<Draft>;
  readonly previewed: Previewed;
}

/** What few entries need. */
function More({ writing: { draft, edit, problem, isSending }, previewed }: MoreProps) {
  const isUsed = draft.actor !== '' || draft.correlationId !== '';
  const fields = { problem: problem ?? previewed.problem };
  const text = { type: 'text', readOnly: isSending, autoComplete: 'off' } as const;
  return (
    <details open={isUsed}>
      <summary>More</summary>
      {(may('log:on-behalf') || draft.actor !== '') && (
        <Field {...fields} label="Who did it" name="actor" hint="Where that was not you.">
          {(control) => (
            <input
              {...control}
              {...text}
              value={draft.actor}
              onInput={({ currentTarget }) => edit({ actor: currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field
        {...fields}
        label="Correlation id"
        name="correlationId"
        hint="What it belongs to, in the words of your tool."
      >
        {(control) => (
          <input
            {...control}
            {...text}
            value={draft.correlationId}
            onInput={({ currentTarget }) => edit({ correlationId: currentTarget.value })}
          />
        )}
      </Field>
    </details>
  );
}
