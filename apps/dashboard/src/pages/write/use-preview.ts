import type { components } from '@api/openapi.js';
import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../../api/server-clock.js';
import { api, bodyOf } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { signedIn } from '../../api/sign-in.js';
import { timeZone } from '../../preferences.js';
import { type Draft, requestOf } from './draft.js';

export type Preview = components['schemas']['EntryPreviewView'];

export interface Previewed {
  readonly preview: Preview | null;
  /** Why it would be refused. */
  readonly problem: Problem | null;
}

const NOTHING: Previewed = { preview: null, problem: null };
/** Asked when the typing pauses. */
const PAUSE_MS = 350;
/** Who still types is not told what is wrong so far. */
const REFUSAL_PAUSE_MS = 1000;

/** What the draft would be as an entry, as the server sees it. */
export function usePreview(draft: Draft): Previewed {
  const [previewed, setPreviewed] = useState(NOTHING);
  const isEmpty = draft.log.trim() === '' || draft.message.trim() === '';
  const who = signedIn.value;
  const zone = timeZone.value;
  useEffect(() => {
    if (isEmpty || who === null) {
      setPreviewed(NOTHING);
      return undefined;
    }
    const wanted = new AbortController();
    let later = setTimeout(() => {
      preview(draft, wanted.signal).then(
        (preview) => setPreviewed({ preview, problem: null }),
        (thrown: unknown) => {
          if (wanted.signal.aborted) return;
          const problem = problemOf(thrown);
          later = setTimeout(() => setPreviewed({ preview: null, problem }), REFUSAL_PAUSE_MS - PAUSE_MS);
        },
      );
    }, PAUSE_MS);
    return () => {
      wanted.abort();
      clearTimeout(later);
    };
  }, [JSON.stringify(draft), isEmpty, who, zone]);
  return previewed;
}

async function preview(draft: Draft, signal: AbortSignal): Promise<Preview> {
  const body = requestOf(draft, serverNow(), timeZone.value);
  return bodyOf(api.POST('/api/v1/log-entries/preview', { body, signal }));
}
