import { api, bodyOf, type Operation } from '../../api/api.js';
import { type Loaded, useLoaded } from '../../loaded.js';
import { OPERATION_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { addressOf } from '../../navigation.js';
import { useNow } from '../../pieces/clock.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { operationAddress } from '../../pieces/operation-address.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { duration } from '../../pieces/times.js';

const MOST = 250;

interface Open {
  readonly operations: readonly Operation[];
  readonly isAll: boolean;
}

/** Operations that have begun and not ended, kept up to date. */
export function useOpenOperations(): Loaded<Open> {
  const open = useLoaded('open', async (signal) => {
    const { data, page } = await bodyOf(
      api.GET('/api/v1/operations/in-flight', { params: { query: { limit: MOST } }, signal }),
    );
    return { operations: data, isAll: page.next === null };
  });
  useEvents(OPERATION_EVENTS, open.reload);
  return open;
}

interface OpenProps {
  readonly open: Loaded<Open>;
}

export function InFlight({ open: { value, problem, reload } }: OpenProps) {
  const running = value?.operations.filter(({ phase }) => phase === 'in-flight');
  return (
    <section class="panel in-flight" aria-labelledby="in-flight">
      <h2 id="in-flight">
        In flight <Count of={running} isAll={value?.isAll} />
      </h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {running?.length === 0 && (
        <EmptyState
          title="Nothing is running."
          command='npx opsledger log production "START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet"'
        >
          <p>An operation is in flight from the entry that begins it to the entry that ends it:</p>
        </EmptyState>
      )}
      {running !== undefined && <OperationLines operations={running} />}
    </section>
  );
}

export function AbandonedOperations({ open: { value } }: OpenProps) {
  const abandoned = value?.operations.filter(({ phase }) => phase === 'abandoned') ?? [];
  if (abandoned.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="abandoned">
      <h2 id="abandoned">
        Abandoned <Count of={abandoned} isAll={value?.isAll} />
      </h2>
      <p class="explanation">Begun so long ago that the end was forgotten, or never logged. Somebody should look.</p>
      <OperationLines operations={abandoned} />
    </section>
  );
}

function Count({ of, isAll }: { readonly of: readonly unknown[] | undefined; readonly isAll: boolean | undefined }) {
  if (of === undefined) return null;
  return <span class="count">{isAll === false ? `${of.length}+` : of.length}</span>;
}

function OperationLines({ operations }: { readonly operations: readonly Operation[] }) {
  return (
    <ul class="operation-lines">
      {operations.map((operation) => (
        <OperationLine key={operation.id} operation={operation} />
      ))}
    </ul>
  );
}

function OperationLine({ operation }: { readonly operation: Operation }) {
  const { name, text, actor, log, startedAt } = operation;
  const now = useNow();
  return (
    <li data-row={operation.id} tabIndex={-1}>
      <a class="operation-name" href={operationAddress(operation)}>
        <bdi>{breakable(name)}</bdi>
      </a>
      {startedAt !== null && (
        <span class="age" title="Since it began">
          {duration((now - Date.parse(startedAt)) / 1000)}
        </span>
      )}
      <bdi class="operation-text">{text}</bdi>
      <span class="by">
        <bdi>{actor}</bdi> in <a href={addressOf(`logs/${log}`)}>{log}</a>
        {startedAt !== null && (
          <>
            , since <Time at={startedAt} day />
          </>
        )}
      </span>
    </li>
  );
}

/** A long name breaks between its parts. */
function breakable(name: string) {
  return name.split(/(?<=[._/-])/).flatMap((part) => [part, <wbr />]);
}
