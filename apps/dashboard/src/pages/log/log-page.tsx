import { useEffect, useRef, useState } from 'preact/hooks';
import { useKeys, useRowKeys } from '../../keys.js';
import { addressOf, go, here } from '../../navigation.js';
import type { PageProps } from '../../pages.js';
import { useAllLogs } from '../../pieces/all-logs.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Stretches } from '../../pieces/stretches.js';
import { isAtTop, useTopOf } from '../../pieces/top-of-page.js';
import { useTitle } from '../../title.js';
import { DayList } from './day-list.js';
import { Exports } from './exports.js';
import { Filters } from './filters.js';
import { Histogram } from './histogram.js';
import type { TimeStretch } from './histogram-bars.js';
import './log.css';
import { LogHead } from './log-head.js';
import { isFiltered, keyOf, type LogQuery, placeOfQuery, readQuery } from './log-query.js';
import { useKeptPlace, usePlaceInAddress } from './place.js';
import { type EntryList, useEntryList } from './entry-list.js';

/** A log, or all of them: what was done, newest first. */
export default function LogPage({ parameter }: PageProps) {
  const query = readQuery(parameter, here.value.query);
  const logNames = useAllLogs().map(({ name }) => name);
  const [isPaused, setPaused] = useState(false);
  useTopOf('.log-head');
  const list = useEntryList(query, () => !isPaused && isAtTop());
  const change = (next: LogQuery, { whileTyping }: { whileTyping: boolean }): void => {
    const { path, query: asked } = placeOfQuery(next);
    // Letters of one word are one step for Back.
    if (keyOf(next) !== keyOf(query)) go(addressOf(path, asked), { replace: whileTyping && query.q !== '' });
  };
  const choose = (range: TimeStretch): void => change({ ...query, ...range, at: '' }, { whileTyping: false });
  useTitle(query.q === '' ? query.logs.join(', ') || 'All logs' : query.q);
  return (
    <div>
      <LogHead logs={query.logs} names={logNames} />
      {query.asOf !== '' && (
        <p class="note">
          As it was known at <bdi>{query.asOf}</bdi>: what was written down or changed since is not in this.
        </p>
      )}
      <Filters query={query} logNames={logNames} change={change} />
      <Histogram query={query} choose={choose} />
      <div class="log-tools">
        <Stretches choose={(from) => choose({ from, to: '' })} />
        {isFiltered(query) && <WithoutFilters query={query} />}
        <label>
          <input
            type="checkbox"
            checked={isPaused}
            onChange={({ currentTarget }) => setPaused(currentTarget.checked)}
          />{' '}
          Pause
        </label>
        <Exports query={query} />
      </div>
      <Entries query={query} list={list} />
    </div>
  );
}

const NO_FILTER = readQuery('', new URLSearchParams());

function WithoutFilters({ query: { logs } }: { readonly query: LogQuery }) {
  const { path, query } = placeOfQuery({ ...NO_FILTER, logs });
  return <a href={addressOf(path, query)}>Without filters</a>;
}

function Entries({ query, list }: { readonly query: LogQuery; readonly list: EntryList }) {
  const [window, problem, isLoading, waiting] = [
    list.window.value,
    list.problem.value,
    list.isLoading.value,
    list.waiting.value,
  ];
  const load = (direction: 'older' | 'newer'): void => list.load(direction);
  const element = useRef<HTMLDivElement>(null);
  useRowKeys();
  useKeys({ '.': () => newest() });
  useKeptPlace(element, window, query.at);
  usePlaceInAddress(element, window);
  const newest = (): void => {
    scrollTo(0, 0);
    list.showNewest();
  };
  if (window === null) {
    return problem === null ? (
      <p class="loading">Loading…</p>
    ) : (
      <ProblemNote problem={problem} again={() => list.open()} />
    );
  }
  return (
    <div ref={element} class={`entry-list ${isLoading ? 'busy' : ''}`} aria-busy={isLoading}>
      <p class="new-entries" role="status">
        {(waiting.count > 0 || waiting.more) && (
          <button type="button" class="primary" onClick={newest}>
            {waiting.count > 0 ? `${waiting.count}${waiting.more ? '+' : ''} new` : 'New entries'}
          </button>
        )}
        {waiting.count === 0 && !waiting.more && window.newer !== null && (
          <button type="button" onClick={newest}>
            To the newest
          </button>
        )}
      </p>
      {window.newer !== null && <More direction="newer" load={load} />}
      {problem !== null && <ProblemNote problem={problem} again={() => list.open()} />}
      {window.entries.length === 0 && <Nothing query={query} />}
      <DayList entries={window.entries} withLog={query.logs.length !== 1} />
      {window.older === null ? (
        window.entries.length > 0 && <p class="explanation end">Nothing is older.</p>
      ) : (
        <More direction="older" load={load} />
      )}
    </div>
  );
}

interface MoreProps {
  readonly direction: 'older' | 'newer';
  readonly load: (direction: 'older' | 'newer') => void;
}

/** How far before the end of what is there more is loaded. */
const AHEAD = '2400px';

/** Loads more when it comes near; by hand where a reader cannot or will not scroll. */
function More({ direction, load }: MoreProps) {
  const button = useRef<HTMLButtonElement>(null);
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) newest.current(direction);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(button.current!);
    return () => observer.disconnect();
  });
  return (
    <button ref={button} type="button" class={`more ${direction}`} onClick={() => load(direction)}>
      {direction === 'older' ? 'Older entries' : 'Newer entries'}
    </button>
  );
}

function Nothing({ query }: { readonly query: LogQuery }) {
  const [log = 'production'] = query.logs;
  if (!isFiltered(query)) {
    return (
      <EmptyState
        title="Nothing has been logged here yet."
        command={`npx opsledger log ${log} "Rebooting db1101 (T123456)"`}
      >
        <p>Log something, from the folder of this checkout, or bring an older log along (docs/importing.md):</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No entry is like this.">
      <p>
        Words find whole words and what begins with <code>them*</code>; all filters must hold at once.{' '}
        <WithoutFilters query={query} />
        {query.logs.length > 0 && (
          <>
            {' · '}
            <a href={addressOf('logs', placeOfQuery({ ...query, logs: [], at: '' }).query)}>in all logs</a>
          </>
        )}
      </p>
    </EmptyState>
  );
}
