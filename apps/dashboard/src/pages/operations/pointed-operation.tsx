import type { Operation } from '../../api/api.js';
import { Time } from '../../pieces/time.js';
import { RunTime } from './run-time.js';
import { StateMark } from './state-mark.js';
import { pointedAt } from './pointed-at.js';

/** What the reader points at, in a place that is always there. Bars say the same to who does not see it. */
export function PointedOperation() {
  const operation = pointedAt.value;
  return (
    <p class="pointed-operation">
      {operation === null ? (
        <span class="explanation">Point at a bar to read what it is.</span>
      ) : (
        <Told operation={operation} />
      )}
    </p>
  );
}

function Told({ operation }: { readonly operation: Operation }) {
  const { name, text, hosts, actor, log, startedAt, endedAt } = operation;
  return (
    <>
      <strong>
        <bdi>{name}</bdi>
      </strong>{' '}
      <StateMark operation={operation} /> {startedAt === null ? 'begin unknown' : <Time at={startedAt} day seconds />}
      {endedAt !== null && (
        <>
          {' – '}
          <Time at={endedAt} day={endedAt.slice(0, 10) !== startedAt?.slice(0, 10)} seconds />
        </>
      )}{' '}
      (<RunTime operation={operation} />) by <bdi>{actor}</bdi> in {log}
      <span class="pointed-text">
        <bdi>{text}</bdi>
        {hosts.length > 0 && (
          <>
            {' · '}
            <bdi>{hosts.join(', ')}</bdi>
          </>
        )}
      </span>
    </>
  );
}
