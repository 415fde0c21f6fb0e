import { api, bodyOf } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';

/** Where everybody can read what is told, for whoever may not see the channels. */
export function ForEverybody() {
  const { value, problem, reload } = useLoaded('newest announcement', async (signal) => {
    const query = { status: 'sent', limit: 1 } as const;
    const { data } = await bodyOf(api.GET('/api/v1/announcements', { params: { query }, signal }));
    return { newest: data[0] ?? null };
  });
  useEvents(['announcement.', 'redaction.'], reload);
  return (
    <section class="panel notice-page" aria-labelledby="channels">
      <h1 id="channels">Channels</h1>
      <EmptyState
        title="Where announcements go is shown to those who may announce."
        command="npx opsledger token create read announce --tool my-name"
      >
        <p>Sign in with a token that has the scope announce. Whoever runs this ledger makes one:</p>
      </EmptyState>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      <p>
        Everybody can read the <a href={addressOf('api/v1/announcements/feed.atom')}>Atom feed</a> of announcements, or{' '}
        <a href={addressOf('subscriptions')}>be told by mail</a>.
      </p>
      {value !== null && value.newest === null && <p class="explanation">Nothing has been announced yet.</p>}
      {value !== null && value.newest !== null && (
        <p>
          Newest:{' '}
          <a href={addressOf(`announcements/${value.newest.id}`)}>
            <bdi>{value.newest.subject}</bdi>
          </a>
          {value.newest.sentAt !== null && (
            <span class="by">
              , <Time at={value.newest.sentAt} day />
            </span>
          )}
        </p>
      )}
    </section>
  );
}
