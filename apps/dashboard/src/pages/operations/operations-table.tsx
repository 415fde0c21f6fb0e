import { useMemo } from 'preact/hooks';
import type { Operation } from '../../api/api.js';
import { useRowKeys } from '../../keys.js';
import { addressOf, here } from '../../navigation.js';
import { operationAddress } from '../../pieces/operation-address.js';
import { Time } from '../../pieces/time.js';
import { timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { type Asked, changed } from './asked-operations.js';
import { useDrawnGradually } from './drawn-gradually.js';
import { pointing } from './pointed-at.js';
import { RunTime } from './run-time.js';
import { type Column, sorted } from './sorted-operations.js';
import { StateMark } from './state-mark.js';

const ROWS_AT_ONCE = 15;

interface TableProps {
  readonly operations: readonly Operation[];
  readonly asked: Asked;
  readonly now: number;
}

/** What the picture shows, in words. */
export function OperationsTable({ operations, asked, now }: TableProps) {
  const { sort, isDescending } = asked;
  const rows = useMemo(() => sorted(operations, sort, isDescending, now), [operations, sort, isDescending]);
  const { zone } = timeParts(new Date(now).toISOString(), timeZone.value);
  useRowKeys();
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of operations" {...pointing(operations)}>
      <table class="operations-table">
        <caption>
          {operations.length === 1 ? 'One operation' : `${operations.length} operations`} that ran in this time, all
          that the picture shows. Times in {zone}.
        </caption>
        <thead>
          <tr>
            <SortHeader asked={asked} column="name" words="Operation" />
            <th scope="col">State</th>
            <SortHeader asked={asked} column="started" words="Began" />
            <SortHeader asked={asked} column="ended" words="Ended" />
            <SortHeader asked={asked} column="duration" words="Took" />
            <th scope="col">Exit</th>
            <th scope="col">Hosts</th>
            <th scope="col">Actor</th>
            <th scope="col">Log</th>
          </tr>
        </thead>
        <Rows key={`${sort} ${isDescending}`} operations={rows} />
      </table>
    </div>
  );
}

interface SortHeaderProps {
  readonly asked: Asked;
  readonly column: Column;
  readonly words: string;
}

function SortHeader({ asked: { sort, isDescending }, column, words }: SortHeaderProps) {
  const isSorted = sort === column;
  const toDescending = isSorted ? !isDescending : column !== 'name';
  const query = changed(here.value.query, { sort: `${toDescending ? '-' : ''}${column}` });
  return (
    <th scope="col" aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}>
      <a
        href={addressOf('operations', query)}
        title={`Sort by this, ${toDescending ? 'the last' : 'the first'} on top`}
      >
        {words}
        <span aria-hidden="true">{isSorted ? (isDescending ? ' ▼' : ' ▲') : ''}</span>
      </a>
    </th>
  );
}

function Rows({ operations }: { readonly operations: readonly Operation[] }) {
  const drawn = useDrawnGradually(operations.length, ROWS_AT_ONCE);
  return (
    <tbody>
      {operations.slice(0, drawn).map((operation) => (
        <Row key={operation.id} operation={operation} />
      ))}
    </tbody>
  );
}

/** A row is drawn anew only when it is another: there can be a thousand. */
function Row({ operation }: { readonly operation: Operation }) {
  return useMemo(() => rowOf(operation), [operation]);
}

function rowOf(operation: Operation) {
  const { id, name, text, hosts, actor, log, startedAt, endedAt, exitCode } = operation;
  return (
    <tr data-row={id} data-operation={id} tabIndex={-1}>
      <th scope="row">
        <a href={operationAddress(operation)}>
          <bdi>{name}</bdi>
        </a>
        <bdi class="operation-text">{text}</bdi>
      </th>
      <td>
        <StateMark operation={operation} />
      </td>
      <td>{startedAt === null ? 'unknown' : <Time at={startedAt} day seconds bare />}</td>
      <td>{endedAt !== null && <Time at={endedAt} day seconds bare />}</td>
      <td>
        <RunTime operation={operation} />
      </td>
      <td>{exitCode}</td>
      <td class="hosts">
        <bdi>{hosts.join(', ')}</bdi>
      </td>
      <td>
        <bdi>{actor}</bdi>
      </td>
      <td>
        <a href={addressOf(`logs/${log}`)}>{log}</a>
      </td>
    </tr>
  );
}
