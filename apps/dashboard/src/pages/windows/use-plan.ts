import { useRef, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { addressOf, go } from '../../navigation.js';
import { changesOf, draftOf, EMPTY_PLAN, type PlanDraft, requestOf } from './plan.js';
import { postSeries } from './series/post-series.js';
import type { Window } from '../../pieces/window-words.js';

export interface Planning {
  readonly draft: PlanDraft;
  readonly edit: (changes: Partial<PlanDraft>) => void;
  readonly save: () => void;
  /** Saves what was changed here, whatever somebody else changed meanwhile. */
  readonly saveOnTop: () => void;
  /** Begins anew. */
  readonly discard: () => void;
  readonly isSending: boolean;
  /** Whether it was begun earlier in this tab. */
  readonly isKept: boolean;
  readonly problem: Problem | null;
}

const KEPT_AS = 'opsledger.plan.';

/** A plan on its way to the ledger; in this tab it stays until it is saved or given up. Of a window: only what changes. */
export function usePlan(initial: PlanDraft | null, window: Window | null): Planning {
  const isSeries = (initial?.repeat ?? '') !== '';
  const place = KEPT_AS + (window === null ? (isSeries ? 'series' : 'new') : `${window.id}.${window.revision}`);
  const begin = (): PlanDraft => initial ?? (window === null ? EMPTY_PLAN : draftOf(window));
  const [draft, setDraft] = useState<PlanDraft>(() => recalled(place) ?? begin());
  const [isKept, setKept] = useState(() => sessionStorage.getItem(place) !== null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const sent = useRef({ of: '', key: '' });
  const edit = (changes: Partial<PlanDraft>): void => {
    setProblem(null);
    const next = { ...draft, ...changes };
    sessionStorage.setItem(place, JSON.stringify(next));
    setDraft(next);
  };
  const send = async (isOnTop: boolean): Promise<void> => {
    const of = JSON.stringify(draft);
    // The same plan again is the same request, and so is one window.
    if (sent.current.of !== of || isOnTop)
      sent.current = { of, key: crypto.getRandomValues(new Uint32Array(4)).join('-') };
    setSending(true);
    try {
      const headers = { 'idempotency-key': sent.current.key };
      const isOne = window !== null || draft.repeat === '';
      const { id } = await (isOne ? post(draft, window, headers, isOnTop) : postSeries(draft, headers));
      sessionStorage.removeItem(place);
      go(addressOf(isOne ? `windows/${id}` : `windows/series/${id}`), { replace: true });
    } catch (thrown) {
      setProblem(problemOf(thrown));
      setSending(false);
    }
  };
  const discard = (): void => {
    sessionStorage.removeItem(place);
    setProblem(null);
    setKept(false);
    setDraft(begin());
  };
  const save = (isOnTop: boolean) => (): void => void (isSending || send(isOnTop));
  return { draft, edit, save: save(false), saveOnTop: save(true), discard, isSending, isKept, problem };
}

async function post(
  draft: PlanDraft,
  window: Window | null,
  headers: Readonly<Record<string, string>>,
  isOnTop: boolean,
): Promise<Window> {
  if (window === null) return bodyOf(api.POST('/api/v1/maintenance-windows', { body: requestOf(draft), headers }));
  const path = { id: window.id };
  const body = changesOf(draft, draftOf(window));
  const match = isOnTop ? headers : { ...headers, 'if-match': `"${window.revision}"` };
  return bodyOf(api.PATCH('/api/v1/maintenance-windows/{id}', { params: { path }, body, headers: match }));
}

function recalled(place: string): PlanDraft | null {
  const text = sessionStorage.getItem(place);
  return text === null ? null : { ...EMPTY_PLAN, ...(JSON.parse(text) as PlanDraft) };
}
