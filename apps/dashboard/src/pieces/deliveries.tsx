import type { components } from '@api/openapi.js';
import type { ComponentChildren } from 'preact';
import { Time } from './time.js';
import './deliveries.css';

export type Delivery = components['schemas']['DeliveryView'];

/** What each state is, in words, and how its mark looks. */
const STATES: Readonly<Record<string, readonly [sign: string, words: string, look: string]>> = {
  shown: ['✓', 'shown there', 'pass'],
  'by-hand': ['☐', 'to be sent by hand', 'late'],
  waiting: ['…', 'waiting', ''],
  trying: ['↻', 'failed, to be tried again', 'late'],
  accepted: ['→', 'accepted by the server, not seen yet', ''],
  'set-aside': ['✕', 'set aside', 'fail'],
  skipped: ['–', 'skipped', ''],
  seen: ['✓', 'seen', 'pass'],
};

/** How a channel is served, where that is not its name already. */
const WAYS: Readonly<Record<string, string>> = {
  'mailing-list': 'mailing list',
  manual: 'by hand',
  subscribers: 'by mail',
};

/** A channel by its name, and how it is served. */
export function ChannelName({ of: { name, type } }: { readonly of: { readonly name: string; readonly type: string } }) {
  return (
    <>
      <strong>{name}</strong>
      {name !== type && <span class="by"> {WAYS[type] ?? type}</span>}
    </>
  );
}

interface DeliveriesProps {
  readonly of: readonly Delivery[];
  /** What can be done with one. */
  readonly actions?: (delivery: Delivery) => ComponentChildren;
}

/** Where an announcement went, why, and what became of it there. */
export function Deliveries({ of, actions }: DeliveriesProps) {
  return (
    <ul class="deliveries">
      {of.map((delivery) => (
        <li key={delivery.channel}>
          <ChannelName of={delivery} /> <State of={delivery} />
          {delivery.words !== '' && (
            <>
              {' '}
              <bdi>{delivery.words}</bdi>
            </>
          )}{' '}
          {delivery.proofs.map((proof) => (
            <Proof key={proof} of={proof} />
          ))}
          <p class="by">
            Why there: <bdi>{delivery.why}</bdi>
          </p>
          {delivery.recipients.length > 0 && (
            <p>{delivery.recipients.map(({ outcome, recipients }) => `${recipients} ${outcome}`).join(', ')}</p>
          )}
          <Attempts of={delivery} />
          {actions?.(delivery)}
        </li>
      ))}
    </ul>
  );
}

function State({ of: { state } }: { readonly of: Delivery }) {
  const [sign, words, look] = STATES[state] ?? ['', state, ''];
  return (
    <span class={`mark ${look}`}>
      <span aria-hidden="true">{sign}</span> {words}
    </span>
  );
}

/** A link only where it leads to a page: it was typed by somebody. */
function Proof({ of: proof }: { readonly of: string }) {
  return /^https?:\/\//i.test(proof) ? (
    <a href={proof} rel="noreferrer">
      where it can be read
    </a>
  ) : (
    <bdi>{proof}</bdi>
  );
}

function Attempts({ of: { attempts } }: { readonly of: Delivery }) {
  if (attempts.length === 0) return null;
  return (
    <details>
      <summary>{attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`}</summary>
      <ol class="attempts">
        {attempts.map(({ position, at, outcome, words, againAt }) => (
          <li key={position}>
            <Time at={at} day seconds /> {outcome}
            {words !== '' && (
              <>
                : <bdi>{words}</bdi>
              </>
            )}
            {againAt !== null && (
              <>
                , again at <Time at={againAt} day seconds />
              </>
            )}{' '}
            <span class="by">event {position}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
