import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Problem, problemOf } from '../api/problem.js';
import { Dialog } from './dialog.js';
import { Field } from './field.js';
import { useLedToProblem } from './led-to-problem.js';
import { MomentField } from './moment-field.js';
import { endOf, startOf } from './moments.js';
import { ProblemNote } from './problem-note.js';
import './action-button.css';

/** What an action asks for. A field that is empty is not sent. */
export interface ActionField {
  /** As the API calls it. */
  readonly name: string;
  readonly label: string;
  readonly takes: 'line' | 'lines' | 'moment' | 'choice';
  readonly isNeeded?: boolean;
  readonly hint?: string;
  readonly initial?: string;
  /** Of a choice: value → words. */
  readonly of?: Readonly<Record<string, string>>;
  /** Of a moment: the field from which on it can be told as a length. */
  readonly after?: string;
}

export type Values = Readonly<Record<string, string>>;

export interface Action {
  /** As the button says it. */
  readonly does: string;
  /** To what, where several such buttons are on a page. */
  readonly what?: string;
  readonly explanation: string;
  readonly fields: readonly ActionField[];
  readonly isMain?: boolean;
  /** @throws Problem */
  readonly act: (values: Values, headers: Readonly<Record<string, string>>) => Promise<unknown>;
}

interface ActionButtonProps {
  readonly action: Action;
  readonly done: () => void;
  /** Whether its dialog is there. */
  readonly opened?: (isOpen: boolean) => void;
}

/** A button that asks for what the action needs, in a dialog. */
export function ActionButton({ action, done, opened }: ActionButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const open = (isOpen: boolean): void => {
    setOpen(isOpen);
    opened?.(isOpen);
  };
  const close = (): void => open(false);
  const finish = (): void => {
    close();
    done();
  };
  const button = useRef<HTMLButtonElement>(null);
  // Where what was done leaves nothing to press, the focus stays on the page.
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (document.activeElement === own) document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    };
  }, []);
  const title = action.what === undefined ? action.does : `${action.does} ${action.what}`;
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={action.what === undefined ? undefined : title}
        class={action.isMain === true ? 'primary' : ''}
        aria-haspopup="dialog"
        onClick={() => open(true)}
      >
        {action.does}…
      </button>
      {isOpen && (
        <Dialog title={title} close={close}>
          <ActionForm action={action} done={finish} />
        </Dialog>
      )}
    </>
  );
}

function ActionForm({ action, done }: { readonly action: Action; readonly done: () => void }) {
  const { fields, act, does } = action;
  const [typed, setTyped] = useState<Values>(() =>
    Object.fromEntries(fields.map((one) => [one.name, one.initial ?? ''])),
  );
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useLedToProblem(problem);
  // The same request again is done once.
  const sent = useRef({ of: '', key: '' });
  const send = async (): Promise<void> => {
    const of = JSON.stringify(typed);
    if (sent.current.of !== of) sent.current = { of, key: crypto.getRandomValues(new Uint32Array(4)).join('-') };
    setSending(true);
    try {
      await act(valuesOf(fields, typed), { 'idempotency-key': sent.current.key });
      done();
    } catch (thrown) {
      setProblem(problemOf(thrown));
      setSending(false);
    }
  };
  const isElsewhere = problem !== null && !fields.some(({ name }) => problem.of(name) !== undefined);
  return (
    <form
      ref={form}
      class="fields action"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void send();
      }}
    >
      <p>{action.explanation}</p>
      {fields.map((field) => (
        <OneField
          key={field.name}
          of={field}
          typed={typed}
          problem={problem}
          edit={(value) => {
            setProblem(null);
            setTyped({ ...typed, [field.name]: value });
          }}
        />
      ))}
      {isElsewhere && <ProblemNote problem={problem} />}
      <div>
        <button type="submit" class="primary" disabled={isSending}>
          {isSending ? 'Sending…' : does}
        </button>
      </div>
    </form>
  );
}

interface OneFieldProps {
  readonly of: ActionField;
  readonly typed: Values;
  readonly problem: Problem | null;
  readonly edit: (value: string) => void;
}

function OneField({ of: field, typed, problem, edit }: OneFieldProps) {
  const { name, takes, hint, isNeeded = false } = field;
  const value = typed[name]!;
  const changed = ({ currentTarget }: { currentTarget: { value: string } }): void => edit(currentTarget.value);
  if (takes === 'moment') {
    const since = field.after === undefined ? null : startOf(typed[field.after] ?? field.after);
    const understood = instantOf(field, typed);
    const example = since === null ? '2026-12-08 14:00' : '2026-12-08 15:30, 15:30 or 90 min';
    const label = `${field.label}, UTC${isNeeded ? '' : ' (now, unless told)'}`;
    const props = { name, label, value, problem, understood, since, example, edit };
    return <MomentField {...props} />;
  }
  return (
    <Field label={isNeeded ? field.label : `${field.label} (optional)`} name={name} problem={problem} hint={hint}>
      {(control) => {
        if (takes === 'lines') return <textarea {...control} value={value} rows={3} dir="auto" onInput={changed} />;
        if (takes === 'line') return <input {...control} type="text" value={value} onInput={changed} />;
        return (
          <select {...control} value={value} onChange={changed}>
            {Object.entries(field.of ?? {}).map(([one, words]) => (
              <option value={one}>{words}</option>
            ))}
          </select>
        );
      }}
    </Field>
  );
}

function instantOf({ name, after }: ActionField, typed: Values): string | null {
  if (after === undefined) return startOf(typed[name]!);
  return endOf(typed[name]!, startOf(typed[after] ?? after));
}

/** What is sent. What is no moment is sent as it was typed, so that the server says what is wrong. */
function valuesOf(fields: readonly ActionField[], typed: Values): Values {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = typed[field.name]!.trim();
      if (value === '' && field.isNeeded !== true) return [];
      return [[field.name, field.takes === 'moment' ? (instantOf(field, typed) ?? value) : value]];
    }),
  );
}
