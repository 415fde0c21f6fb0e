import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { serverNow } from '../../api/server-clock.js';
import { may } from '../../api/sign-in.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { ActionButton } from '../../pieces/action-button.js';
import { ANNOUNCED } from '../../pieces/announcement-words.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import type { Window } from '../../pieces/window-words.js';

type Obligation = components['schemas']['ObligationView'];

const STATES: Readonly<Record<string, readonly [sign: string, look: string]>> = {
  pending: ['…', ''],
  met: ['✓', 'pass'],
  late: ['!', 'late'],
  missed: ['✕', 'fail'],
  waived: ['–', ''],
  void: ['–', ''],
};

const OWED: Readonly<Record<string, string>> = { ...ANNOUNCED, promise: 'what was promised' };

/** What people are owed about a window. */
export function Obligations({ window: { id } }: { readonly window: Window }) {
  const { value, problem, reload } = useLoaded(id, (signal) =>
    bodyOf(api.GET('/api/v1/obligations', { params: { query: { window: id, limit: 250 } }, signal })),
  );
  useEvents(['maintenance-window.', 'announcement.', 'delivery.', 'obligation.'], reload);
  return (
    <section class="panel" aria-labelledby="obligations">
      <h2 id="obligations">What people are owed</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.data.length === 0 && <p class="explanation">Nothing is owed about it yet.</p>}
      <ul class="obligations">
        {value?.data.map((obligation) => (
          <OneObligation key={obligation.id} of={obligation} about={id} done={reload} />
        ))}
      </ul>
    </section>
  );
}

interface OneObligationProps {
  readonly of: Obligation;
  /** Id of the window. */
  readonly about: string;
  readonly done: () => void;
}

function OneObligation({ of, about, done }: OneObligationProps) {
  const { id, kind, state, words, dueAt, metAt, evidence } = of;
  const isOverdue = state === 'pending' && dueAt !== null && Date.parse(dueAt) < serverNow();
  const [sign, look] = isOverdue ? ['!', 'late'] : (STATES[state] ?? ['', '']);
  const canWaive = may('announce') && (state === 'pending' || state === 'missed');
  return (
    <li>
      <span class={`mark ${look}`}>
        <span aria-hidden="true">{sign}</span> {isOverdue ? 'overdue' : state}
      </span>{' '}
      {OWED[kind] ?? kind}
      <p class="by">
        <bdi>{words}</bdi>.{' '}
        {dueAt === null ? (
          'No time was promised'
        ) : (
          <>
            Due <Time at={dueAt} day seconds />
          </>
        )}
        {metAt !== null && (
          <>
            ; told <Time at={metAt} day seconds />
          </>
        )}
        {evidence !== null && (
          <>
            ; see <a href={addressOf(`announcements/${evidence}`)}>this announcement</a>
          </>
        )}
      </p>
      {canWaive && (
        <ActionButton
          action={{
            does: 'Waive',
            what: `“${OWED[kind] ?? kind}”`,
            explanation: 'Nobody is owed it any more. The reason stays.',
            fields: [{ name: 'reason', label: 'Reason', takes: 'lines', isNeeded: true }],
            act: ({ reason }, headers) =>
              bodyOf(
                api.POST('/api/v1/obligations/{id}/waive', {
                  params: { path: { id } },
                  body: { window: about, reason: reason! },
                  headers,
                }),
              ),
          }}
          done={done}
        />
      )}
    </li>
  );
}
