import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Problem, problemOf } from './api/problem.js';
import { readerChanged } from './api/reader.js';

/** A server that does not answer is asked again so often. */
export const AGAIN_MS = 5000;

/** What was asked for. While it is asked for again, and when the server cannot be asked, the last answer stays. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  /** Asks once more: after the answer that is awaited, if one is, so that calls in quick succession starve none. */
  readonly reload: () => void;
}

type State<Value> = Omit<Loaded<Value>, 'reload'>;

/**
 * Asks when the page is opened, whenever `key` changes and when the reader becomes somebody else; an answer that nobody
 * waits for any more is dropped.
 */
export function useLoaded<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<State<Value>>({ value: null, problem: null, isLoading: true });
  const [turn, setTurn] = useState(0);
  const awaited = useRef<{ isWantedAgain: boolean } | null>(null);
  const next = useCallback(() => setTurn((turn) => turn + 1), []);
  const reload = useCallback(() => {
    if (awaited.current === null) next();
    else awaited.current.isWantedAgain = true;
  }, []);
  useEffect(() => {
    const wanted = new AbortController();
    const asked = (awaited.current = { isWantedAgain: false });
    setState((last) => ({ ...last, isLoading: true }));
    const answered = (what: (last: State<Value>) => State<Value>): void => {
      if (wanted.signal.aborted) return;
      awaited.current = null;
      setState(what);
      if (asked.isWantedAgain) next();
    };
    load(wanted.signal).then(
      (value) => answered(() => ({ value, problem: null, isLoading: false })),
      (thrown: unknown) => answered(({ value }) => failed(value, problemOf(thrown))),
    );
    return () => wanted.abort();
  }, [key, turn]);
  useEffect(() => {
    const listening = readerChanged.subscribe(() => {
      // It may not be for who the reader is now, whether the server can be asked or not.
      setState({ value: null, problem: null, isLoading: true });
      next();
    });
    return () => listening.unsubscribe();
  }, []);
  useEffect(() => {
    const later = state.problem?.isPassing === true ? setTimeout(reload, AGAIN_MS) : undefined;
    return () => clearTimeout(later);
  }, [state.problem]);
  return { ...state, reload };
}

/** What is refused is not for this reader, or not there any more. */
function failed<Value>(last: Value | null, problem: Problem): State<Value> {
  return { value: problem.isPassing ? last : null, problem, isLoading: false };
}
