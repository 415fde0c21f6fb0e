import { api, bodyOf } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { Findings } from '../../pieces/findings.js';
import { usePaused } from '../../pieces/use-paused.js';
import { judgementInWords } from './judgement.js';
import { Overlaps } from './overlaps.js';
import { type PlanDraft, requestOf } from './plan.js';

const UNTITLED = 'A window';

interface AssessmentProps {
  readonly draft: PlanDraft;
  /** The window that is changed: it does not overlap itself. */
  readonly own: string | null;
}

/** How a plan would be judged, what is wrong with it and what it would overlap, while it is typed. */
export function Assessment({ draft, own }: AssessmentProps) {
  const { title, ...plan } = requestOf(usePaused(draft));
  const body = { ...plan, title: title === '' ? UNTITLED : title };
  const isAsked = plan.startsAt.endsWith('Z') && plan.endsAt.endsWith('Z');
  const { value, problem, reload } = useLoaded(JSON.stringify([isAsked, body]), async (signal) =>
    isAsked ? bodyOf(api.POST('/api/v1/maintenance-windows/check', { body, signal })) : null,
  );
  useEvents(['maintenance-window.', 'redundancy-risk.', 'notice-policy.'], reload);
  const overlaps = (value?.overlaps ?? []).filter(({ id }) => id !== own);
  // The judgement says that already.
  const findings = (value?.findings ?? []).filter(({ rule }) => rule !== 'short-notice');
  return (
    <section class="panel" aria-labelledby="assessment">
      <h2 id="assessment">How it stands</h2>
      <div aria-live="polite">
        {!isAsked && <p class="explanation">Once it has a start and an end, it is judged here.</p>}
        {isAsked && problem !== null && <p class="note problem">{problem.detail}</p>}
        {isAsked && value !== null && (
          <>
            <p class={value.judgement.short ? 'note warning' : ''}>
              {judgementInWords(value.judgement, { isNow: true })}.
            </p>
            {findings.length > 0 && (
              <>
                <h3>What is wrong or missing</h3>
                <Findings of={findings} />
              </>
            )}
            <h3>Overlaps</h3>
            {overlaps.length === 0 ? (
              <p class="explanation">Nothing overlaps it.</p>
            ) : (
              <>
                <p class="note warning">It is scheduled only with a reason why this is accepted:</p>
                <Overlaps of={overlaps} />
              </>
            )}
          </>
        )}
      </div>
    </section>
  );
}
