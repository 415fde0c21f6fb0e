import { api, bodyOf } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { ChannelName } from '../../pieces/deliveries.js';
import { Findings } from '../../pieces/findings.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import type { Window } from '../../pieces/window-words.js';

/** What people would be told of a window that is a draft, what is wrong with it, and where it would go. */
export function AdvancePreview({ window: { id, revision } }: { readonly window: Window }) {
  const { value, problem, reload } = useLoaded(`${id} ${revision}`, (signal) =>
    bodyOf(api.POST('/api/v1/announcements/preview', { body: { window: id, kind: 'advance' }, signal })),
  );
  useEvents(['channel.', 'notice-policy.'], reload);
  return (
    <section class="advance-preview" aria-labelledby="advance-preview">
      <h3 id="advance-preview">What people would be told</h3>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && (
        <>
          <Findings of={value.findings} />
          <p>
            <strong>
              <bdi>{value.subject}</bdi>
            </strong>
          </p>
          <pre class="announcement-text" tabIndex={0} aria-label="Text">
            <bdi>{value.text}</bdi>
          </pre>
          <h3>Where it would go</h3>
          {value.destinations.length === 0 && <p class="explanation">Nowhere: no rule of a channel meets it.</p>}
          <ul>
            {value.destinations.map((one) => (
              <li key={one.channel}>
                <ChannelName of={one} />: <bdi>{one.why}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
