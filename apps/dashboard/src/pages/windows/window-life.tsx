import type { components } from '@api/openapi.js';
import { Time } from '../../pieces/time.js';
import { changedFields, type Said } from './changed-fields.js';
import { Span } from '../../pieces/window-words.js';

type Step = components['schemas']['StreamStepView'];

const WHAT: Readonly<Record<string, string>> = {
  drafted: 'Drafted',
  changed: 'Changed',
  scheduled: 'Scheduled',
  rescheduled: 'Rescheduled',
  held: 'Held',
  released: 'Released',
  started: 'Started',
  extended: 'Extended',
  completed: 'Completed',
  cancelled: 'Cancelled',
};

/** What the words that go with a step are for, where that is not the step itself. */
const WHY: Readonly<Record<string, string>> = { emergency: 'Emergency: ', overlapReason: 'Overlaps are accepted: ' };

/** Every step of a window, the newest first: who, when, why, and what it replaced. */
export function WindowLife({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <section class="panel" aria-labelledby="life">
      <h2 id="life">
        Life <span class="count">{steps.length}</span>
      </h2>
      <ol class="window-life" reversed>
        {steps.toReversed().map((step) => (
          <LifeStep key={step.position} step={step} changed={changedFields(step, steps)} />
        ))}
      </ol>
    </section>
  );
}

function LifeStep({ step, changed }: { readonly step: Step; readonly changed: readonly string[] }) {
  const { type, occurredAt, actor, position } = step;
  const said: Said = step.data;
  const name = type.replace('maintenance-window.', '');
  return (
    <li>
      <strong>{WHAT[name] ?? name}</strong>
      <span class="by">
        {' '}
        <Time at={occurredAt} day seconds />, by <bdi>{actor.name}</bdi>, event {position}
      </span>
      {changed.length > 0 && <p>{changed.join(', ')}</p>}
      {said.replaces !== undefined && (
        <p>
          instead of <Span of={said.replaces} />
        </p>
      )}
      {(['reason', 'emergency', 'overlapReason', 'outcome'] as const).map((name) => {
        const words = said[name] ?? '';
        return (
          words !== '' && (
            <p key={name} class="reason">
              {WHY[name]}
              <bdi>{words}</bdi>
            </p>
          )
        );
      })}
    </li>
  );
}
