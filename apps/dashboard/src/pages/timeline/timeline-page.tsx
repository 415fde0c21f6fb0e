import { useState } from 'preact/hooks';
import { useKeys, useRowKeys } from '../../keys.js';
import { addressOf, go, here } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Stretches } from '../../pieces/stretches.js';
import { useTopOf } from '../../pieces/top-of-page.js';
import { useTitle } from '../../title.js';
import type { Moment } from './moments.js';
import { LeftOut, NothingThere } from './nothing-there.js';
import { TimelineFilters } from './timeline-filters.js';
import { TimelineList } from './timeline-list.js';
import { type Asked, askedOf, given } from './timeline-query.js';
import './timeline.css';
import { type Timeline, useTimeline } from './use-timeline.js';

const PAGE = 100;

/** What was done, planned and told, newest first. */
export default function TimelinePage() {
  const asked = askedOf(here.value.query);
  const narrowed = given(asked);
  const of = JSON.stringify(narrowed);
  const [wanted, setWanted] = useState({ of, most: PAGE });
  const timeline = useTimeline(asked, wanted.of === of ? wanted.most : PAGE);
  const { problem, reload, found, waiting } = timeline;
  const show = (changes: Partial<Asked>): void => go(addressOf('timeline', { ...given({ ...asked, ...changes }) }));
  const newest = (): void => {
    scrollTo(0, 0);
    timeline.showNewest();
  };
  useTopOf('.timeline-head');
  useRowKeys();
  useKeys({ '.': newest });
  useTitle(asked.component === '' ? 'Timeline' : `Timeline of ${asked.component}`);
  return (
    <div class="timeline">
      <div class="timeline-head">
        <h1>
          {asked.component === '' ? (
            'Timeline'
          ) : (
            <>
              Timeline of <a href={addressOf(`components/${asked.component}`)}>{asked.component}</a>
            </>
          )}
        </h1>
        <p class="explanation">What was done, planned and announced, the newest first.</p>
        <p class="timeline-ways">
          <Stretches choose={(from) => show({ from, to: '' })} />
          {Object.keys(narrowed).length > 0 && <a href={addressOf('timeline')}>Without filters</a>}
        </p>
      </div>
      <TimelineFilters asked={asked} problem={problem} show={show} />
      {asked.window !== '' && <OfOneWindow asked={asked} moments={found?.moments ?? []} />}
      {asked.asOf !== '' && (
        <p class="note">
          As it was known at <bdi>{asked.asOf}</bdi>: what was recorded or changed since is not in this.
        </p>
      )}
      <LeftOut asked={asked} />
      <p class="new-entries" role="status">
        {waiting > 0 && (
          <button type="button" class="primary" onClick={newest}>
            {waiting} new or moved
          </button>
        )}
      </p>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {found === null && problem === null && <p class="loading">Loading…</p>}
      <Found asked={asked} timeline={timeline} more={(most) => setWanted({ of, most })} />
    </div>
  );
}

interface FoundProps {
  readonly asked: Asked;
  readonly timeline: Timeline;
  readonly more: (most: number) => void;
}

function Found({ asked, timeline: { found, waiting, isLoading }, more }: FoundProps) {
  if (found === null) return null;
  const { moments, isAll } = found;
  if (moments.length === 0) return <NothingThere asked={asked} />;
  return (
    <>
      <TimelineList moments={moments} asOf={asked.asOf} />
      {isAll ? (
        <p class="explanation end">Nothing is older.</p>
      ) : (
        <button type="button" class="more" disabled={isLoading} onClick={() => more(moments.length + waiting + PAGE)}>
          Older
        </button>
      )}
    </>
  );
}

interface OfOneWindowProps {
  readonly asked: Asked;
  readonly moments: readonly Moment[];
}

function OfOneWindow({ asked, moments }: OfOneWindowProps) {
  const found = moments.find(({ kind, record }) => kind === 'maintenance-window' && record.id === asked.window);
  return (
    <p class="note">
      Only of{' '}
      <a href={addressOf(`windows/${asked.window}`)}>
        {found?.kind === 'maintenance-window' ? <bdi>{found.record.title}</bdi> : 'one window'}
      </a>
      : itself, what was announced of it, and what was done on its components while it lasted.{' '}
      <a href={addressOf('timeline', { ...given({ ...asked, window: '' }) })}>Of all</a>
    </p>
  );
}
