import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import type { Action, ActionField, Values } from '../../pieces/action-button.js';
import { ActionButtons } from '../../pieces/action-buttons.js';
import { typedOf } from '../../pieces/moments.js';
import { MINUTE } from '../../pieces/times.js';
import type { Window } from '../../pieces/window-words.js';

type Overlap = components['schemas']['OverlapView'];

interface ActionsProps {
  readonly window: Window;
  readonly overlaps: readonly Overlap[];
  readonly done: () => void;
}

/** What can be done with a window in its state, for who may. */
export function WindowActions({ window, overlaps, done }: ActionsProps) {
  if (!may('announce')) return null;
  const canChange = ['draft', 'scheduled', 'in-progress'].includes(window.status);
  return (
    <section class="panel window-actions" aria-labelledby="actions">
      <h2 id="actions">What can be done</h2>
      <div class="actions">
        <ActionButtons of={actionsOf(window, overlaps.length > 0)} done={done} />
        {canChange && (
          <a class="button" href={addressOf('windows/new', { edit: window.id })}>
            Edit
          </a>
        )}
      </div>
    </section>
  );
}

type Step = 'schedule' | 'reschedule' | 'hold' | 'release' | 'start' | 'extend' | 'complete' | 'cancel';

const REASON: ActionField = { name: 'reason', label: 'Reason', takes: 'lines', isNeeded: true };

function actionsOf(window: Window, hasOverlaps: boolean): Action[] {
  const step = (name: Step, does: string, explanation: string, ...fields: readonly ActionField[]): Action => {
    return { does, explanation, fields, act: (values, headers) => take(window.id, name, values, headers) };
  };
  const cancel = step('cancel', 'Cancel it', 'It does not take place. Everybody who was told is told so.', REASON);
  if (window.status === 'draft') {
    const says = 'It takes place: from now on it is judged, and people are told of it.';
    return [{ ...step('schedule', 'Schedule', says, ...accepting(hasOverlaps)), isMain: true }, cancel];
  }
  if (window.status === 'scheduled') {
    return [
      window.held === null
        ? { ...step('start', 'Start', 'The work has begun.', moment('When it began')), isMain: true }
        : { ...step('release', 'Release', 'It may start again.', REASON), isMain: true },
      step('reschedule', 'Reschedule', RESCHEDULES, ...newTimes(window), REASON, ...accepting(hasOverlaps)),
      ...(window.held === null ? [step('hold', 'Hold', HOLDS, REASON)] : []),
      cancel,
    ];
  }
  if (window.status !== 'in-progress') return [];
  return [
    { ...step('complete', 'Complete', 'The work has ended.', moment('When it ended'), OUTCOME), isMain: true },
    step('extend', 'Extend', 'It takes longer than was said.', newEnd(window), REASON, ACCEPTED_LONGER),
  ];
}

const HOLDS = 'It must not start, and nobody is told that it does, until it is released.';
const RESCHEDULES = 'Other times; what they replace stays, it is judged anew, and everybody who was told is told so.';
const ACCEPTED = { name: 'overlapReason', label: 'Why overlaps are accepted', takes: 'lines' } as const;
const ACCEPTED_LONGER: ActionField = { ...ACCEPTED, hint: 'Needed where it now meets something else.' };
const OUTCOME: ActionField = { name: 'outcome', label: 'How it went', takes: 'lines' };

function moment(label: string): ActionField {
  return { name: 'occurredAt', label, takes: 'moment' };
}

/** The end as a length, so that who moves the start moves the end with it. */
function newTimes({ startsAt, endsAt }: Window): ActionField[] {
  const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE;
  return [
    { name: 'startsAt', label: 'Start', takes: 'moment', isNeeded: true, initial: typedOf(startsAt) },
    { name: 'endsAt', label: 'End', takes: 'moment', isNeeded: true, initial: `${minutes} min`, after: 'startsAt' },
  ];
}

function newEnd({ startsAt, endsAt }: Window): ActionField {
  const initial = typedOf(endsAt);
  return { name: 'endsAt', label: 'End', takes: 'moment', isNeeded: true, initial, after: typedOf(startsAt) };
}

function accepting(hasOverlaps: boolean): ActionField[] {
  return [
    {
      ...ACCEPTED,
      hint: hasOverlaps
        ? 'It overlaps something: this page says what, where it stands.'
        : 'Nothing overlaps it as it stands.',
    },
    { name: 'emergency', label: 'Why it cannot wait', takes: 'lines', hint: 'Makes it an emergency window.' },
  ];
}

function take(id: string, step: Step, values: Values, headers: Readonly<Record<string, string>>): Promise<unknown> {
  // All steps are of one form, each with fields of its own.
  const path = `/api/v1/maintenance-windows/{id}/${step}` as '/api/v1/maintenance-windows/{id}/hold';
  return bodyOf(api.POST(path, { params: { path: { id } }, body: values as { reason: string }, headers }));
}
