import type { components } from '@api/openapi.js';
import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { type Sending, useSending } from '../../sending.js';
import { useTitle } from '../../title.js';
import { ChangeForm } from './change-form.js';
import { WantedWords } from './wanted-words.js';

export type Own = components['schemas']['OwnSubscriptionView'];

interface OwnSubscriptionProps {
  readonly id: string;
  /** From the link in a mail. */
  readonly proof: string;
  /** Whether the link was the one that ends it. */
  readonly isLeaving: boolean;
}

/** What the link from a mail leads to. Nothing is done before a button is pressed: programs follow links as well. */
export function OwnSubscription({ id, proof, isLeaving }: OwnSubscriptionProps) {
  useTitle('Your subscription');
  const path = { id };
  const { value, problem, reload } = useLoaded(`${id} ${proof}`, (signal) =>
    bodyOf(api.GET('/api/v1/subscriptions/{id}', { params: { path, query: { proof } }, signal })),
  );
  const [answered, setAnswered] = useState<Own | null>(null);
  const sending = useSending();
  const own = answered ?? value;
  const confirm = (): void =>
    sending.send(
      () => bodyOf(api.POST('/api/v1/subscriptions/{id}/confirm', { params: { path }, body: { proof } })),
      setAnswered,
    );
  const leave = (): void =>
    sending.send(
      () => bodyOf(api.POST('/api/v1/subscriptions/{id}/unsubscribe', { params: { path, query: { proof } } })),
      setAnswered,
    );
  return (
    <section class="panel notice-page own-subscription" aria-labelledby="own">
      <h1 id="own">{own === null ? 'Your subscription' : headingOf(own, isLeaving)}</h1>
      {problem?.status === 404 && <NoSubscription detail={problem.detail} />}
      {problem !== null && problem.status !== 404 && <ProblemNote problem={problem} again={reload} />}
      {own !== null && (
        <Standing own={own} isLeaving={isLeaving} sending={sending} confirm={confirm} leave={leave}>
          <ChangeForm own={own} proof={proof} changed={setAnswered} />
        </Standing>
      )}
    </section>
  );
}

function headingOf({ status }: Own, isLeaving: boolean): string {
  if (status === 'ended') return 'You are unsubscribed';
  if (isLeaving) return 'Unsubscribe?';
  return status === 'requested' ? 'Confirm your subscription' : 'Your subscription';
}

interface StandingProps {
  readonly own: Own;
  readonly isLeaving: boolean;
  readonly sending: Sending;
  readonly confirm: () => void;
  readonly leave: () => void;
  readonly children: preact.ComponentChildren;
}

/** Where it stands, and what can be done about it. */
function Standing({ own, isLeaving, sending: { isSending, problem }, confirm, leave, children }: StandingProps) {
  const isWaiting = own.status === 'requested';
  return (
    <>
      <div role="status">
        <Status own={own} />
      </div>
      {own.status !== 'ended' && <WantedWords of={own} />}
      {problem !== null && <ProblemNote problem={problem} />}
      {own.status !== 'ended' && (
        <div class="actions">
          {isWaiting && !isLeaving && (
            <button type="button" class="primary" disabled={isSending} onClick={confirm}>
              Confirm
            </button>
          )}
          <button type="button" class={isLeaving ? 'primary' : ''} disabled={isSending} onClick={leave}>
            Unsubscribe
          </button>
        </div>
      )}
      {own.status !== 'ended' && !isLeaving && children}
    </>
  );
}

function Status({ own: { status } }: { readonly own: Own }) {
  if (status === 'ended') {
    return (
      <p>
        Nothing is sent to you any more. <a href={addressOf('subscriptions')}>Subscribe anew</a>
      </p>
    );
  }
  return status === 'requested' ? (
    <p>Somebody asked for mails to your address. Nothing is sent before you confirm.</p>
  ) : (
    <p>It is confirmed: you are told of expected downtime by mail.</p>
  );
}

function NoSubscription({ detail }: { readonly detail: string }) {
  return (
    <EmptyState title={`${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}.`}>
      <p>
        Copy the whole link from the newest mail, or <a href={addressOf('subscriptions')}>subscribe anew</a>.
      </p>
    </EmptyState>
  );
}
