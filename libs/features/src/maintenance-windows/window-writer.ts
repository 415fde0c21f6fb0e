import type { Clock } from '@kernel/clock.js';
import { refuseCredentials } from '@kernel/credentials.js';
import { type Author, checkRevision, Rejected } from '@kernel/decider.js';
import { isoInstant, parseInstant, precisionOf } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import { type Executed, type ExecuteOptions, type Ledger, streamOf } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { ComponentTree } from '../components/component-tree.js';
import { personNamed } from '../people/who-is-who.js';
import { lintWindow } from './lint-window.js';
import { CHANGE, TASK, type WindowPlan } from './maintenance-window.events.js';
import { type Assessment, type Beside, maintenanceWindow, type WindowCommand } from './maintenance-window.js';
import type {
  ExtendRequest,
  RescheduleRequest,
  ScheduleRequest,
  WindowPatch,
  WindowRequest,
} from './maintenance-windows.dto.js';
import type { PlanFinding } from './plan-finding.js';
import type { Assessed, WindowAssessor } from './window-assessor.js';
import type { Overlap } from './window-overlaps.js';
import { invalid, kindOf, type Span } from './window-rules.js';
import { isMovedAlready, needs, type Window } from './window-state.js';

export interface WrittenWindow extends Executed {
  readonly id: string;
}

/** What is said of a plan before it is written. */
interface Checked extends Assessed {
  readonly findings: readonly PlanFinding[];
}

/** From what a caller sent to a command: which components, who answers for it, and how it stands to the rules. */
export class WindowWriter {
  /** Two windows that are scheduled at the same time must see each other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly assessor: WindowAssessor,
    private readonly clock: Clock,
  ) {}

  async draft(request: WindowRequest, caller: Caller): Promise<WrittenWindow> {
    const author = caller.author();
    const id = this.ledger.newId(author, caller.idempotencyKey);
    const before = await this.ledger.repeated(streamOf(maintenanceWindow, id), author, caller.idempotencyKey);
    if (before !== undefined) return { id, ...before, changed: false };
    const command = { do: 'draft', plan: this.planOf(request, author) } as const;
    const options = { idempotencyKey: caller.idempotencyKey, fresh: caller.idempotencyKey === undefined };
    return { id, ...(await this.ledger.execute(maintenanceWindow, id, command, author, options)) };
  }

  /** The plan that a request describes, whole; nothing is written. @throws Rejected */
  planOf(request: WindowRequest, author: Author): WindowPlan {
    return {
      kinds: [],
      otherKind: '',
      affected: [],
      unaffected: [],
      impactMinutes: null,
      tasks: [],
      changes: [],
      responsible: author.actor,
      text: '',
      title: request.title,
      startsAt: '',
      endsAt: '',
      ...this.meant(request),
    };
  }

  async change(id: string, request: WindowPatch, caller: Caller): Promise<Executed> {
    return this.execute(id, { do: 'change', plan: this.meant(request) }, caller.author(), caller.options);
  }

  async schedule(id: string, request: ScheduleRequest, author: Author, options: ExecuteOptions): Promise<Executed> {
    refuseCredentials(request, false);
    return this.assessed(id, 'be scheduled', author, options, (window) => {
      needs(window, 'be scheduled', 'draft');
      return { ...this.assess(window.plan, id, request), do: 'schedule' };
    });
  }

  async reschedule(id: string, request: RescheduleRequest, caller: Caller): Promise<Executed> {
    refuseCredentials(request, false);
    const span: Span = { startsAt: instant(request.startsAt, 'startsAt'), endsAt: instant(request.endsAt, 'endsAt') };
    return this.assessed(id, 'be rescheduled', caller.author(), caller.options, (window) => {
      needs(window, 'be rescheduled', 'scheduled');
      const { reason } = request;
      isMovedAlready(window, 'rescheduled', { ...span, reason });
      return { ...this.assess({ ...window.plan, ...span }, id, request), ...span, do: 'reschedule', reason };
    });
  }

  async extend(id: string, request: ExtendRequest, caller: Caller): Promise<Executed> {
    refuseCredentials(request, false);
    const endsAt = instant(request.endsAt, 'endsAt');
    return this.assessed(id, 'be extended', caller.author(), caller.options, (window) => {
      needs(window, 'be extended', 'in-progress');
      const { reason, overlapReason = null } = request;
      isMovedAlready(window, 'extended', { startsAt: window.plan.startsAt, endsAt, reason });
      const met = this.assessor.metByLonger(window.plan, endsAt, id);
      return { ...accepted(met, overlapReason), do: 'extend', endsAt, reason };
    });
  }

  async step(id: string, step: 'hold' | 'release' | 'cancel', reason: string, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    return this.execute(id, { do: step, reason }, caller.author(), caller.options);
  }

  async start(id: string, occurredAt: string | undefined, caller: Caller): Promise<Executed> {
    return this.execute(id, { do: 'start' }, authorAt(caller, occurredAt), caller.options);
  }

  async complete(
    id: string,
    { occurredAt, outcome = '' }: { occurredAt?: string; outcome?: string },
    caller: Caller,
  ): Promise<Executed> {
    refuseCredentials({ outcome }, false);
    return this.execute(id, { do: 'complete', outcome }, authorAt(caller, occurredAt), caller.options);
  }

