import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { type Action, ActionButton } from '../../pieces/action-button.js';
import type { Announcement } from '../../pieces/announcement-words.js';
import { Time } from '../../pieces/time.js';

interface PromisesProps {
  readonly of: Announcement;
  readonly done: () => void;
}

/** What its text promises to tell, and what became of that. */
export function Promises({ of: { id, promises, status }, done }: PromisesProps) {
  return (
    <section class="panel" aria-labelledby="promises">
      <h2 id="promises">What it promises</h2>
      <ul>
        {promises.map(({ text, dueAt, settled }, index) => (
          <li key={index}>
            <bdi>{text}</bdi>{' '}
            <span class="by">
              {dueAt === null ? (
                'by no time'
              ) : (
                <>
                  by <Time at={dueAt} day />
                </>
              )}
            </span>
            {settled !== null && (
              <p class="by">
                {settled.waived ? 'Not expected any more' : 'Kept'}, <Time at={settled.at} day />:{' '}
                <bdi>{settled.reason}</bdi>{' '}
                {settled.by !== null && <a href={addressOf(`announcements/${settled.by}`)}>by this announcement</a>}
              </p>
            )}
            {settled === null && status === 'sent' && may('announce') && (
              <div class="actions">
                <ActionButton action={settle(id, index, false)} done={done} />
                <ActionButton action={settle(id, index, true)} done={done} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function settle(id: string, promise: number, waived: boolean): Action {
  return {
    does: waived ? 'Nothing is expected any more' : 'It was kept',
    explanation: waived ? 'Why nobody waits for it any more.' : 'What was promised has come.',
    fields: [
      ...(waived
        ? []
        : [{ name: 'by', label: 'Id of the announcement that keeps it', takes: 'line', isNeeded: false } as const]),
      { name: 'reason', label: waived ? 'Reason' : 'How it was kept', takes: 'lines', isNeeded: true },
    ],
    act: ({ by, reason }, headers) => {
      const body = { promise, waived, reason: reason!, ...(by === undefined ? {} : { by }) };
      return bodyOf(api.POST('/api/v1/announcements/{id}/settle-promise', { params: { path: { id } }, body, headers }));
    },
  };
}
