import { useEffect, useState } from 'preact/hooks';
import { addressOf } from '../../navigation.js';
import { Field } from '../../pieces/field.js';
import { useLedToProblem } from '../../pieces/led-to-problem.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useSending } from '../../sending.js';
import { type ChannelDraft, targetLabel, TYPES } from './channel-draft.js';
import { RuleFields } from './rule-fields.js';

interface ChannelFormProps {
  readonly label: string;
  /** What the button does. */
  readonly does: string;
  readonly initial: ChannelDraft;
  /** Whether the type can be chosen: of a channel that is there it stays. */
  readonly isNew: boolean;
  /** @throws Problem */
  readonly write: (draft: ChannelDraft) => Promise<unknown>;
  readonly written: () => void;
}

const FIELDS = ['name', 'type', 'title', 'target', 'listId'];

export function ChannelForm({ label, does, initial, isNew, write, written }: ChannelFormProps) {
  const [draft, setDraft] = useState(initial);
  const { isSending, problem, send } = useSending();
  const edit = (changes: Partial<ChannelDraft>): void => setDraft({ ...draft, ...changes });
  const text = (name: 'name' | 'title' | 'target' | 'listId', words: string, hint = '') => (
    <Field label={words} name={name} problem={problem} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="text"
          value={draft[name]}
          maxLength={500}
          autoComplete="off"
          onInput={({ currentTarget }) => edit({ [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
  const form = useLedToProblem(problem);
  // It stands below the table: who opens it is led there.
  useEffect(() => form.current!.querySelector('input')!.focus(), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    send(() => write(draft), written);
  };
  const target = targetLabel(draft.type);
  const isElsewhere = problem !== null && !FIELDS.some((field) => problem.of(field) !== undefined);
  return (
    <form ref={form} class="fields" aria-label={label} noValidate onSubmit={submit}>
      {text('name', 'Name', 'Lower-case letters, digits, dots and hyphens.')}
      {isNew && <TypeField draft={draft} edit={edit} />}
      {text('title', 'What it is for')}
      {target !== null && text('target', target)}
      {draft.type === 'mailing-list' && text('listId', 'List-Id', 'Empty: it is made of the address.')}
      <RuleFields rules={draft.rules} change={(rules) => edit({ rules })} />
      {isElsewhere && <ProblemNote problem={problem} />}
      <div class="actions">
        <button type="submit" class="primary" disabled={isSending}>
          {does}
        </button>
        <a href={addressOf('channels')}>Back without</a>
      </div>
    </form>
  );
}

interface TypeFieldProps {
  readonly draft: ChannelDraft;
  readonly edit: (changes: Partial<ChannelDraft>) => void;
}

function TypeField({ draft, edit }: TypeFieldProps) {
  return (
    <label>
      How announcements get there
      <select
        value={draft.type}
        onChange={({ currentTarget }) => edit({ type: currentTarget.value as ChannelDraft['type'] })}
      >
        {Object.entries(TYPES).map(([type, words]) => (
          <option value={type}>{words}</option>
        ))}
      </select>
    </label>
  );
}
