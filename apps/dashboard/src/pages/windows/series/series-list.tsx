import { api, bodyOf } from '../../../api/api.js';
import { may } from '../../../api/sign-in.js';
import { useRowKeys } from '../../../keys.js';
import { useEvents } from '../../../live/use-events.js';
import { useLoaded } from '../../../loaded.js';
import { addressOf } from '../../../navigation.js';
import { EmptyState } from '../../../pieces/empty-state.js';
import { ProblemNote } from '../../../pieces/problem-note.js';
import { useTitle } from '../../../title.js';
import { ComponentLinks, Span } from '../../../pieces/window-words.js';
import { RuleSentence } from './rule-sentence.js';
import { inOrder, type Series } from './series-rows.js';

/** How the types of events begin that can change what is told of a series. */
export const SERIES_EVENTS: readonly string[] = ['window-series.', 'component.', 'redaction.'];

/** Everything that recurs. */
export function SeriesList() {
  useTitle('Series of windows');
  const { value, problem, reload } = useLoaded('series', (signal) =>
    bodyOf(api.GET('/api/v1/window-series', { signal })),
  );
  useEvents(SERIES_EVENTS, reload);
  useRowKeys();
  return (
    <section class="panel windows" aria-labelledby="series">
      <nav class="ancestors" aria-label="Part of">
        <a href={addressOf('windows')}>Windows</a> <span aria-hidden="true">›</span>
      </nav>
      <div class="windows-head">
        <h1 id="series">Series</h1>
        <p class="explanation">Windows that recur, such as rolling reboots and weekly deployments.</p>
        {may('announce') && (
          <div class="windows-ways">
            <PlanLink />
          </div>
        )}
      </div>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.data.length === 0 && <NoSeries />}
      {value !== null && value.data.length > 0 && <SeriesTable of={inOrder(value.data)} />}
    </section>
  );
}

function PlanLink() {
  return (
    <a class="button" href={addressOf('windows/new', { repeat: 'weekly' })}>
      Plan a series
    </a>
  );
}

function NoSeries() {
  return (
    <EmptyState title="Nothing recurs yet.">
      <p>
        A series is planned once, as one window and how often it takes place. Its windows are then scheduled by
        themselves, and people are told of each.
      </p>
      {may('announce') ? (
        <p>
          <a href={addressOf('windows/new', { repeat: 'weekly' })}>Plan the first one</a>
        </p>
      ) : (
        <p>
          Sign in with a token that has the scope <code>announce</code> to plan one.
        </p>
      )}
    </EmptyState>
  );
}

function SeriesTable({ of }: { readonly of: readonly Series[] }) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of series">
      <table class="window-table">
        <caption class="visually-hidden">Series by their next window</caption>
        <thead>
          <tr>
            {['Series', 'When', 'Next', 'Affected'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((series) => (
            <Row key={series.id} of={series} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ of: series }: { readonly of: Series }) {
  const { id, title, affected, upcoming, later, ended } = series;
  const next = upcoming[0] ?? later[0];
  return (
    <tr class={`window-row ${ended === null ? '' : 'cancelled'}`} data-row={id} tabIndex={-1}>
      <th scope="row">
        <a href={addressOf(`windows/series/${id}`)}>
          <bdi>{title}</bdi>
        </a>
      </th>
      <td>
        <RuleSentence of={series} />
      </td>
      <td>
        {ended !== null && <span class="mark">✕ ended</span>}
        {ended === null && (next === undefined ? 'none within 90 days' : <Span of={next} />)}
      </td>
      <td>
        <ComponentLinks of={affected} />
      </td>
    </tr>
  );
}
