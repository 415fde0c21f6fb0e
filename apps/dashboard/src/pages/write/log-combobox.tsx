import { useMemo } from 'preact/hooks';
import type { Log } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { logCandidates } from './completion.js';
import { CompletionList, useCompletion } from '../../pieces/completion-list.js';
import { Field } from '../../pieces/field.js';

interface LogComboboxProps {
  readonly value: string;
  readonly logs: readonly Log[];
  readonly problem: Problem | null;
  readonly edit: (log: string) => void;
  /** When the typing of it has ended. */
  readonly chosen?: () => void;
  readonly isLocked: boolean;
}

/** Which log: typed, or one of those that there are. */
export function LogCombobox({ value, logs, problem, edit, chosen, isLocked }: LogComboboxProps) {
  const { offered, found } = useMemo(() => logCandidates(value, logs), [value, logs]);
  const completion = useCompletion({ candidates: offered, take: ({ text }) => edit(text) });
  const log = logs.find(({ name }) => name === value.trim());
  const press = (event: KeyboardEvent): void => {
    completion.pressed(event);
    // Enter ends the name of the log, and not the entry.
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
  };
  return (
    <Field label="Log" name="log" problem={problem} hint={log !== undefined && <LogHint log={log} />}>
      {(control) => (
        <div class="completed">
          <input
            {...control}
            {...completion.aria}
            type="text"
            role="combobox"
            aria-expanded={completion.isOpen}
            value={value}
            readOnly={isLocked}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            required
            onInput={({ currentTarget }) => {
              completion.typed();
              edit(currentTarget.value);
            }}
            onClick={({ currentTarget }) => {
              // The name of another log is typed over this one.
              if (log !== undefined) currentTarget.select();
              completion.ask();
            }}
            onKeyDown={press}
            onBlur={() => {
              completion.close();
              chosen?.();
            }}
          />
          <CompletionList
            completion={completion}
            label="Logs"
            {...(found > offered.length ? { note: `${found - offered.length} more: type on` } : {})}
          />
        </div>
      )}
    </Field>
  );
}

function LogHint({ log: { title, description, visibility } }: { readonly log: Log }) {
  return (
    <>
      <bdi>{[title, description].filter((text) => text !== '').join('. ')}</bdi>{' '}
      {visibility === 'private' && <span class="mark late">private</span>}
    </>
  );
}
