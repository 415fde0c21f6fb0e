import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { Field } from '../../pieces/field.js';
import { useLedToProblem } from '../../pieces/led-to-problem.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useSending } from '../../sending.js';
import { useTitle } from '../../title.js';
import { type Wanted, WantedFields } from './wanted.js';

const FIELDS = ['address', 'components', 'kinds'];

/** Asks for mails; they come when the address itself agreed. */
export function SubscribeForm() {
  const [address, setAddress] = useState('');
  const [wanted, setWanted] = useState<Wanted>({ components: [], kinds: [] });
  const [told, setTold] = useState<string | null>(null);
  const { isSending, problem, send } = useSending();
  const form = useLedToProblem(problem);
  useTitle('Subscriptions');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTold(null);
    const body = { address: address.trim(), components: [...wanted.components], kinds: [...wanted.kinds] };
    send(
      () => bodyOf(api.POST('/api/v1/subscriptions', { body })),
      ({ detail }) => setTold(detail),
    );
  };
  const isElsewhere = problem !== null && !FIELDS.some((field) => problem.of(field) !== undefined);
  return (
    <section class="panel subscribe" aria-labelledby="subscribe">
      <h1 id="subscribe">Be told of expected downtime by mail</h1>
      <p class="explanation">
        You get a mail with a link first. Nothing is sent before you confirm there that you want it, and every mail has
        a link that ends it.
      </p>
      <form ref={form} class="fields" aria-label="Subscribe" noValidate onSubmit={submit}>
        <Field label="Mail address" name="address" problem={problem}>
          {(control) => (
            <input
              {...control}
              type="email"
              value={address}
              required
              maxLength={254}
              autoComplete="email"
              onInput={({ currentTarget }) => setAddress(currentTarget.value)}
            />
          )}
        </Field>
        <WantedFields wanted={wanted} change={setWanted} problem={problem} />
        {isElsewhere && <ProblemNote problem={problem} />}
        <div class="actions">
          <button type="submit" class="primary" disabled={isSending}>
            Subscribe
          </button>
        </div>
        <div role="status">
          {told !== null && (
            <div class="note">
              <p>
                <strong>Look into your mail.</strong> {told}
              </p>
              <p>
                The subject is “Please confirm: announcements of expected downtime”. If no mail comes, look among what
                was taken for spam; an hour later you can ask again.
              </p>
            </div>
          )}
        </div>
      </form>
    </section>
  );
}
