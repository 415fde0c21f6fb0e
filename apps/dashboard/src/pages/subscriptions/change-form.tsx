import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useSending } from '../../sending.js';
import type { Own } from './own-subscription.js';
import { type Wanted, WantedFields } from './wanted.js';

interface ChangeFormProps {
  readonly own: Own;
  readonly proof: string;
  readonly changed: (own: Own) => void;
}

/** Wants to be told of something else. */
export function ChangeForm({ own, proof, changed }: ChangeFormProps) {
  const [wanted, setWanted] = useState<Wanted>(wantedOf(own));
  const [isSaved, setSaved] = useState(false);
  const { isSending, problem, send } = useSending();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const body = { proof, components: [...wanted.components], kinds: [...wanted.kinds] };
    send(
      () => bodyOf(api.PATCH('/api/v1/subscriptions/{id}', { params: { path: { id: own.id } }, body })),
      (answer) => {
        setSaved(true);
        changed(answer);
      },
    );
  };
  const change = (next: Wanted): void => {
    setSaved(false);
    setWanted(next);
  };
  return (
    <form class="fields" aria-label="Change what you are told" onSubmit={submit}>
      <h2>Change what you are told</h2>
      <WantedFields wanted={wanted} change={change} problem={problem} />
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="actions">
        <button type="submit" disabled={isSending}>
          Save
        </button>
        <span role="status">{isSaved && 'Saved.'}</span>
      </div>
    </form>
  );
}

function wantedOf({ components, kinds }: Own): Wanted {
  return { components: components.map(({ name }) => name), kinds };
}
