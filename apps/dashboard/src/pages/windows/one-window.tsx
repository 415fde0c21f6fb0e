import { api, bodyOf } from '../../api/api.js';
import { useRowKeys } from '../../keys.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { EntriesInside } from './entries-inside.js';
import { Obligations } from './obligations.js';
import { WINDOW_EVENTS } from './use-windows.js';
import { WindowActions } from './window-actions.js';
import { WindowAnnouncements } from './window-announcements.js';
import { WindowFacts } from './window-facts.js';
import { WindowLife } from './window-life.js';
import { WindowStanding } from './window-standing.js';

/** One window: what it is, where it stands, what people were told of it, and its life. */
export function OneWindow({ id }: { readonly id: string }) {
  const { value, problem, reload } = useLoaded(id, async (signal) => {
    const path = { params: { path: { id } }, signal };
    const [window, history, overlaps] = await Promise.all([
      bodyOf(api.GET('/api/v1/maintenance-windows/{id}', path)),
      bodyOf(api.GET('/api/v1/maintenance-windows/{id}/history', path)),
      bodyOf(api.GET('/api/v1/maintenance-windows/{id}/overlaps', path)),
    ]);
    return { window, steps: history.data, overlaps: overlaps.data };
  });
  useEvents([...WINDOW_EVENTS, 'redundancy-risk.'], reload);
  useRowKeys();
  useTitle(value?.window.title ?? 'Window');
  if (problem?.status === 404) return <UnknownWindow />;
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && (
        <article class="one-window">
          <div class="one-window-main">
            <WindowFacts window={value.window} />
            <WindowActions window={value.window} overlaps={value.overlaps} done={reload} />
            <WindowAnnouncements window={value.window} />
            <EntriesInside window={value.window} />
          </div>
          <div class="one-window-side">
            <WindowStanding window={value.window} overlaps={value.overlaps} />
            <Obligations window={value.window} />
            <WindowLife steps={value.steps} />
          </div>
        </article>
      )}
    </>
  );
}

function UnknownWindow() {
  return (
    <section class="panel" aria-labelledby="unknown">
      <h1 id="unknown">No such window</h1>
      <EmptyState title="There is no window at this address.">
        <p>
          <a href={addressOf('windows')}>All windows</a>
        </p>
      </EmptyState>
    </section>
  );
}
