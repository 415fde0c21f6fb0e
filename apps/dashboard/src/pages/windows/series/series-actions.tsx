import { api, bodyOf } from '../../../api/api.js';
import { may } from '../../../api/sign-in.js';
import { type Action, ActionButton, type ActionField } from '../../../pieces/action-button.js';
import type { Series } from './series-rows.js';

const REASON: ActionField = { name: 'reason', label: 'Reason', takes: 'lines', isNeeded: true };

interface ActionsProps {
  readonly series: Series;
  readonly done: () => void;
}

/** What can be done with a series that goes on, for who may. */
export function SeriesActions({ series, done }: ActionsProps) {
  if (!may('announce') || series.ended !== null) return null;
  return (
    <section class="panel" aria-labelledby="actions">
      <h2 id="actions">What can be done</h2>
      <div class="actions">
        <ActionButton action={change(series)} done={done} />
        <ActionButton action={leaveOut(series.id)} done={done} />
        <ActionButton action={end(series.id)} done={done} />
      </div>
    </section>
  );
}

/** Leaves out one time: the one of a day, or of the day that is told. */
export function leaveOut(id: string, day?: string): Action {
  const asked: ActionField = {
    name: 'day',
    label: 'Day, UTC',
    takes: 'line',
    isNeeded: true,
    hint: 'For which the rule has it, such as 2026-12-24.',
  };
  return {
    does: day === undefined ? 'Leave out a day' : 'Leave out',
    ...(day === undefined ? {} : { what: day }),
    explanation:
      'On that day it does not take place. If its window is scheduled, that is cancelled, and people are told.',
    fields: day === undefined ? [asked, REASON] : [REASON],
    act: (values, headers) => {
      const body = { ...values, day: values['day'] ?? day!, reason: values['reason']! };
      return bodyOf(api.POST('/api/v1/window-series/{id}/skip', { params: { path: { id } }, body, headers }));
    },
  };
}

function end(id: string): Action {
  return {
    does: 'End it',
    explanation: 'It does not recur any more. Its windows that have not begun are cancelled, and people are told.',
    fields: [REASON],
    act: ({ reason }, headers) => {
      const body = { reason: reason! };
      return bodyOf(api.POST('/api/v1/window-series/{id}/end', { params: { path: { id } }, body, headers }));
    },
  };
}

function change({ id, title, text, rule, daysAhead }: Series): Action {
  const before: Readonly<Record<string, string>> = { title, rule, daysAhead: String(daysAhead), text };
  return {
    does: 'Change',
    explanation: 'Of the windows that are not scheduled yet; those that are stay as they are.',
    fields: [
      { name: 'title', label: 'Title', takes: 'line', isNeeded: true, initial: title },
      { name: 'rule', label: 'Rule', takes: 'line', isNeeded: true, initial: rule, hint: RULE_HINT },
      {
        name: 'daysAhead',
        label: 'Scheduled so many days ahead',
        takes: 'line',
        isNeeded: true,
        initial: String(daysAhead),
      },
      { name: 'text', label: 'Text for everybody', takes: 'lines', initial: text },
    ],
    act: (values, headers) => {
      // A field that is empty is not among the values, and may have been emptied.
      const now = Object.keys(before).map((name) => [name, values[name] ?? ''] as const);
      const changed = now.filter(([name, value]) => value !== before[name]!.trim());
      const body = Object.fromEntries(
        changed.map(([name, value]) => [name, name === 'daysAhead' ? numberOf(value) : value]),
      );
      return bodyOf(api.PATCH('/api/v1/window-series/{id}', { params: { path: { id } }, body, headers }));
    },
  };
}

const RULE_HINT = 'By RFC 5545, in UTC, such as FREQ=WEEKLY;BYDAY=TU.';

/** What is no number stays what it is, so that the server says so. */
function numberOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
