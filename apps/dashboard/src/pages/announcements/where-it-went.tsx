import { may } from '../../api/sign-in.js';
import { ActionButton } from '../../pieces/action-button.js';
import type { Announcement } from '../../pieces/announcement-words.js';
import { Deliveries, type Delivery } from '../../pieces/deliveries.js';
import { Time } from '../../pieces/time.js';
import { recordIn, sawIn } from './announcement-actions.js';

interface WhereProps {
  readonly of: Announcement;
  readonly deliveries: readonly Delivery[];
  readonly done: () => void;
}

/** Where an announcement went, why, and what became of it there; and where people sent it themselves. */
export function WhereItWent({ of, deliveries, done }: WhereProps) {
  const actionOn = ({ state, name, type }: Delivery) => {
    if (!may('announce')) return null;
    if (state === 'by-hand') return <ActionButton action={recordIn(of.id, name)} done={done} />;
    if (type !== 'mailing-list' || state === 'seen') return null;
    return <ActionButton action={sawIn(of.id, name)} done={done} />;
  };
  const channels = new Set(deliveries.map(({ channel }) => channel));
  const others = of.elsewhere.filter(({ channel }) => channel === null || !channels.has(channel));
  return (
    <section class="panel" aria-labelledby="went">
      <h2 id="went">Where it went</h2>
      {deliveries.length === 0 && others.length === 0 && <p class="explanation">To no channel.</p>}
      <Deliveries of={deliveries} actions={actionOn} />
      {others.length > 0 && (
        <>
          <h3>Sent by people</h3>
          <ul>
            {others.map(({ where, sentAt, proof, by }) => (
              <li key={`${where} ${sentAt}`}>
                <bdi>{where}</bdi>, <Time at={sentAt} day />, by <bdi>{by.name}</bdi>:{' '}
                {/^https?:\/\//i.test(proof) ? (
                  <a href={proof} rel="noreferrer">
                    where it can be read
                  </a>
                ) : (
                  <bdi>{proof}</bdi>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
