import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { judgementInWords } from './judgement.js';
import { Overlaps } from './overlaps.js';
import type { Window } from '../../pieces/window-words.js';

type Overlap = components['schemas']['OverlapView'];
type Notice = components['schemas']['NoticeView'];
type Judgement = NonNullable<Window['judgement']>;

interface StandingProps {
  readonly window: Window;
  readonly overlaps: readonly Overlap[];
}

/** Where a window stands: its state, how it is judged, what it overlaps. */
export function WindowStanding({ window, overlaps }: StandingProps) {
  const { status, since, held, cancelled, emergency, judgement, firstJudgement } = window;
  return (
    <section class="panel" aria-labelledby="standing">
      <h2 id="standing">Where it stands</h2>
      {cancelled === null && (
        <p>
          {stateInWords(status)} since <Time at={since} day seconds />
        </p>
      )}
      {held !== null && <Step says="Held: it must not start" of={held} />}
      {cancelled !== null && <Step says="Cancelled" of={cancelled} />}
      {emergency !== null && (
        <p class="note warning">
          Emergency: <bdi>{emergency}</bdi>
        </p>
      )}
      <h3>Notice</h3>
      {judgement === null ? (
        <p class="explanation">It is judged when it is scheduled.</p>
      ) : (
        <NoticeGiven id={window.id} judgement={judgement} first={firstJudgement} />
      )}
      <h3>Overlaps</h3>
      {overlaps.length === 0 ? <p class="explanation">Nothing overlaps it.</p> : <Overlaps of={overlaps} />}
      {window.overlapReason !== null && window.overlaps.length > 0 && (
        <p>
          Accepted, on {window.overlaps.map(({ on }) => on).join(', ')}: <bdi>{window.overlapReason}</bdi>
        </p>
      )}
    </section>
  );
}

function stateInWords(status: string): string {
  return status.charAt(0).toUpperCase() + status.slice(1).replace('-', ' ');
}

interface StepProps {
  readonly says: string;
  readonly of: NonNullable<Window['held']>;
}

function Step({ says, of: { at, by, reason } }: StepProps) {
  return (
    <p class="note warning">
      {says}, since <Time at={at} day seconds />, by <bdi>{by.name}</bdi>: <bdi>{reason}</bdi>
    </p>
  );
}

const VERDICTS: Readonly<Record<string, readonly [sign: string, words: string, look: string]>> = {
  enough: ['✓', 'enough notice', 'pass'],
  short: ['!', 'short notice', 'late'],
  none: ['✕', 'no notice', 'fail'],
  emergency: ['!', 'emergency', 'late'],
  notRequired: ['–', 'no notice needed', ''],
};

interface NoticeProps {
  readonly id: string;
  readonly judgement: Judgement;
  readonly first: Judgement | null;
}

/** Whether people were told in time, by which rule, and the events that prove it. */
function NoticeGiven({ id, judgement, first }: NoticeProps) {
  const { value, problem, reload } = useLoaded(id, (signal) =>
    bodyOf(api.GET('/api/v1/maintenance-windows/{id}/compliance', { params: { path: { id } }, signal })),
  );
  useEvents(['maintenance-window.', 'announcement.', 'delivery.'], reload);
  // Whoever was told in time was so before it was scheduled here.
  const isAtRisk = judgement.short && value?.verdict === null;
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && <Verdict of={value} />}
      <p class={isAtRisk ? 'note warning' : 'by'}>By the rule: {judgementInWords(judgement)}.</p>
      {first !== null && JSON.stringify(first) !== JSON.stringify(judgement) && (
        <p class="by">It was judged first so: {judgementInWords(first)}.</p>
      )}
      {value !== null && <Evidence of={value} />}
    </>
  );
}

function Verdict({ of: { verdict, words } }: { readonly of: Notice }) {
  const [sign, name, look] = VERDICTS[verdict ?? ''] ?? ['…', 'not decided yet', ''];
  return (
    <p>
      <span class={`mark ${look}`}>
        <span aria-hidden="true">{sign}</span> {name}
      </span>{' '}
      {verdict !== 'emergency' && words}
    </p>
  );
}

function Evidence({ of: { evidence } }: { readonly of: Notice }) {
  return (
    <details>
      <summary>
        {evidence.length === 1 ? 'The event that proves it' : `${evidence.length} events that prove it`}
      </summary>
      <ol class="evidence">
        {evidence.map(({ position, type, at }) => (
          <li key={position}>
            <Time at={at} day seconds /> <code>{type}</code> <span class="by">event {position}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
