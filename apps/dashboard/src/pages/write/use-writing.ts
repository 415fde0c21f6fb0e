import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../api/problem.js';
import { type Attempt, attemptFor, randomKey } from './attempt.js';
import { edited } from './draft.js';
import { type Kept, useKept } from './kept-draft.js';

/** After this silence nobody knows what became of a request. */
const PATIENCE_MS = 20_000;

interface WritingOf<Draft, Body, Answer> {
  /** What the draft is kept as. */
  readonly name: string;
  readonly initial: Draft;
  /** @throws Problem when the draft cannot be sent */
  readonly bodyOf: (draft: Draft) => Body;
  /** @throws Problem */
  readonly post: (body: Body, headers: Record<string, string>, signal: AbortSignal) => Promise<Answer>;
  /** After it was written: the draft that follows. Null: none. */
  readonly written: (answer: Answer, draft: Draft) => Draft | null;
  readonly refused?: (problem: Problem) => void;
}

export interface Writing<Draft> {
  readonly draft: Draft;
  readonly edit: (changes: Partial<Draft>) => void;
  readonly send: () => void;
  /** Begins anew; null where nothing was typed. */
  readonly discard: (() => void) | null;
  readonly isSending: boolean;
  /** Why it was not written; gone once something is changed. */
  readonly problem: Problem | null;
  /** Whether something was sent and no answer came, and whether that was this draft or one before it. */
  readonly unsure: 'this' | 'before' | null;
}

/**
 * A draft on its way to the ledger. It outlives failures, a new sign-in and loading anew, in this tab; and what may have
 * been written already is sent again as the same request.
 */
export function useWriting<Draft extends object, Body, Answer>(of: WritingOf<Draft, Body, Answer>): Writing<Draft> {
  const { kept, newest, keep, forget } = useKept<Draft, Body>(of.name, of.initial);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const edit = (changes: Partial<Draft>): void => {
    setProblem(null);
    keep({ ...newest.current, draft: edited(newest.current.draft, changes) });
  };
  const sendNow = async (): Promise<void> => {
    const { draft, attempt: last } = newest.current;
    let sent: Attempt<Body> | null = null;
    try {
      sent = attemptFor(draft, last, of.bodyOf, randomKey);
      keep({ draft, attempt: sent });
      const answer = await of.post(sent.body, { 'idempotency-key': sent.key }, AbortSignal.timeout(PATIENCE_MS));
      const following = of.written(answer, draft);
      if (following === null) forget();
      else keep({ draft: following, attempt: null });
    } catch (thrown) {
      const problem = problemOf(thrown);
      keep({ draft: newest.current.draft, attempt: unanswered(problem, last, sent) });
      setProblem(problem);
      of.refused?.(problem);
    }
  };
  const send = (): void => {
    if (isSending) return;
    setProblem(null);
    setSending(true);
    void sendNow().finally(() => setSending(false));
  };
  const discard = (): void => {
    setProblem(null);
    keep({ draft: of.initial, attempt: null });
  };
  const isUntouched = JSON.stringify(kept.draft) === JSON.stringify(of.initial);
  const unsure = isSending ? null : unsureOf(kept);
  return { draft: kept.draft, edit, send, discard: isUntouched ? null : discard, isSending, problem, unsure };
}

function unsureOf({ draft, attempt }: Kept<unknown, unknown>): 'this' | 'before' | null {
  if (attempt === null) return null;
  return attempt.of === JSON.stringify(draft) ? 'this' : 'before';
}

/** What may still have been written after a refusal. */
function unanswered<Body>(
  { status }: Problem,
  before: Attempt<Body> | null,
  sent: Attempt<Body> | null,
): Attempt<Body> | null {
  if (status === 0 || status >= 500) return sent;
  // Refused before it was looked at: nothing is said of what the same request did before.
  if ([401, 403, 429].includes(status)) return before;
  return sent === before ? null : before;
}
