import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';

interface LogHeadProps {
  /** Which are shown; none = all. */
  readonly logs: readonly string[];
  /** The names of all. */
  readonly names: readonly string[];
}

/** Which log this is, and what it is for. */
export function LogHead({ logs, names }: LogHeadProps) {
  const [name] = logs;
  const isOne = name !== undefined && logs.length === 1;
  const { value } = useLoaded(logs.join(), async (signal) =>
    isOne ? bodyOf(api.GET('/api/v1/logs/{name}', { params: { path: { name } }, signal })) : null,
  );
  return (
    <div class="log-head">
      <h1>{isOne ? name : logs.length === 0 ? 'All logs' : logs.join(', ')}</h1>
      {isOne && value !== null && (
        <p class="explanation">
          {value.title !== '' && <bdi>{value.title}. </bdi>}
          {value.description !== '' && <bdi>{value.description} </bdi>}
          {value.visibility === 'private' && <span class="mark private">private</span>}
          {value.status === 'archived' && <span class="mark">archived</span>}
        </p>
      )}
      {logs.length === 0 && <WhichLogs names={names} />}
      <p class="log-links">
        {logs.length > 0 && <a href={addressOf('logs')}>All logs</a>}{' '}
        <a href={addressOf('write', { log: isOne ? name : null })}>Log an entry</a>
      </p>
    </div>
  );
}

function WhichLogs({ names }: { readonly names: readonly string[] }) {
  return (
    <details class="which-logs">
      <summary>{names.length === 1 ? 'one log' : `${names.length} logs`}</summary>
      <ul>
        {names.map((name) => (
          <li>
            <a href={addressOf(`logs/${name}`)}>{name}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}
