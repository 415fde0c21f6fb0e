import { api, bodyOf } from '../../../api/api.js';
import { useRowKeys } from '../../../keys.js';
import { useEvents } from '../../../live/use-events.js';
import { useLoaded } from '../../../loaded.js';
import { addressOf } from '../../../navigation.js';
import { EmptyState } from '../../../pieces/empty-state.js';
import { ProblemNote } from '../../../pieces/problem-note.js';
import { useTitle } from '../../../title.js';
import { useWindows } from '../use-windows.js';
import { EarlierWindows } from './earlier-windows.js';
import { LeftOut } from './left-out.js';
import { NextTimes } from './next-times.js';
import { SeriesActions } from './series-actions.js';
import { SeriesFacts } from './series-facts.js';
import { SERIES_EVENTS } from './series-list.js';
import { rowsOf } from './series-rows.js';

/** More than a daily one has ahead, so that what is over is among them. */
const WINDOWS = 500;

/** One series: its rule, what comes next, what is left out, and what was. */
export function OneSeries({ id }: { readonly id: string }) {
  const { value, problem, reload } = useLoaded(id, (signal) =>
    bodyOf(api.GET('/api/v1/window-series/{id}', { params: { path: { id } }, signal })),
  );
  const windows = useWindows({ series: id }, WINDOWS);
  useEvents([...SERIES_EVENTS, 'maintenance-window.'], reload);
  useRowKeys();
  useTitle(value?.title ?? 'Series');
  if (problem?.status === 404) return <UnknownSeries />;
  const rows = value === null || windows.value === null ? null : rowsOf(value, windows.value.windows);
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {windows.problem !== null && <ProblemNote problem={windows.problem} again={windows.reload} />}
      {value !== null && (
        <article class="one-window one-series">
          <div class="one-window-main">
            <SeriesFacts series={value} />
            <SeriesActions series={value} done={reload} />
            {rows !== null && <NextTimes series={value} rows={rows.next} done={reload} />}
          </div>
          <div class="one-window-side">
            <LeftOut series={value} windows={windows.value?.windows ?? []} />
            {rows !== null && <EarlierWindows of={rows.earlier} />}
          </div>
        </article>
      )}
    </>
  );
}

function UnknownSeries() {
  return (
    <section class="panel" aria-labelledby="unknown">
      <h1 id="unknown">No such series</h1>
      <EmptyState title="There is no series at this address.">
        <p>
          <a href={addressOf('windows/series')}>All series</a>
        </p>
      </EmptyState>
    </section>
  );
}
