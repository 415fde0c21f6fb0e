import { api, bodyOf } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { useLoaded } from '../../loaded.js';
import { useAllLogs } from '../../pieces/all-logs.js';
import { applyField, FilterField } from '../../pieces/filter-field.js';
import { KIND_MARKS, KIND_NAMES } from './kind-words.js';
import { type Asked, KINDS, kindsShown, type TextFilter } from './timeline-query.js';

const OFFERED = 250;
/** What is asked for less often. */
const MORE = ['log', 'actor', 'host', 'task', 'change', 'asOf'] as const;

interface FiltersProps {
  readonly asked: Asked;
  readonly problem: Problem | null;
  readonly show: (changes: Partial<Asked>) => void;
}

/** What of the timeline: each field applies when it is left, or with Enter. */
export function TimelineFilters({ asked, problem, show }: FiltersProps) {
  const components = useLoaded('offered components', (signal) =>
    bodyOf(api.GET('/api/v1/components', { params: { query: { limit: OFFERED } }, signal })),
  ).value?.data.map(({ name }) => name);
  const logs = useAllLogs().map(({ name }) => name);
  const text = (name: TextFilter, label: string) => ({
    label,
    value: asked[name],
    problem: problem?.of(name),
    show: (value: string): void => {
      if (value.trim() !== asked[name]) show({ [name]: value.trim() });
    },
  });
  return (
    <form class="timeline-filters" aria-label="What of the timeline" onSubmit={applyField}>
      <div class="filter-row">
        <KindsField asked={asked} problem={problem} show={show} />
        <FilterField {...text('component', 'Component')} placeholder="all" offered={components ?? []} />
        <FilterField {...text('from', 'From (UTC)')} placeholder="2026-11-22T17:05Z" />
        <FilterField {...text('to', 'To (UTC)')} placeholder="2026-11-25" />
      </div>
      <details open={MORE.some((name) => asked[name].length > 0)}>
        <summary>More filters</summary>
        <div class="filter-row">
          <LogField asked={asked} problem={problem} show={show} offered={logs} />
          <FilterField {...text('actor', 'Actor')} />
          <FilterField {...text('host', 'Host')} placeholder="db1101" />
          <FilterField {...text('task', 'Task')} placeholder="T123456" />
          <FilterField {...text('change', 'Change')} placeholder="1093321" />
          <FilterField {...text('asOf', 'As it was known at (UTC)')} placeholder="2026-11-22T17:05Z" />
        </div>
      </details>
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}

/** Which kinds; at least one is. */
function KindsField({ asked, problem, show }: FiltersProps) {
  const shown = kindsShown(asked);
  const put = (kind: string, isShown: boolean): void => {
    const next = KINDS.filter((one) => (one === kind ? isShown : shown.includes(one)));
    show({ kinds: next.length === KINDS.length ? [] : next });
  };
  const wrong = problem?.of('kinds');
  return (
    <fieldset class="kinds-shown">
      <legend>Show</legend>
      <div>
        {KINDS.map((kind) => (
          <label>
            <input
              type="checkbox"
              checked={shown.includes(kind)}
              disabled={shown.length === 1 && shown.includes(kind)}
              onChange={({ currentTarget }) => put(kind, currentTarget.checked)}
            />{' '}
            <span aria-hidden="true">{KIND_MARKS[kind][0]}</span> {KIND_NAMES[kind]}
          </label>
        ))}
      </div>
      {wrong !== undefined && <p class="field-problem">{wrong}</p>}
    </fieldset>
  );
}

/** Which logs: none for all, several with commas. */
function LogField({ asked: { log }, problem, show, offered }: FiltersProps & { readonly offered: readonly string[] }) {
  const set = (value: string): void => {
    const names = value.split(/[\s,]+/).filter((name) => name !== '');
    if (names.join() !== log.join()) show({ log: names });
  };
  return (
    <FilterField
      label="Log"
      value={log.join(', ')}
      problem={problem?.of('log')}
      show={set}
      placeholder="all"
      offered={offered}
    />
  );
}
