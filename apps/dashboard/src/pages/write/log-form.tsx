import { useRef, useState } from 'preact/hooks';
import { api, bodyOf, type Entry } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { may } from '../../api/sign-in.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go } from '../../navigation.js';
import { Field } from '../../pieces/field.js';
import { useLogNames } from '../../pieces/log-field.js';
import { Time } from '../../pieces/time.js';
import type { Zone } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { changed, type Draft, emptyDraft, keepDraft, keptDraft, requestOf, unreadableTime } from './draft.js';
import { LogChoice } from './log-choice.js';
import { MessageField } from './message-field.js';
import { Preview } from './preview.js';
import { SendProblem } from './send-problem.js';
import { usePreview } from './use-preview.js';

const RECENT = 100;

/** Writes down what was done. */
export function LogForm({ log }: { readonly log: string }) {
  const [draft, setDraft] = useState<Draft>(() => keptDraft() ?? emptyDraft(log));
  const [problem, setProblem] = useState<Problem | null>(null);
  const [written, setWritten] = useState<Entry | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const zone = timeZone.value;
  const { preview, problem: foreseen } = usePreview(draft);
  const change = (part: Partial<Draft>): void => {
    const next = changed(draft, part);
    setDraft(next);
    keepDraft(next);
    setProblem(null);
  };
  const send = async (): Promise<void> => {
    setSending(true);
    try {
      const entry = await logged(draft, zone);
      setWritten(entry);
      const next = emptyDraft(draft.log);
      setDraft(next);
      keepDraft(next);
      setProblem(null);
      go(addressOf('write', { log: entry.log }), { replace: true });
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      setSending(false);
    }
    focusFirst(form.current!);
  };
  const shown = problem ?? foreseen;
  return (
    <form
      ref={form}
      class="fields write"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void send();
      }}
    >
      <p role="status" class={written === null ? undefined : 'note good'}>
        {written !== null && (
          <>
            Logged at <Time at={written.occurredAt} seconds /> in {written.log}:{' '}
            <a href={addressOf(`entries/${written.id}`)}>
              <bdi>{written.message.slice(0, 120)}</bdi>
            </a>
          </>
        )}
      </p>
      <LogChoice log={draft.log} problem={shown?.of('log')} change={(log) => change({ log })} />
      <MessageField
        message={draft.message}
        problem={shown?.of('message')}
        change={(message) => change({ message })}
        send={() => form.current!.requestSubmit()}
        recent={useRecent(draft.log)}
      />
      {shown?.code === 'looks-like-a-credential' && (
        <label class="check">
          <input
            type="checkbox"
            checked={draft.allowCredential}
            onChange={({ currentTarget }) => change({ allowCredential: currentTarget.checked })}
          />{' '}
          I have looked: it is no credential
        </label>
      )}
      <Field
        label="When, if not now"
        hint={`17:05, 10 min ago, 2026-11-22 17:05 (${zone === 'utc' ? 'UTC' : 'local time'}), or an instant`}
        problem={shown?.of('occurredAt')}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            value={draft.when}
            autoComplete="off"
            placeholder="now"
            onInput={({ currentTarget }) => change({ when: currentTarget.value })}
          />
        )}
      </Field>
      <MoreFields draft={draft} shown={shown} change={change} />
      {problem !== null && <SendProblem problem={problem} />}
      <button type="submit" class="primary" disabled={isSending}>
        {isSending ? 'Logging…' : 'Log it'}
      </button>
      <section class="preview-box" aria-label="Preview" aria-live="off">
        {preview === null ? (
          <p class="explanation">What the server recognises will stand here.</p>
        ) : (
          <Preview preview={preview} />
        )}
      </section>
    </form>
  );
}

/** @throws Problem */
async function logged(draft: Draft, zone: Zone): Promise<Entry> {
  const body = requestOf(draft, Date.now(), zone);
  if (body === null) throw unreadableTime();
  return bodyOf(api.POST('/api/v1/log-entries', { body, headers: { 'idempotency-key': draft.key } }));
}

/** To what is wrong, or to the next message. */
function focusFirst(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], textarea')?.focus());
}

function useRecent(log: string): readonly Entry[] {
  // Not of every name that is on the way to one.
  const known = useLogNames().includes(log.trim()) ? log.trim() : '';
  const { value } = useLoaded(`recent ${known}`, async (signal) => {
    if (known === '') return [];
    const query = { log: [known], limit: RECENT };
    const { data } = await bodyOf(api.GET('/api/v1/log-entries', { params: { query }, signal }));
    return data;
  });
  return value ?? [];
}

interface MoreFieldsProps {
  readonly draft: Draft;
  readonly shown: Problem | null;
  readonly change: (part: Partial<Draft>) => void;
}

/** What is seldom needed. */
function MoreFields({ draft, shown, change }: MoreFieldsProps) {
  return (
    <details open={draft.actor !== '' || draft.correlationId !== ''}>
      <summary>For somebody else, or with an id of yours</summary>
      {may('log:on-behalf') && (
        <Field label="Who did it, if not you" problem={shown?.of('actor')}>
          {(control) => (
            <input
              {...control}
              type="text"
              value={draft.actor}
              autoComplete="off"
              onInput={({ currentTarget }) => change({ actor: currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field label="What it belongs to, in the words of your tool" problem={shown?.of('correlationId')}>
        {(control) => (
          <input
            {...control}
            type="text"
            value={draft.correlationId}
            autoComplete="off"
            onInput={({ currentTarget }) => change({ correlationId: currentTarget.value })}
          />
        )}
      </Field>
    </details>
  );
}
