import { HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { fact, given, NOW } from '../../../../test/support/given.js';
import {
  type AcceptedOverlap,
  type Judgement,
  WindowCancelled,
  WindowChanged,
  WindowCompleted,
  WindowDrafted,
  WindowExtended,
  WindowHeld,
  type WindowPlan,
  WindowReleased,
  WindowRescheduled,
  WindowScheduled,
  WindowStarted,
} from './maintenance-window.events.js';
import { maintenanceWindow, type WindowCommand } from './maintenance-window.js';

const [ROUTERS, SWITCHES] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002'];
const at = (ms: number): string => isoInstant(NOW + ms);
const START = 8 * 24 * HOUR;

const plan: WindowPlan = {
  title: 'Upgrade of the core routers',
  kinds: ['network'],
  otherKind: '',
  affected: [ROUTERS],
  unaffected: [SWITCHES],
  startsAt: at(START),
  endsAt: at(START + HOUR),
  impactMinutes: 10,
  tasks: ['T399210'],
  changes: [],
  responsible: { name: 'ada' },
  text: '',
};
const judgement: Judgement = {
  policy: '00000000-0000-7000-8000-000000000009',
  policyName: 'rule-a',
  policyVersion: 1,
  scope: 'any',
  impact: 'from-5-min',
  noticeMinutes: 10_080,
  starting: true,
  ended: 'optional',
  short: false,
};
const assessment = { judgement, overlaps: [] as AcceptedOverlap[], overlapReason: null, emergency: null };
const alone = { overlaps: [] as AcceptedOverlap[], overlapReason: null };
const replaces = { startsAt: plan.startsAt, endsAt: plan.endsAt };

const drafted = fact(WindowDrafted, { plan, series: null, occurrence: null });
const scheduled = [drafted, fact(WindowScheduled, assessment)];
const held = [...scheduled, fact(WindowHeld, { reason: 'a storm' })];
const started = [
  ...scheduled,
  fact(WindowStarted, { lateByMs: 0 }, { recordedAt: NOW + START, occurredAt: at(START) }),
];
const completed = [...started, fact(WindowCompleted, { overranByMs: 0, outcome: '' })];
const cancelled = [...scheduled, fact(WindowCancelled, { reason: 'not needed' })];

const draftOf = (change: Partial<WindowPlan>) =>
  given(maintenanceWindow, []).when({ do: 'draft', plan: { ...plan, ...change } });
const move = (startsAt: string, endsAt: string, more: object = {}): WindowCommand => {
  return { do: 'reschedule', startsAt, endsAt, reason: 'the vendor is late', ...assessment, ...more };
};

describe('A maintenance window', () => {
  it('is drafted with a plan that makes sense', () => {
    draftOf({}).then(WindowDrafted.of({ plan, series: null, occurrence: null }));
    draftOf({ endsAt: at(START - 1) }).thenRefused('end-before-start');
    draftOf({ endsAt: plan.startsAt }).thenRefused('zero-length');
    draftOf({ endsAt: at(START + 30 * 24 * HOUR + 1) }).thenRefused('too-long');
    draftOf({ endsAt: at(START + 30 * 24 * HOUR) }).thenAccepted();
    draftOf({ unaffected: [ROUTERS] }).thenRefused('affected-and-unaffected');
    draftOf({ affected: [SWITCHES, SWITCHES], unaffected: [] }).thenRefused('named-twice');
    draftOf({ kinds: ['network', 'other'] }).thenRefused('words-missing');
    draftOf({ otherKind: 'no coffee' }).thenRefused('words-without-other');
    draftOf({ impactMinutes: 61 }).thenRefused('longer-than-window');
  });

  it('is changed as a draft in everything, and once it is scheduled in nothing that it was judged for', () => {
    const change = (facts: readonly object[], what: Partial<WindowPlan>) =>
      given(maintenanceWindow, facts as never).when({ do: 'change', plan: what });
    change([drafted], { affected: [] }).then(WindowChanged.of({ plan: { ...plan, affected: [] } }));
    change([drafted], { title: plan.title }).then();
    change(scheduled, { text: 'more' }).then(WindowChanged.of({ plan: { ...plan, text: 'more' } }));
    change(started, { unaffected: [] }).then(WindowChanged.of({ plan: { ...plan, unaffected: [] } }));
    change(scheduled, { affected: [] }).thenRefused('already-judged');
    change(scheduled, { endsAt: at(START + 2 * HOUR) }).thenRefused('already-judged');
    change(scheduled, { kinds: ['degraded'] }).thenRefused('already-judged');
    change(completed, { text: 'more' }).thenRefused('wrong-state');
    change([], { text: 'more' }).thenRefused('unknown-window');
  });

  it('is scheduled once, with something affected, ahead of its start', () => {
    const schedule = (facts: readonly object[], more: object = {}, now = NOW) =>
      given(maintenanceWindow, facts as never).when({ do: 'schedule', ...assessment, ...more }, { now });
    schedule([drafted]).then(WindowScheduled.of(assessment));
    schedule(scheduled).thenRefused('wrong-state');
    schedule([fact(WindowDrafted, { plan: { ...plan, affected: [] }, series: null, occurrence: null })]).thenRefused(
      'nothing-affected',
    );
    schedule([drafted], {}, NOW + START + 5 * MINUTE).thenAccepted();
    schedule([drafted], {}, NOW + START + 5 * MINUTE + 1).thenRefused('in-the-past');
    schedule([drafted], { emergency: 'it burns' }, NOW + START + 30 * MINUTE).thenAccepted();
    schedule([drafted], { emergency: 'it burnt' }, NOW + START + 24 * HOUR).thenAccepted();
    schedule([drafted], {}, NOW + START + 24 * HOUR).thenRefused('in-the-past');
  });

  it('meets other work on its redundancy only with a reason', () => {
    const overlaps = [{ kind: 'fault', id: ROUTERS, on: 'uplinks' }] as const;
    given(maintenanceWindow, [drafted])
      .when({ do: 'schedule', ...assessment, overlaps })
      .thenRefused('overlaps');
    given(maintenanceWindow, [drafted])
      .when({ do: 'schedule', ...assessment, overlaps, overlapReason: 'the fault is on a spare' })
      .then(WindowScheduled.of({ ...assessment, overlaps, overlapReason: 'the fault is on a spare' }));
  });

  it('is moved with a reason, and says what it replaces', () => {
    const [startsAt, endsAt] = [at(START + 24 * HOUR), at(START + 25 * HOUR)];
    given(maintenanceWindow, scheduled)
      .when(move(startsAt, endsAt))
      .then(WindowRescheduled.of({ ...assessment, startsAt, endsAt, replaces, reason: 'the vendor is late' }));
    given(maintenanceWindow, scheduled).when(move(plan.startsAt, plan.endsAt)).thenRefused('unchanged');
    given(maintenanceWindow, scheduled).when(move(endsAt, startsAt)).thenRefused('end-before-start');
    given(maintenanceWindow, scheduled)
      .when(move(at(-HOUR), at(HOUR)))
      .thenRefused('in-the-past');
    given(maintenanceWindow, [drafted]).when(move(startsAt, endsAt)).thenRefused('wrong-state');
    given(maintenanceWindow, started).when(move(startsAt, endsAt)).thenRefused('wrong-state');
    const moved = fact(WindowRescheduled, { ...assessment, startsAt, endsAt, replaces, reason: 'x' });
    const again = given(maintenanceWindow, [...scheduled, moved]);
    again.when(move(startsAt, endsAt, { reason: 'x' })).then();
    again.when(move(startsAt, endsAt, { reason: 'y' })).thenRefused('unchanged', 'startsAt and endsAt');
    given(maintenanceWindow, [...scheduled, moved])
      .when({ do: 'start' }, { now: NOW + START })
      .thenRefused('too-early');
  });

  it('stays an emergency when it is moved, for the reason that was given or for another', () => {
    const [startsAt, endsAt] = [at(START + 24 * HOUR), at(START + 25 * HOUR)];
    const burning = [drafted, fact(WindowScheduled, { ...assessment, emergency: 'it burns' })];
    const said = { ...assessment, startsAt, endsAt, replaces, reason: 'the vendor is late' };
    given(maintenanceWindow, burning)
      .when(move(startsAt, endsAt))
      .then(WindowRescheduled.of({ ...said, emergency: 'it burns' }));
    given(maintenanceWindow, burning)
      .when(move(startsAt, endsAt, { emergency: 'it burns brighter' }))
      .then(WindowRescheduled.of({ ...said, emergency: 'it burns brighter' }));
  });

  it('does not start while it is held', () => {
    given(maintenanceWindow, scheduled)
      .when({ do: 'hold', reason: 'a storm' })
      .then(WindowHeld.of({ reason: 'a storm' }));
    given(maintenanceWindow, held).when({ do: 'hold', reason: 'a storm' }).then();
    given(maintenanceWindow, held).when({ do: 'hold', reason: 'no electricity' }).thenRefused('held');
    given(maintenanceWindow, held)
      .when({ do: 'start' }, { now: NOW + START })
      .thenRefused('held');
    given(maintenanceWindow, held)
      .when({ do: 'release', reason: 'calm' })
      .then(WindowReleased.of({ reason: 'calm' }));
    const released = given(maintenanceWindow, [...held, fact(WindowReleased, { reason: 'calm' })]);
    released.when({ do: 'start' }, { now: NOW + START }).thenAccepted();
    released.when({ do: 'release', reason: 'calm' }).then();
    released
      .when({ do: 'release', reason: 'nothing more' })
      .thenRefused('wrong-state', 'the window was released at 2026-11-22T17:05:09.123Z already, for another reason');
    given(maintenanceWindow, scheduled)
      .when({ do: 'release', reason: 'calm' })
      .thenRefused('wrong-state', 'the window is scheduled since 2026-11-22T17:05:09.123Z, and not held');
    given(maintenanceWindow, [drafted]).when({ do: 'hold', reason: 'x' }).thenRefused('wrong-state');
  });

  it('starts within 15 minutes before its time, or late, which is noted', () => {
    const start = (now: number, occurredAt?: number) =>
      given(maintenanceWindow, scheduled).when({ do: 'start' }, { now, ...(occurredAt && { occurredAt }) });
    start(NOW + START - 15 * MINUTE).then(WindowStarted.of({ lateByMs: 0 }));
    start(NOW + START - 15 * MINUTE - 1).thenRefused('too-early');
    start(NOW + START + 20 * MINUTE).then(WindowStarted.of({ lateByMs: 20 * MINUTE }));
    start(NOW + START + 20 * MINUTE, NOW + START).then(WindowStarted.of({ lateByMs: 0 }));
    start(NOW + START, NOW + START + 1).thenRefused('in-the-future');
    start(NOW + START + HOUR - 1).thenAccepted();
    start(NOW + START + HOUR).thenRefused('too-late', 'reschedule it, so that people learn the new end');
    given(maintenanceWindow, started).when({ do: 'start' }).thenRefused('wrong-state');
  });

  it('did not start before it was scheduled, but for what could not wait', () => {
    const recordedAt = NOW + START;
    const start = (emergency: string | null, occurredAt: number) =>
      given(maintenanceWindow, [drafted, fact(WindowScheduled, { ...assessment, emergency }, { recordedAt })]).when(
        { do: 'start' },
        { now: recordedAt + MINUTE, occurredAt },
      );
    start(null, recordedAt - 5 * MINUTE).thenAccepted();
    start(null, recordedAt - 6 * MINUTE).thenRefused('before-scheduled');
    start('it burnt', recordedAt - 6 * MINUTE).thenAccepted();
  });

  it('is extended while the work goes on, and only to a later end', () => {
    const extend = (facts: readonly object[], endsAt: string, now = NOW + START) =>
      given(maintenanceWindow, facts as never).when({ do: 'extend', endsAt, reason: 'slow', ...alone }, { now });
    const endsAt = at(START + 2 * HOUR);
    const said = { endsAt, replaces, reason: 'slow', ...alone };
    extend(started, endsAt).then(WindowExtended.of(said));
    extend(started, plan.endsAt).thenRefused('unchanged', 'endsAt');
    extend([...started, fact(WindowExtended, said)], endsAt).then();
    extend([...started, fact(WindowExtended, { ...said, reason: 'x' })], endsAt).thenRefused('unchanged', 'endsAt');
    extend(started, at(START + 30 * MINUTE)).thenRefused('not-longer');
    extend(started, endsAt, NOW + START + 2 * HOUR).thenRefused('in-the-past');
    extend(started, at(START + 31 * 24 * HOUR)).thenRefused('too-long');
    extend(scheduled, endsAt).thenRefused('wrong-state');
  });

  it('is extended into other work only with a reason', () => {
    const overlaps = [{ kind: 'window', id: SWITCHES, on: 'uplinks' }] as const;
    const endsAt = at(START + 2 * HOUR);
    const extend = (overlapReason: string | null) =>
      given(maintenanceWindow, started).when(
        { do: 'extend', endsAt, reason: 'slow', overlaps, overlapReason },
        { now: NOW + START },
      );
    extend(null).thenRefused('overlaps');
    extend('it begins later').then(
      WindowExtended.of({ endsAt, replaces, reason: 'slow', overlaps, overlapReason: 'it begins later' }),
    );
  });

  it('ends early, in time or late, never before it began', () => {
    const complete = (now: number, occurredAt?: number) =>
      given(maintenanceWindow, started).when(
        { do: 'complete', outcome: 'all well' },
        { now, ...(occurredAt && { occurredAt }) },
      );
    complete(NOW + START + 30 * MINUTE).then(WindowCompleted.of({ overranByMs: -30 * MINUTE, outcome: 'all well' }));
    complete(NOW + START + 2 * HOUR).then(WindowCompleted.of({ overranByMs: HOUR, outcome: 'all well' }));
    complete(NOW + START + 2 * HOUR, NOW + START + HOUR).then(
      WindowCompleted.of({ overranByMs: 0, outcome: 'all well' }),
    );
    complete(NOW + START + HOUR, NOW + START - 1).thenRefused('end-before-start');
    given(maintenanceWindow, scheduled).when({ do: 'complete', outcome: '' }).thenRefused('wrong-state');
  });

  it('is cancelled before it has begun, not after', () => {
    given(maintenanceWindow, scheduled)
      .when({ do: 'cancel', reason: 'not needed' })
      .then(WindowCancelled.of({ reason: 'not needed' }));
    given(maintenanceWindow, cancelled).when({ do: 'cancel', reason: 'not needed' }).then();
    given(maintenanceWindow, cancelled)
      .when({ do: 'cancel', reason: 'again' })
      .thenRefused('wrong-state', 'the window is cancelled since 2026-11-22T17:05:09.123Z, for another reason');
    given(maintenanceWindow, started).when({ do: 'cancel', reason: 'x' }).thenRefused('wrong-state');
    given(maintenanceWindow, cancelled)
      .when({ do: 'start' }, { now: NOW + START })
      .thenRefused('wrong-state');
  });

  it('says in which state it is and since when, if that forbids something', () => {
    given(maintenanceWindow, completed)
      .when({ do: 'cancel', reason: 'x' })
      .thenRefused('wrong-state', 'the window is completed since 2026-11-22T17:05:09.123Z');
  });

  it('goes on though its words were erased', () => {
    const erased = [drafted, fact(WindowScheduled, null), ...scheduled.slice(1)];
    given(maintenanceWindow, erased).when({ do: 'hold', reason: 'x' }).thenAccepted();
  });
});
