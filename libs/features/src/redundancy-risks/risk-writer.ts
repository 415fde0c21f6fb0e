import type { Clock } from '@kernel/clock.js';
import { refuseCredentials } from '@kernel/credentials.js';
import { type Author, Rejected } from '@kernel/decider.js';
import { derivedId } from '@kernel/ids.js';
import { DAY, isoInstant, parseInstant } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import { type Executed, type Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { ComponentTree } from '../components/component-tree.js';
import { type CalendarEvent, readCalendar } from './calendar-events.js';
import type { RiskDetails } from './redundancy-risk.events.js';
import type { EndRiskRequest, RiskPatch, RiskRequest } from './redundancy-risks.dto.js';
import { redundancyRisks, type RiskCommand } from './redundancy-risks.js';
import { findRisk } from './risks.js';

/** What became of one event of a calendar. */
export interface ImportedRisk {
  readonly uid: string;
  readonly outcome: 'recorded' | 'changed' | 'cancelled' | 'unchanged' | 'refused';
  readonly id: string | null;
  readonly problem: string | null;
}

/** Work that is farther away is imported by a later import. */
const AHEAD = 90 * DAY;
const BEHIND = DAY;

/** From what a caller sent, or a calendar says, to a command. */
export class RiskWriter {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly clock: Clock,
  ) {}

  async record(request: RiskRequest, caller: Caller): Promise<Executed & { id: string }> {
    refuseCredentials(request, false);
    const author = caller.author();
    const id = this.ledger.newId(author, caller.idempotencyKey);
    const { kind, title, vendor = '', text = '', groups = [], components = [], startsAt, endsAt } = request;
    const details = {
      kind,
      title,
      vendor,
      text,
      groups,
      components: this.components(components),
      startsAt: instant(startsAt, 'startsAt'),
      endsAt: endsAt === undefined ? null : instant(endsAt, 'endsAt'),
      uid: null,
    };
    const { idempotencyKey } = caller;
    return { id, ...(await this.execute({ do: 'record', id, details }, author, idempotencyKey)) };
  }

  change(id: string, request: RiskPatch, caller: Caller): Promise<Executed> {
    refuseCredentials(request, false);
    const { components, startsAt, endsAt, ...rest } = request;
    const details: Partial<RiskDetails> = {
      ...rest,
      ...(components === undefined ? {} : { components: this.components(components) }),
      ...(startsAt === undefined ? {} : { startsAt: instant(startsAt, 'startsAt') }),
      ...(endsAt === undefined ? {} : { endsAt: instant(endsAt, 'endsAt') }),
    };
    const { expected, idempotencyKey } = caller.options;
    return this.execute({ do: 'change', id, details, expected }, caller.author(), idempotencyKey);
  }

  end(id: string, { endsAt, reason }: EndRiskRequest, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    const { expected, idempotencyKey } = caller.options;
    const end = endsAt === undefined ? isoInstant(this.clock.now()) : instant(endsAt, 'endsAt');
    return this.execute({ do: 'end', id, endsAt: end, reason, expected }, caller.author(), idempotencyKey);
  }

  cancel(id: string, reason: string, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    const { expected, idempotencyKey } = caller.options;
    return this.execute({ do: 'cancel', id, reason, expected }, caller.author(), idempotencyKey);
  }

  /** Makes the vendor's work what a calendar says, each event for itself. @throws NotACalendar, Rejected */
  async import(
    text: string,
    touched: { groups: readonly string[]; components: readonly string[]; vendor: string },
    caller: Caller,
    isDryRun: boolean,
  ): Promise<ImportedRisk[]> {
    refuseCredentials({ text, vendor: touched.vendor }, false);
    const now = this.clock.now();
    const events = readCalendar(text, now - BEHIND, now + AHEAD);
    const components = this.components(touched.components);
    const taken: ImportedRisk[] = [];
    for (const event of events) taken.push(await this.take(event, { ...touched, components }, caller, isDryRun));
    return taken;
  }

  private async take(
    event: CalendarEvent,
    touched: Pick<RiskDetails, 'groups' | 'components' | 'vendor'>,
    caller: Caller,
    isDryRun: boolean,
  ): Promise<ImportedRisk> {
    const { uid } = event;
    if ('problem' in event) return { uid, outcome: 'refused', id: null, problem: event.problem };
    const id = derivedId('redundancy-risk', uid);
    const { title, text, startsAt, endsAt, isCancelled } = event;
    const { groups, components, vendor } = touched;
    const times = { startsAt: isoInstant(startsAt), endsAt: isoInstant(endsAt) };
    const details = { kind: 'vendor-work', title, vendor, text, groups, components, ...times, uid } as const;
    const known = findRisk(this.readModel, id, this.readModel.position())?.row;
    const command: RiskCommand | null =
      known === undefined
        ? isCancelled
          ? null
          : { do: 'record', id, details }
        : isCancelled
          ? known.status === 'standing'
            ? { do: 'cancel', id, reason: 'The calendar says that it is cancelled.' }
            : null
          : { do: 'change', id, details };
    const outcome = { record: 'recorded', change: 'changed', cancel: 'cancelled' } as const;
    try {
      if (command === null) return { uid, outcome: 'unchanged', id: known?.id ?? null, problem: null };
      const isChange = isDryRun
        ? await this.wouldChange(command, caller)
        : (await this.execute(command, caller.author())).changed;
      const what = isChange ? outcome[command.do] : 'unchanged';
      return { uid, outcome: what, id, problem: null };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return { uid, outcome: 'refused', id: known?.id ?? null, problem: error.message };
    }
  }

  private async wouldChange(command: RiskCommand, caller: Caller): Promise<boolean> {
    const { state } = await this.ledger.load(redundancyRisks, redundancyRisks.category);
    const context = { now: this.clock.now(), author: caller.author() };
    return redundancyRisks.decide(command, state, context).length > 0;
  }

  private execute(command: RiskCommand, author: Author, idempotencyKey?: string): Promise<Executed> {
    return this.ledger.execute(redundancyRisks, null, command, author, { idempotencyKey });
  }

  private components(words: readonly string[]): string[] {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    return words.map((word) => tree.named(word, 'components').id);
  }
}

function instant(text: string, field: string): string {
  return isoInstant(parseInstant(text, field));
}
