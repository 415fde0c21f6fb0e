import { refuseCredentials } from '@kernel/credentials.js';
import { isoInstant, parseInstant } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import type { Executed, Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { ComponentTree } from '../components/component-tree.js';
import type { RiskDetails } from './redundancy-risk.events.js';
import type { RiskPatch, RiskRequest } from './redundancy-risks.dto.js';
import { redundancyRisks } from './redundancy-risks.js';

export interface WrittenRisk extends Executed {
  readonly id: string;
}

/** From what a caller sent to a command. */
export class RiskWriter {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
  ) {}

  async record(request: RiskRequest, caller: Caller): Promise<WrittenRisk> {
    const author = caller.author();
    const { idempotencyKey } = caller;
    const id = this.ledger.newId(author, idempotencyKey);
    const { kind, title } = request;
    const details = { ...this.meant(request), kind, title, startsAt: utc(request.startsAt, 'startsAt') };
    const command = { do: 'record', id, details } as const;
    return { id, ...(await this.ledger.execute(redundancyRisks, null, command, author, { idempotencyKey })) };
  }

  change(id: string, request: RiskPatch, caller: Caller): Promise<Executed> {
    const { idempotencyKey, expected } = caller.options;
    const command = { do: 'change', id, details: this.meant(request), expected } as const;
    return this.ledger.execute(redundancyRisks, null, command, caller.author(), { idempotencyKey });
  }

  end(id: string, reason: string, endsAt: string | undefined, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    const { idempotencyKey, expected } = caller.options;
    const at = endsAt === undefined ? undefined : parseInstant(endsAt, 'endsAt');
    const command = { do: 'end', id, reason, endsAt: at, expected } as const;
    return this.ledger.execute(redundancyRisks, null, command, caller.author(), { idempotencyKey });
  }

  cancel(id: string, reason: string, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    const { idempotencyKey, expected } = caller.options;
    const command = { do: 'cancel', id, reason, expected } as const;
    return this.ledger.execute(redundancyRisks, null, command, caller.author(), { idempotencyKey });
  }

  /** Ids of components by the words that people use. @throws Rejected unknown-component */
  componentIds(words: readonly string[]): string[] {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    return words.map((word) => tree.named(word, 'components').id);
  }

  /** @throws Rejected unknown-component, invalid-time, and whatever looks like a credential */
  private meant(request: RiskPatch): Partial<RiskDetails> {
    refuseCredentials(request, false);
    const { components, startsAt, endsAt, ...same } = request;
    return {
      ...same,
      ...(components === undefined ? {} : { components: this.componentIds(components) }),
      ...(startsAt === undefined ? {} : { startsAt: utc(startsAt, 'startsAt') }),
      ...(endsAt === undefined ? {} : { endsAt: endsAt === '' ? null : utc(endsAt, 'endsAt') }),
    };
  }
}

function utc(text: string, field: string): string {
  return isoInstant(parseInstant(text, field));
}
