import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Problem, problemOf } from './api/problem.js';

/** What was asked for. While it is asked for again, and when that fails, the last answer stays. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

/** Asks when the page is opened and whenever `key` changes; an answer that nobody waits for any more is dropped. */
export function useLoaded<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<{ of: string; value: Value | null; problem: Problem | null; isLoading: boolean }>({
    of: key,
    value: null,
    problem: null,
    isLoading: true,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const wanted = new AbortController();
    setState((last) => ({ ...last, isLoading: true }));
    load(wanted.signal).then(
      (value) => {
        if (!wanted.signal.aborted) setState({ of: key, value, problem: null, isLoading: false });
      },
      (thrown: unknown) => {
        if (wanted.signal.aborted) return;
        setState((last) => ({ of: key, value: last.value, problem: problemOf(thrown), isLoading: false }));
      },
    );
    return () => wanted.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((turn) => turn + 1), []);
  const { value, problem, isLoading } = state;
  return { value, problem, isLoading, reload };
}
