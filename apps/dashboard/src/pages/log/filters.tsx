import { useEffect, useRef, useState } from 'preact/hooks';
import { TypedInput } from '../../pieces/typed-input.js';
import { LogField } from './log-field.js';
import { type LogQuery, TEXTS } from './log-query.js';

interface FiltersProps {
  readonly query: LogQuery;
  /** The names of all logs. */
  readonly logNames: readonly string[];
  /** `whileTyping`: another letter may follow. */
  readonly change: (query: LogQuery, how: { whileTyping: boolean }) => void;
}

/** After this pause in typing words, they are looked for. */
const TYPING_MS = 200;

const FIELDS = [
  { name: 'actor', label: 'Actor', placeholder: 'ada' },
  { name: 'host', label: 'Host', placeholder: 'db1101' },
  { name: 'task', label: 'Task', placeholder: 'T123456' },
  { name: 'operation', label: 'Operation', placeholder: 'sre.hosts.reboot' },
  { name: 'tag', label: 'Tag', placeholder: 'incident' },
  { name: 'change', label: 'Change', placeholder: '1093321' },
  { name: 'from', label: 'From (UTC)', placeholder: '2026-11-22 or 2026-11-22T17:05Z' },
  { name: 'to', label: 'To (UTC)', placeholder: '2026-11-22 or 2026-11-22T18:00Z' },
  { name: 'asOf', label: 'As it was known at (UTC)', placeholder: '2026-11-22T17:05Z, or a position' },
] as const;

const STATUS = { name: 'status', label: 'Status' } as const;
const STATUSES = ['logged', 'amended', 'retracted', 'redacted'];

/** What is looked for. Words while they are typed, everything else when it is left or Enter is pressed. */
export function Filters({ query, logNames, change }: FiltersProps) {
  const [words, setWords] = useState(query.q);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setWords(query.q), [query.q]);
  useEffect(() => () => clearTimeout(pause.current), []);
  const type = (text: string): void => {
    setWords(text);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => change({ ...query, q: text.trim(), at: '' }, { whileTyping: true }), TYPING_MS);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    clearTimeout(pause.current);
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const texts = Object.fromEntries(TEXTS.map((name) => [name, ((form.get(name) ?? '') as string).trim()]));
    change({ ...query, ...texts, at: '' }, { whileTyping: false });
  };
  return (
    <form class="filters" role="search" onSubmit={submit} onChange={(event) => event.currentTarget.requestSubmit()}>
      <label class="words">
        <span>Words</span>
        <input
          type="search"
          name="q"
          value={words}
          maxLength={500}
          placeholder='words, "a phrase", begin*, -without'
          onInput={({ currentTarget }) => type(currentTarget.value)}
          data-search
        />
      </label>
      <LogField
        offered={logNames}
        chosen={query.logs}
        choose={(logs) => change({ ...query, logs, at: '' }, { whileTyping: false })}
      />
      <Chosen query={query} change={change} />
      <details class="more-filters">
        <summary>Filters</summary>
        <div class="filter-fields">
          {FIELDS.map(({ name, label, placeholder }) => (
            <label>
              <span>{label}</span>
              <TypedInput name={name} value={query[name]} placeholder={placeholder} maxLength={200} />
            </label>
          ))}
          <label>
            <span>Status</span>
            <select name="status" value={query.status}>
              <option value="">any</option>
              {STATUSES.map((status) => (
                <option value={status}>{status}</option>
              ))}
            </select>
          </label>
        </div>
      </details>
      <button type="submit" class="visually-hidden">
        Find
      </button>
    </form>
  );
}

/** What is asked for beside words and logs, each to be taken away. */
function Chosen({ query, change }: Omit<FiltersProps, 'logNames'>) {
  const asked = [...FIELDS, STATUS].filter(({ name }) => query[name] !== '');
  if (asked.length === 0) return null;
  return (
    <ul class="chosen-filters" aria-label="Filters that are set">
      {asked.map(({ name, label }) => (
        <li>
          {label} <bdi>{query[name]}</bdi>
          <button
            type="button"
            aria-label={`Without ${label} ${query[name]}`}
            onClick={() => change({ ...query, [name]: '', at: '' }, { whileTyping: false })}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
