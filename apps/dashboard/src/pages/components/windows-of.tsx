import { api, bodyOf } from '../../api/api.js';
import { serverNow } from '../../api/server-clock.js';
import { may } from '../../api/sign-in.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { WindowLine } from '../../pieces/window-words.js';

const AT_A_GLANCE = 5;

interface WindowsOfProps {
  readonly name: string;
  /** Whether something can be planned on it still. */
  readonly isActive: boolean;
}

/** What is expected to be down of a component, from today on, and the ways to all that is told of it. */
export function WindowsOf({ name, isActive }: WindowsOfProps) {
  const { value, problem, reload } = useLoaded(name, (signal) => {
    const from = new Date(serverNow()).toISOString().slice(0, 10);
    const query = { component: name, from, order: 'oldest', limit: AT_A_GLANCE } as const;
    return bodyOf(api.GET('/api/v1/maintenance-windows', { params: { query }, signal }));
  });
  useEvents(['maintenance-window.', 'component.', 'redaction.'], reload);
  return (
    <section class="panel" aria-labelledby="windows-of">
      <h2 id="windows-of">Windows, from today on</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.data.length === 0 && <p class="explanation">No downtime of it is planned.</p>}
      <ul class="windows-of">
        {value?.data.map((window) => (
          <li key={window.id} data-row={window.id} tabIndex={-1}>
            <WindowLine window={window} />
          </li>
        ))}
      </ul>
      <p class="by">
        <a href={addressOf('windows', { view: 'list', component: name })}>All its windows</a> ·{' '}
        <a href={addressOf('windows', { component: name })}>In the calendar</a> ·{' '}
        <a href={addressOf('announcements', { component: name })}>Announcements</a> ·{' '}
        <a href={addressOf('compliance', { component: name })}>Notice given</a>
        {isActive && may('announce') && (
          <>
            {' '}
            · <a href={addressOf('windows/new', { affected: name })}>Plan a window</a>
          </>
        )}
      </p>
    </section>
  );
}
