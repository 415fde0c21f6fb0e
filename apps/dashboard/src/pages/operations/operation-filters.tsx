import { useId } from 'preact/hooks';
import type { Operation } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { addressOf, go, here } from '../../navigation.js';
import { applyField } from '../../pieces/filter-field.js';
import { TypedInput } from '../../pieces/typed-input.js';
import { type Asked, changed } from './asked-operations.js';
import { type Selection, SELECTIONS } from './operation-state.js';
import { LASTS, shifted, type TimeRange, writeTime, zoomed } from './time-range.js';

const OFFERED = 200;

export function show(changes: Readonly<Record<string, string | null>>): void {
  go(addressOf('operations', changed(here.value.query, changes)));
}

export function showRange({ from, to }: TimeRange): void {
  show({ from: writeTime(from), to: writeTime(to), last: null });
}

interface FiltersProps {
  readonly asked: Asked;
  /** From which what is offered while typing is taken. */
  readonly operations: readonly Operation[];
  readonly problem: Problem | null;
}

/** Which operations: each field applies when it is left, or with Enter. */
export function OperationFilters({ asked, operations, problem }: FiltersProps) {
  const told = (field: 'from' | 'to'): string | undefined => asked.problems[field];
  return (
    <form class="operation-filters" aria-label="Which operations" onSubmit={applyField}>
      <FilterField
        name="log"
        label="Log"
        value={asked.log}
        offered={operations.map(({ log }) => log)}
        problem={problem?.of('log')}
      />
      <FilterField
        name="name"
        label="Operation"
        value={asked.name}
        offered={operations.map(({ name }) => name)}
        problem={problem?.of('name')}
      />
      <FilterField
        name="host"
        label="Host"
        value={asked.host}
        offered={operations.flatMap(({ hosts }) => hosts)}
        problem={problem?.of('host')}
      />
      <FilterField
        name="actor"
        label="Actor"
        value={asked.actor}
        offered={operations.map(({ actor }) => actor)}
        problem={problem?.of('actor')}
      />
      <label>
        State
        <select value={asked.only ?? ''} onChange={({ currentTarget }) => show({ only: currentTarget.value })}>
          <option value="">all</option>
          {Object.entries(SELECTIONS).map(([selection, { words }]) => (
            <option value={selection}>{words}</option>
          ))}
        </select>
      </label>
      <FilterField
        name="from"
        label="From (UTC)"
        value={asked.from}
        example={writeTime(asked.range.from)}
        problem={told('from')}
      />
      <FilterField name="to" label="To (UTC)" value={asked.to} example="now" problem={told('to')} />
      <button type="submit" class="visually-hidden" tabIndex={-1}>
        Show
      </button>
    </form>
  );
}

interface FilterFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly offered?: readonly string[];
  readonly example?: string;
  readonly problem: string | undefined;
}

function FilterField({ name, label, value, offered, example, problem }: FilterFieldProps) {
  const id = useId();
  const offers = [...new Set(offered)].sort().slice(0, OFFERED);
  const apply = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => {
    if (currentTarget.value.trim() !== value) show({ [name]: currentTarget.value.trim() });
  };
  return (
    <label>
      {label}
      <TypedInput
        value={value}
        list={offered === undefined ? undefined : `${id}-offers`}
        placeholder={example}
        maxLength={253}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={apply}
      />
      {offered !== undefined && (
        <datalist id={`${id}-offers`}>
          {offers.map((offer) => (
            <option value={offer} />
          ))}
        </datalist>
      )}
      {problem !== undefined && (
        <span class="field-problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </label>
  );
}

/** Which time, and which lanes. */
export function RangeLinks({ asked, now }: { readonly asked: Asked; readonly now: number }) {
  const { range, last, by } = asked;
  const { query } = here.value;
  const to = (changes: Readonly<Record<string, string | null>>): string =>
    addressOf('operations', changed(query, changes));
  const toRange = ({ from, to: end }: TimeRange): string =>
    to({ from: writeTime(from), to: writeTime(end), last: null });
  const shown = last === null ? range : { from: range.from, to: now };
  const lanes = { host: 'Lanes by host', name: 'by name' } as const;
  return (
    <nav class="range-links" aria-label="Time and lanes">
      <span class="together">
        {Object.keys(LASTS).map((name) => (
          <a
            class="button"
            href={to({ last: name, from: null, to: null })}
            aria-current={name === last ? 'true' : undefined}
          >
            {name.replace(/(\d+)(\w)/, '$1 $2')}
          </a>
        ))}
      </span>
      <span class="together">
        <a class="button" href={toRange(shifted(shown, -1))}>
          ← Earlier
        </a>
        {range.to < now ? (
          <a class="button" href={toRange(shifted(shown, 1))}>
            Later →
          </a>
        ) : (
          <span class="button inactive">Later →</span>
        )}
        <a class="button" href={toRange(zoomed(shown, 1 / 2))}>
          Zoom in
        </a>
        <a class="button" href={toRange(zoomed(shown, 2))}>
          Zoom out
        </a>
      </span>
      <span class="together">
        {(['host', 'name'] as const).map((one) => (
          <a
            class="button"
            href={to({ by: one === 'host' ? null : one })}
            aria-current={one === by ? 'true' : undefined}
          >
            {lanes[one]}
          </a>
        ))}
      </span>
    </nav>
  );
}

interface SummaryProps {
  readonly operations: readonly Operation[];
  readonly isAll: boolean;
  readonly only: Selection | null;
}

/** How many of what, what somebody should look at first; each count is a link to those. */
export function Summary({ operations, isAll, only }: SummaryProps) {
  const { query } = here.value;
  const address = (selection: Selection | null): string => addressOf('operations', changed(query, { only: selection }));
  return (
    <p class="operations-summary">
      {(Object.keys(SELECTIONS) as Selection[]).map((selection) => {
        const { words, has } = SELECTIONS[selection];
        const count = operations.filter(has).length;
        if (count === 0 && selection !== 'in-flight' && selection !== only) return null;
        return (
          <a href={address(selection)} class={selection} aria-current={selection === only ? 'true' : undefined}>
            {count} {words}
          </a>
        );
      })}
      <a href={address(null)} aria-current={only === null ? 'true' : undefined}>
        {operations.length} in all
      </a>
      {!isAll && (
        <strong>
          There are more: these are the {operations.length} that began last. Ask for a shorter time, or for less.
        </strong>
      )}
    </p>
  );
}
