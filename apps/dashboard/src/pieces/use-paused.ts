import { useEffect, useState } from 'preact/hooks';

/** Asked when the typing pauses. */
const PAUSE_MS = 400;

/** What is typed, once it rests. */
export function usePaused<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const later = setTimeout(() => setRested(value), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);
  return rested;
}
