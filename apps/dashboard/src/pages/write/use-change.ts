import { useEffect, useState } from 'preact/hooks';
import type { Entry } from '../../api/api.js';
import { addressOf, go } from '../../navigation.js';
import { useWriting, type Writing } from './use-writing.js';

/** A draft about a version of an entry. */
interface DraftOfVersion {
  readonly base: { readonly revision: number; readonly message: string };
}

interface ChangeOf<Draft, Body> {
  /** What the draft is kept as, before the id of the entry. */
  readonly name: string;
  /** As it is now. */
  readonly entry: Entry;
  /** Asks how it is now. */
  readonly reload: () => void;
  readonly initial: Draft;
  /** @throws Problem when the draft cannot be sent */
  readonly bodyOf: (draft: Draft) => Body;
  /** @throws Problem */
  readonly post: (body: Body, headers: Record<string, string>, signal: AbortSignal) => Promise<unknown>;
  /** What the draft becomes where the entry is another version by now. */
  readonly rebased: (draft: Draft) => Partial<Draft>;
}

/**
 * A change of an entry on its way to the ledger: for the version that was shown and no other. Where somebody else changes
 * the entry meanwhile, the draft is taken over to the new version; `before` is what the entry said until then.
 */
export function useChange<Draft extends DraftOfVersion, Body>(
  of: ChangeOf<Draft, Body>,
): { writing: Writing<Draft>; before: string | null } {
  const { id, revision } = of.entry;
  const [before, setBefore] = useState<string | null>(null);
  const writing = useWriting({
    name: `${of.name} ${id}`,
    initial: of.initial,
    bodyOf: (draft: Draft) => ({ body: of.bodyOf(draft), revision: draft.base.revision }),
    post: ({ body, revision }, headers, signal) => of.post(body, { ...headers, 'if-match': `"${revision}"` }, signal),
    written: () => {
      go(addressOf(`entries/${id}`));
      return null;
    },
    refused: ({ code }) => code === 'stale-revision' && of.reload(),
  });
  const { draft, edit, isSending, unsure } = writing;
  // What was sent and not answered may be this change itself; it is sent again before anything is made of it.
  const isBehind = revision > draft.base.revision && !isSending && unsure !== 'this';
  useEffect(() => {
    if (!isBehind) return;
    setBefore(draft.base.message);
    edit(of.rebased(draft));
  }, [isBehind]);
  return { writing, before };
}
