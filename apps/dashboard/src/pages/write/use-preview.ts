import { useEffect, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { timeZone } from '../../preferences.js';
import { type Draft, requestOf } from './draft.js';
import type { EntryPreview } from './preview.js';

/** Who pauses so long while typing wants to see something. */
const PAUSE_MS = 400;

interface Foreseen {
  readonly preview: EntryPreview | null;
  /** What the server would refuse. */
  readonly problem: Problem | null;
}

const NOTHING: Foreseen = { preview: null, problem: null };

/** What the server would make of a draft; while it cannot be asked, nothing. */
export function usePreview(draft: Draft): Foreseen {
  const [foreseen, setForeseen] = useState(NOTHING);
  useEffect(() => {
    const body = requestOf(draft, Date.now(), timeZone.value);
    if (body === null || body.message === '' || body.log === '') {
      setForeseen(NOTHING);
      return undefined;
    }
    const wanted = new AbortController();
    const { signal } = wanted;
    const pause = setTimeout(() => {
      bodyOf(api.POST('/api/v1/log-entries/preview', { body, signal })).then(
        (preview) => signal.aborted || setForeseen({ preview, problem: null }),
        (thrown: unknown) => {
          if (signal.aborted) return;
          const problem = problemOf(thrown);
          setForeseen(({ preview }) => ({ preview, problem: problem.fields.length > 0 ? problem : null }));
        },
      );
    }, PAUSE_MS);
    return () => {
      wanted.abort();
      clearTimeout(pause);
    };
  }, [draft.key]);
  return foreseen;
}
