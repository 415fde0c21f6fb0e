import { addressOf } from '../../navigation.js';
import { Field } from '../../pieces/field.js';
import { useLedToProblem } from '../../pieces/led-to-problem.js';
import { MomentField } from '../../pieces/moment-field.js';
import { endOf, startOf } from '../../pieces/moments.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { AdvancePreview } from './advance-preview.js';
import { Assessment } from './assessment.js';
import { ComponentsField } from './components-field.js';
import { KindsField } from './kinds-field.js';
import type { PlanDraft } from './plan.js';
import { RepeatFields } from './series/repeat-fields.js';
import { RulePreview } from './series/rule-preview.js';
import { TextFindings } from './text-findings.js';
import { type Planning, usePlan } from './use-plan.js';
import type { Window } from '../../pieces/window-words.js';

const FIELDS = [
  'title',
  'kinds',
  'otherKind',
  'affected',
  'unaffected',
  'startsAt',
  'endsAt',
  'impactMinutes',
  'tasks',
  'changes',
  'responsible',
  'text',
  'rule',
  'daysAhead',
];

interface FormProps {
  /** What a new plan begins with. */
  readonly initial: PlanDraft | null;
  /** The window that is changed. */
  readonly window: Window | null;
}

/** The plan of a window; beside it, how it stands to the rules and to what else takes place. */
export function PlanForm({ initial, window }: FormProps) {
  const planning = usePlan(initial, window);
  const { draft, save, discard, isSending, isKept, problem } = planning;
  const form = useLedToProblem(problem);
  const isSeries = draft.repeat !== '';
  const title = window === null ? (isSeries ? 'Plan a series' : 'Plan a window') : 'Change a window';
  const isElsewhere = problem !== null && !FIELDS.some((field) => problem.of(field) !== undefined);
  return (
    <div class="plan">
      <section class="panel" aria-labelledby="plan">
        <h1 id="plan">{title}</h1>
        {isKept && (
          <p class="note">
            You began this before and did not save it. “{window === null ? 'Clear' : 'Undo changes'}” begins anew.
          </p>
        )}
        <form
          ref={form}
          class="fields planning"
          aria-labelledby="plan"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <PlanFields planning={planning} isNew={window === null} />
          {isElsewhere && <ProblemNote problem={problem} />}
          {problem?.isOutdated === true && window !== null && <ChangedMeanwhile window={window} planning={planning} />}
          <div class="send">
            <button type="submit" class="primary" disabled={isSending}>
              {isSending ? 'Saving…' : saves(window, isSeries)}
            </button>
            <button type="button" disabled={isSending} onClick={discard}>
              {window === null ? 'Clear' : 'Undo changes'}
            </button>
            {window !== null && <a href={addressOf(`windows/${window.id}`)}>Back to the window</a>}
          </div>
          {window === null && <p class="hint">{isSeries ? SERIES_HINT : DRAFT_HINT}</p>}
        </form>
      </section>
      <div class="plan-side">
        {isSeries && <RulePreview draft={draft} />}
        <Assessment draft={draft} own={window?.id ?? null} />
        <TextFindings text={draft.text} />
        {window?.status === 'draft' && (
          <section class="panel" aria-label="As it was saved last">
            <AdvancePreview window={window} />
          </section>
        )}
      </div>
    </div>
  );
}

const DRAFT_HINT = 'Nobody is told of a draft. You look at it once more, then schedule it.';
const SERIES_HINT = 'Its windows are scheduled at once, and people are told of each as the policy says.';

function saves(window: Window | null, isSeries: boolean): string {
  if (window !== null) return 'Save';
  return isSeries ? 'Plan the series' : 'Save as a draft';
}

/** Two people changed it: nothing of what was typed is lost, and nothing of what the other wrote by accident. */
function ChangedMeanwhile({ window, planning }: { readonly window: Window; readonly planning: Planning }) {
  return (
    <div class="note">
      <p>
        Somebody else changed it while you did:{' '}
        <a href={addressOf(`windows/${window.id}`)} target="_blank">
          see what it is now
        </a>
        . Of yours, only the fields that you changed are saved.
      </p>
      <button type="button" disabled={planning.isSending} onClick={planning.saveOnTop}>
        Save my changes on top
      </button>
    </div>
  );
}

function PlanFields({ planning, isNew }: { readonly planning: Planning; readonly isNew: boolean }) {
  const { draft, edit, problem } = planning;
  const startsAt = startOf(draft.start);
  const line = (field: Line) => <LineField key={field.of} {...field} planning={planning} />;
  return (
    <>
      {line({ name: 'title', of: 'title', label: 'Title', hint: 'What is done, in a few words.' })}
      <div class="pair">
        <MomentField
          label="Start, UTC"
          name="startsAt"
          value={draft.start}
          problem={problem}
          understood={startsAt}
          example="2026-12-08 14:00"
          edit={(start) => edit({ start })}
        />
        <MomentField
          label="End, UTC"
          name="endsAt"
          value={draft.end}
          problem={problem}
          understood={endOf(draft.end, startsAt)}
          since={startsAt}
          example="2026-12-08 15:30, 15:30 or 90 min"
          edit={(end) => edit({ end })}
        />
      </div>
      {isNew && <RepeatFields planning={planning} />}
      <KindsField planning={planning} />
      <ComponentsField label="Affected" name="affected" planning={planning} />
      <ComponentsField
        label="Not affected"
        name="unaffected"
        planning={planning}
        hint="What people would think is affected, and is not."
      />
      {line({ name: 'impactMinutes', of: 'impact', label: 'Impact, in minutes', hint: IMPACT })}
      <div class="pair">
        {line({ name: 'tasks', of: 'tasks', label: 'Tasks', hint: 'Such as T399210.' })}
        {line({ name: 'changes', of: 'changes', label: 'Changes', hint: 'Numbers or Change-Ids.' })}
      </div>
      {line({ name: 'responsible', of: 'responsible', label: 'Responsible', hint: 'You, unless told.' })}
      <Field label="Text for everybody" name="text" problem={problem}>
        {(control) => (
          <textarea
            {...control}
            value={draft.text}
            rows={4}
            dir="auto"
            onInput={({ currentTarget }) => edit({ text: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

const IMPACT = 'How long people notice it within the window; 0 for not at all. Empty: not known, so the whole window.';

interface Line {
  readonly name: string;
  readonly of: 'title' | 'impact' | 'tasks' | 'changes' | 'responsible';
  readonly label: string;
  readonly hint: string;
}

function LineField({ name, of, label, hint, planning }: Line & { readonly planning: Planning }) {
  const { draft, edit, problem } = planning;
  return (
    <Field label={label} name={name} problem={problem} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="text"
          value={draft[of]}
          autoComplete="off"
          inputMode={of === 'impact' ? 'numeric' : undefined}
          onInput={({ currentTarget }) => edit({ [of]: currentTarget.value })}
        />
      )}
    </Field>
  );
}
