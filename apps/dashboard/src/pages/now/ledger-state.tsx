import { api } from '../../api/api.js';
import type { components } from '@api/openapi.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { liveness } from '../../live/live.js';
import { refusalOf } from '../../api/problem.js';
import { Fact } from '../../pieces/fact.js';
import { ProblemNote } from '../../pieces/problem-note.js';

type Readiness = components['schemas']['Readiness'];

const SENTENCES: Readonly<Record<string, string>> = {
  ready: 'Reads and writes work.',
  degraded: 'It works, and something is to be looked at.',
  'not-ready': 'Nothing can be written now.',
};

/** A proxy that does not reach the server answers in words of its own. */
function isReadiness(answer: unknown): answer is Readiness {
  return typeof answer === 'object' && answer !== null && 'applied' in answer;
}

/** How the ledger is: also when it is not ready, which is an answer too. */
export function LedgerState() {
  const state = useLoaded(`readiness ${liveness.value.is}`, async (signal): Promise<Readiness> => {
    const { data, error, response } = await api.GET('/readyz', { signal });
    const answer: unknown = data ?? error;
    if (!isReadiness(answer)) throw refusalOf(response.status, answer);
    return answer;
  });
  useEvents([''], state.reload);
  const { value, problem, reload } = state;
  return (
    <section class="panel" aria-labelledby="ledger">
      <h2 id="ledger">Ledger</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && problem === null && (
        <>
          <p class={`health ${value.status}`}>{SENTENCES[value.status]}</p>
          {value.problem !== null && <p>{value.problem}</p>}
          <dl class="facts">
            <Fact name="Position">{value.head.toLocaleString('en')}</Fact>
            <dt title="Events that are recorded and not yet in what is shown">Behind</dt>
            <dd>{value.head === value.applied ? 'nothing' : `${value.head - value.applied} events`}</dd>
            {value.rebuild !== null && <Fact name="Rebuild">{value.rebuild}</Fact>}
          </dl>
          {value.parked.length > 0 && (
            <details>
              <summary>{value.parked.length} events that could not be shown</summary>
              <ul>
                {value.parked.map(({ position, projection, error }) => (
                  <li>
                    {position} in {projection}: {error}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}
