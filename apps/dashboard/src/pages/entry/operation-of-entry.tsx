import { api, bodyOf, type Entry, type Operation } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { OPERATION_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { addressOf } from '../../navigation.js';
import { useNow } from '../../pieces/clock.js';
import { operationAddress } from '../../pieces/operation-address.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { duration } from '../../pieces/times.js';
import { CloseOperation } from './close-operation.js';
import { Fact } from '../../pieces/fact.js';

const PHASES: Readonly<Record<string, string>> = {
  'in-flight': 'in flight',
  abandoned: 'abandoned: begun long ago, and no end was logged',
  ended: 'ended',
  closed: 'closed by hand',
};

/** The operation that the entry begins or ends, kept up to date: its end comes as another entry. */
export function OperationOfEntry({ entry }: { readonly entry: Entry }) {
  const { value, problem, reload } = useLoaded(`${entry.id} ${entry.revision}`, async (signal) => {
    const get = (id: string) => bodyOf(api.GET('/api/v1/operations/{id}', { params: { path: { id } }, signal }));
    const operation = await get(entry.id);
    return { operation, parent: operation.parent === null ? null : await get(operation.parent) };
  });
  const isOpen = value?.operation.endedAt === null;
  useEvents(OPERATION_EVENTS, (events) => {
    if (isOpen || events.some(({ type }) => type.startsWith('operation.') || type !== 'log-entry.logged')) reload();
  });
  if (problem?.status === 404) return null;
  return (
    <section class="panel operation" aria-labelledby="operation">
      <h2 id="operation">Operation</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && <OperationFacts entry={entry} {...value} />}
      {value !== null && <CloseOperation operation={value.operation} />}
    </section>
  );
}

interface OperationFactsProps {
  readonly entry: Entry;
  readonly operation: Operation;
  readonly parent: Operation | null;
}

function OperationFacts({ entry, operation, parent }: OperationFactsProps) {
  const { name, phase, outcome, exitCode, startedAt, endedAt, reportedSeconds, closed } = operation;
  return (
    <dl class="facts">
      <Fact name="Name">
        <a href={addressOf('logs', { operation: name })}>
          <bdi>{name}</bdi>
        </a>
      </Fact>
      <Fact name="Phase">
        <span class={`mark ${phase}`}>{PHASES[phase] ?? phase}</span>
      </Fact>
      {outcome !== null && (
        <Fact name="Outcome">
          <span class={`mark ${outcome}`}>{outcome}</span>
          {exitCode !== null && ` exit code ${exitCode}`}
        </Fact>
      )}
      <Fact name="Started">{startedAt === null ? 'its begin is not known' : <Time at={startedAt} day seconds />}</Fact>
      {endedAt !== null && (
        <Fact name="Ended">
          <Time at={endedAt} day seconds />
        </Fact>
      )}
      <Duration operation={operation} />
      {reportedSeconds !== null && <Fact name="As it says">{duration(reportedSeconds)}</Fact>}
      <OtherHalf entry={entry} operation={operation} />
      {parent !== null && (
        <Fact name="Within">
          <a href={operationAddress(parent)}>
            <bdi>{parent.name}</bdi>
          </a>
        </Fact>
      )}
      {closed !== null && (
        <Fact name="Closed">
          by <bdi>{closed.by}</bdi>: <bdi>{closed.reason}</bdi>
        </Fact>
      )}
    </dl>
  );
}

function Duration({ operation: { startedAt, endedAt, durationSeconds } }: { readonly operation: Operation }) {
  const now = useNow();
  if (startedAt === null) return null;
  const seconds = endedAt === null ? (now - Date.parse(startedAt)) / 1000 : (durationSeconds ?? 0);
  return (
    <Fact name={endedAt === null ? 'Age' : 'Duration'}>
      <span class={endedAt === null ? 'age' : undefined}>{duration(seconds)}</span>
    </Fact>
  );
}

function OtherHalf({ entry, operation: { startEntry, endEntry } }: Omit<OperationFactsProps, 'parent'>) {
  const isEnd = endEntry === entry.id;
  const other = isEnd ? startEntry : endEntry;
  if (other === null || other === entry.id) return null;
  return (
    <Fact name={isEnd ? 'Begun by' : 'Ended by'}>
      <a href={addressOf(`entries/${other}`)}>{isEnd ? 'the entry that begins it' : 'the entry that ends it'}</a>
    </Fact>
  );
}
