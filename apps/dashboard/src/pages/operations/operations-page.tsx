import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { addressOf, here } from '../../navigation.js';
import { useNow } from '../../pieces/clock.js';
import { Command, EmptyState } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { MINUTE } from '../../pieces/times.js';
import { useTitle } from '../../title.js';
import { type Asked, askedOf, changed } from './asked-operations.js';
import { OperationFilters, RangeLinks, showRange, Summary } from './operation-filters.js';
import { SELECTIONS } from './operation-state.js';
import { OperationsTable } from './operations-table.js';
import './operations.css';
import { useMarks } from './pointed-at.js';
import { SwimLanePicture } from './swim-lane-picture.js';
import { useOperations } from './use-operations.js';

const START = 'npx opsledger log production "START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet"';
const END =
  'npx opsledger log production "END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101.eqiad.wmnet"';

/** What ran when. */
export default function OperationsPage() {
  useTitle('Operations');
  // A range that ends now moves with each minute, and not with each second.
  const { value: now } = useComputed(() => Math.floor(useNow() / MINUTE) * MINUTE);
  const { query } = here.value;
  const asked = useMemo(() => askedOf(query, now), [query.toString(), now]);
  const { value, problem, reload, isLoading } = useOperations(asked);
  const found = value?.operations;
  const { only } = asked;
  const shown = useMemo(() => (only === null ? found : found?.filter(SELECTIONS[only].has)) ?? [], [found, only]);
  const within = useMarks<HTMLDivElement>();
  return (
    <div class="operations" ref={within} aria-busy={isLoading}>
      <h1>Operations</h1>
      <RangeLinks asked={asked} now={now} />
      <OperationFilters asked={asked} operations={found ?? []} problem={problem} />
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && <Summary operations={value.operations} isAll={value.isAll} only={only} />}
      {value !== null && shown.length === 0 && <NoOperation asked={asked} />}
      {shown.length > 0 && (
        <>
          <section class="panel" aria-label="Picture">
            <SwimLanePicture
              operations={shown}
              range={asked.range}
              shows={asked.last ?? `${asked.from} ${asked.to}`}
              by={asked.by}
              now={now}
              zoom={showRange}
            />
          </section>
          <section class="panel" aria-label="Table">
            <OperationsTable operations={shown} asked={asked} now={now} />
          </section>
        </>
      )}
    </div>
  );
}

function NoOperation({ asked: { log, name, host, actor, only, last } }: { readonly asked: Asked }) {
  const isNarrowed = only !== null || [log, name, host, actor].some((filter) => filter !== '');
  const nothing = { log: null, name: null, host: null, actor: null, only: null };
  const month = { last: '30d', from: null, to: null };
  const to = (changes: Readonly<Record<string, null | string>>): string =>
    addressOf('operations', changed(here.value.query, changes));
  return (
    <EmptyState title={isNarrowed ? 'No such operation ran in this time.' : 'No operation ran in this time.'}>
      <p>
        {isNarrowed && <a href={to(nothing)}>Whatever ran</a>}
        {isNarrowed && last !== '30d' && ' · '}
        {last !== '30d' && <a href={to(month)}>The last 30 days</a>}
      </p>
      {!isNarrowed && (
        <>
          <p>An operation begins with one entry, from the folder of this checkout:</p>
          <Command text={START} />
          <p>and ends with another:</p>
          <Command text={END} />
        </>
      )}
    </EmptyState>
  );
}
