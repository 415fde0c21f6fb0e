import { api, bodyOf } from '../../../api/api.js';
import { useLoaded } from '../../../loaded.js';
import { endOf, startOf } from '../../../pieces/moments.js';
import { ProblemNote } from '../../../pieces/problem-note.js';
import { usePaused } from '../../../pieces/use-paused.js';
import type { PlanDraft } from '../plan.js';
import { Span } from '../../../pieces/window-words.js';
import { ruleOf } from './repeats.js';
import { RuleSentence } from './rule-sentence.js';

const AT_A_GLANCE = 6;

interface Times {
  readonly rule: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** When a series that is being planned would take place. */
export function RulePreview({ draft }: { readonly draft: PlanDraft }) {
  const times = usePaused(JSON.stringify(timesOf(draft)));
  const asked = JSON.parse(times) as Times | null;
  return (
    <section class="panel" aria-labelledby="would-be">
      <h2 id="would-be">When it takes place</h2>
      {asked === null ? (
        <p class="explanation">Once it has a start and an end, its next times are here.</p>
      ) : (
        <Next key={times} of={asked} />
      )}
    </section>
  );
}

function Next({ of }: { readonly of: Times }) {
  const { value, problem, reload } = useLoaded(JSON.stringify(of), (signal) =>
    bodyOf(api.POST('/api/v1/window-series/preview', { body: of, signal })),
  );
  if (problem !== null) return <ProblemNote problem={problem} again={reload} />;
  if (value === null) return null;
  const more = value.data.length - AT_A_GLANCE;
  return (
    <div aria-live="polite">
      <p class="window-when">
        <RuleSentence of={of} />
      </p>
      {value.data.length === 0 && <p class="explanation">Never within the next 90 days.</p>}
      <ul class="next-days">
        {value.data.slice(0, AT_A_GLANCE).map((one) => (
          <li key={one.day}>
            <Span of={one} />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="by">and {more} more within 90 days</p>}
    </div>
  );
}

function timesOf({ repeat, rule, start, end }: PlanDraft): Times | null {
  const startsAt = startOf(start);
  const endsAt = endOf(end, startsAt);
  const meant = ruleOf(repeat, rule, startsAt);
  return startsAt === null || endsAt === null || meant === null || meant === ''
    ? null
    : { rule: meant, startsAt, endsAt };
}
