import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { useRowKeys } from '../../keys.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go, here } from '../../navigation.js';
import { kindInWords } from '../../pieces/notice-words.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { ReasonAction } from '../../pieces/reason-action.js';
import { Time } from '../../pieces/time.js';

type Subscription = components['schemas']['SubscriptionView'];
type Status = 'requested' | 'active' | 'ended';

const STATUSES: Readonly<Record<string, string>> = {
  requested: 'Not confirmed yet',
  active: 'Active',
  ended: 'Ended',
};
const LIMIT = 100;

/** Everybody who is told by mail, for administrators. */
export function SubscriptionList() {
  const { query } = here.value;
  const [status, after] = [query.get('status') ?? '', query.get('after') ?? ''];
  const { value, problem, reload } = useLoaded(`${status} ${after}`, (signal) => {
    const asked = { limit: LIMIT, ...given('status', status as Status), ...given('after', after) };
    return bodyOf(api.GET('/api/v1/subscriptions', { params: { query: asked }, signal }));
  });
  useEvents(['subscription.', 'redaction.'], reload);
  useRowKeys();
  return (
    <section class="panel notice-page" aria-labelledby="all">
      <h2 id="all">All subscriptions</h2>
      <form class="narrowing" aria-label="Which subscriptions" onSubmit={(event) => event.preventDefault()}>
        <label>
          Status
          <select
            value={status}
            onChange={({ currentTarget }) => go(addressOf('subscriptions', { status: currentTarget.value }))}
          >
            <option value="">any</option>
            {Object.entries(STATUSES).map(([name, words]) => (
              <option value={name}>{words}</option>
            ))}
          </select>
        </label>
      </form>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.data.length === 0 && (
        <p class="explanation">
          {after === '' && status === '' ? 'Nobody has subscribed yet.' : 'There is none here.'}
        </p>
      )}
      {value !== null && value.data.length > 0 && <SubscriptionTable of={value.data} reload={reload} />}
      <p class="actions">
        {after !== '' && <a href={addressOf('subscriptions', { status })}>The first</a>}
        {value !== null && value.page.next !== null && (
          <a href={addressOf('subscriptions', { status, after: value.page.next })}>The next</a>
        )}
      </p>
    </section>
  );
}

function given<Name extends string, Value extends string>(name: Name, value: Value): Partial<Record<Name, Value>> {
  return value === '' ? {} : ({ [name]: value } as Record<Name, Value>);
}

function SubscriptionTable({ of, reload }: { readonly of: readonly Subscription[]; readonly reload: () => void }) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of subscriptions">
      <table class="notice-table subscription-table">
        <caption class="visually-hidden">Who is told by mail, and of what</caption>
        <thead>
          <tr>
            {['Address', 'Status', 'Components', 'Kinds', 'Action'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((subscription) => (
            <Row key={subscription.id} of={subscription} reload={reload} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ of, reload }: { readonly of: Subscription; readonly reload: () => void }) {
  const { id, address, status, components, kinds } = of;
  return (
    <tr data-row tabIndex={-1}>
      <th scope="row">
        <bdi>{address}</bdi>
      </th>
      <td>
        <Standing of={of} />
      </td>
      <td>{components.length === 0 ? 'all' : components.map(({ name }) => name).join(', ')}</td>
      <td>{kinds.length === 0 ? 'all' : kinds.map(kindInWords).join(', ')}</td>
      <td>
        {status !== 'ended' && (
          <ReasonAction
            explanation="Nothing is sent to this address any more, unless it subscribes anew."
            does="End"
            what={`the subscription of ${address}`}
            write={(reason) =>
              bodyOf(api.POST('/api/v1/subscriptions/{id}/end', { params: { path: { id } }, body: { reason } }))
            }
            done={reload}
          />
        )}
      </td>
    </tr>
  );
}

/** The status, since when, and what hinders it. */
function Standing({
  of: { status, requestedAt, confirmedAt, ended, asked, lastFailure },
}: {
  readonly of: Subscription;
}) {
  const since = ended?.at ?? confirmedAt ?? requestedAt;
  return (
    <>
      <span class={`mark subscription-${status}`}>{STATUSES[status] ?? status}</span>{' '}
      <span class="by">
        since <Time at={since} day />
        {status === 'requested' && `, asked ${asked === 1 ? 'once' : `${asked} times`}`}
        {ended !== null && (
          <>
            , {ended.how === 'administrator' ? 'by an administrator: ' : 'by the reader'}
            <bdi>{ended.reason}</bdi>
          </>
        )}
      </span>
      {status === 'requested' && lastFailure !== null && (
        <p class="field-problem">
          <bdi>{lastFailure}</bdi>
        </p>
      )}
    </>
  );
}
