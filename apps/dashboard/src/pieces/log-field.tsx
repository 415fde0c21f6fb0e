import { useId } from 'preact/hooks';
import { api, bodyOf } from '../api/api.js';
import { useLoaded } from '../loaded.js';

interface LogFieldProps {
  readonly label: string;
  /** Names, with commas between them. */
  readonly value: string;
  readonly choose: (logs: readonly string[]) => void;
}

/** Logs are offered by name; more than this would be no help. */
const MOST_OFFERED = 5000;
const PAGE = 250;

/** The names of logs that the reader may see, for completion. */
async function logNames(signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  let after: string | null = null;
  do {
    const query: { limit: number; after?: string } = { limit: PAGE, ...(after === null ? {} : { after }) };
    const { data, page } = await bodyOf(api.GET('/api/v1/logs', { params: { query }, signal }));
    names.push(...data.map(({ name }) => name));
    after = page.next;
  } while (after !== null && names.length < MOST_OFFERED);
  return names;
}

/** The names of logs that can be completed; empty until they are known. */
export function useLogNames(): readonly string[] {
  return useLoaded('logs', logNames).value ?? [];
}

/** What a field whose `list` has the id completes. */
export function LogNames({ id }: { readonly id: string }) {
  return (
    <datalist id={id}>
      {useLogNames().map((name) => (
        <option value={name} />
      ))}
    </datalist>
  );
}

/** Which logs: none for all, several with commas. */
export function LogField({ label, value, choose }: LogFieldProps) {
  const id = useId();
  return (
    <label class="log-field">
      <span>{label}</span>
      <input
        type="text"
        list={id}
        value={value}
        placeholder="all logs"
        autoComplete="off"
        onChange={(event) => {
          event.stopPropagation();
          choose(event.currentTarget.value.split(/[\s,]+/).filter((name) => name !== ''));
        }}
      />
      <LogNames id={id} />
    </label>
  );
}