  private execute(id: string, command: WindowCommand, author: Author, options: ExecuteOptions): Promise<Executed> {
    return this.ledger.execute(maintenanceWindow, id, command, author, options);
  }

  /** Assesses and decides in one turn, for the revision that was assessed. */
  private assessed(
    id: string,
    action: string,
    author: Author,
    { idempotencyKey, expected }: ExecuteOptions,
    commandFor: (window: Window) => WindowCommand,
  ): Promise<Executed> {
    const work = async (): Promise<Executed> => {
      const stream = streamOf(maintenanceWindow, id);
      const before = await this.ledger.repeated(stream, author, idempotencyKey);
      if (before !== undefined) return { ...before, changed: false };
      await this.ledger.rowsAreCurrent();
      const { state, revision } = await this.ledger.load(maintenanceWindow, stream);
      checkRevision(expected, revision);
      if (state === null) throw new Rejected('not-found', 'unknown-window', `there is no window that could ${action}`);
      return this.execute(id, commandFor(state), author, { idempotencyKey, expected: revision });
    };
    const turn = this.turn.then(work, work);
    this.turn = turn.catch(() => {});
    return turn;
  }

  private assess(plan: WindowPlan, id: string, request: ScheduleRequest): Assessment {
    const { overlapReason = null, emergency = null } = request;
    const { judgement, overlaps } = this.assessor.assess(plan, id, this.clock.now());
    return { judgement, ...accepted(overlaps, overlapReason), emergency };
  }

  /** How a plan stands to the rules now; nothing is written. */
  check(request: WindowRequest, caller: Caller): Checked {
    const plan = this.planOf(request, caller.author());
    const now = this.clock.now();
    maintenanceWindow.decide({ do: 'draft', plan }, null, { now, author: caller.author() });
    const assessed = this.assessor.assess(plan, null, now);
    return { ...assessed, findings: lintWindow({ plan, judgement: assessed.judgement, now }) };
  }

  /** What of a plan a request says. @throws Rejected */
  meant(request: WindowPatch): Partial<WindowPlan> {
    refuseCredentials(request, false);
    const { affected, unaffected, startsAt, endsAt, responsible, impactUnknown, impactMinutes, kinds, ...rest } =
      request;
    if (impactUnknown === true && impactMinutes !== undefined) {
      throw invalid('impactUnknown', 'known', 'contradicts impactMinutes');
    }
    refuseOthers('tasks', rest.tasks, TASK, 'is no task: T and at least three digits, such as T399210');
    refuseOthers('changes', rest.changes, CHANGE, 'is no change: its number, such as 998877, or its Change-Id, I…');
    return {
      ...rest,
      ...(kinds === undefined ? {} : { kinds: kinds.map(kindOf) }),
      ...(affected === undefined ? {} : { affected: this.components(affected, 'affected') }),
      ...(unaffected === undefined ? {} : { unaffected: this.components(unaffected, 'unaffected') }),
      ...(startsAt === undefined ? {} : { startsAt: instant(startsAt, 'startsAt') }),
      ...(endsAt === undefined ? {} : { endsAt: instant(endsAt, 'endsAt') }),
      ...(responsible === undefined ? {} : { responsible: this.responsible(responsible) }),
      ...(impactUnknown === true ? { impactMinutes: null } : impactMinutes === undefined ? {} : { impactMinutes }),
    };
  }

  private components(words: readonly string[], field: string): string[] {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    return words.map((word) => {
      const row = tree.named(word, field);
      if (row.retired === null) return row.id;
      throw invalid(field, 'component-retired', `${row.name} is retired since ${row.retired.at}`);
    });
  }

  private responsible(name: string): WindowPlan['responsible'] {
    const person = personNamed(this.readModel, name);
    return person === null ? { name } : { name, person };
  }
}

/** Something else takes place on the same redundancy at the same time, and no reason was given to accept it. */
export class Overlapping extends Rejected {
  constructor(readonly overlaps: readonly Overlap[]) {
    const [first, ...more] = overlaps.map(({ kind, title, on, startsAt, endsAt }) => {
      return `${kind} "${title}" on ${on} (${startsAt} to ${endsAt ?? 'open'})`;
    });
    const rest = more.length === 0 ? '' : ` and ${more.length} more`;
    super(
      'conflict',
      'overlaps',
      `overlapReason: it overlaps ${first}${rest}; say why that is accepted`,
      'overlapReason',
    );
  }
}

/** @throws Overlapping */
function accepted(overlaps: readonly Overlap[], overlapReason: string | null): Beside {
  if (overlaps.length > 0 && overlapReason === null) throw new Overlapping(overlaps);
  return {
    overlaps: overlaps.map(({ kind, id, on }) => ({ kind, id, on })),
    overlapReason: overlaps.length === 0 ? null : overlapReason,
  };
}

function instant(text: string, field: string): string {
  return isoInstant(parseInstant(text, field));
}

function refuseOthers(field: string, words: readonly string[] | undefined, form: RegExp, sentence: string): void {
  const bad = words?.find((word) => !form.test(word));
  if (bad !== undefined) throw invalid(field, 'form', `${JSON.stringify(bad)} ${sentence}`);
}

function authorAt(caller: Caller, occurredAt: string | undefined): Author {
  if (occurredAt === undefined) return caller.author();
  return caller.author({
    occurredAt: parseInstant(occurredAt, 'occurredAt'),
    precision: precisionOf(occurredAt),
  });
}
