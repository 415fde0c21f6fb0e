import { refuseCredentials } from '@kernel/credentials.js';
import { Rejected } from '@kernel/decider.js';
import type { Caller } from '@platform/http/caller.js';
import { type Executed, type ExecuteOptions, type Ledger } from '@platform/ledger.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import type { Sight } from '@platform/visibility.js';
import type { LogChooser } from '../logs/choose-log.js';
import { ComponentTree } from './component-tree.js';
import type { ComponentDetails } from './component.events.js';
import type { ComponentPatch } from './components.dto.js';
import { components, type ComponentsCommand } from './components.js';

/** What a request says of a component, in the words of the ledger. */
export interface Meant {
  readonly details: Partial<ComponentDetails>;
  readonly logs: readonly string[] | undefined;
}

export interface WrittenComponent extends Executed {
  readonly id: string;
}

/** From what a caller sent to a command: which parent, which logs. */
export class ComponentWriter {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
  ) {}

  async register(
    name: string,
    request: ComponentPatch,
    caller: Caller,
    key: string | undefined,
    fingerprint?: string,
  ): Promise<WrittenComponent> {
    const author = caller.author(fingerprint === undefined ? {} : { fingerprint });
    const id = this.ledger.newId(author, key);
    const { details, logs = [] } = this.meant({ ...request, name }, caller.sight);
    const command = { do: 'register', id, details: { ...details, name }, logs } as const;
    return { id, ...(await this.ledger.execute(components, null, command, author, { idempotencyKey: key })) };
  }

  async change(
    id: string,
    request: ComponentPatch,
    caller: Caller,
    { idempotencyKey, expected }: ExecuteOptions,
    fingerprint?: string,
  ): Promise<Executed> {
    const author = caller.author(fingerprint === undefined ? {} : { fingerprint });
    const command = this.changing(id, this.meant(request, caller.sight), caller.sight, expected);
    return this.ledger.execute(components, null, command, author, { idempotencyKey });
  }

  end(what: 'retire' | 'reinstate', id: string, reason: string, caller: Caller): Promise<Executed> {
    refuseCredentials({ reason }, false);
    const { idempotencyKey, expected } = caller.options;
    const command = { do: what, id, reason, expected } as const;
    return this.ledger.execute(components, null, command, caller.author(), { idempotencyKey });
  }

  /** The same command that `change` would execute. */
  changing(id: string, { details, logs }: Meant, sight: Sight, expected?: number): ComponentsCommand {
    const hiddenLogs = JSON.parse(sight.hiddenFrom([])) as string[];
    return { do: 'change', id, details, logs, hiddenLogs, expected };
  }

  /** @throws Rejected unknown-component (of the parent), unknown-log, and whatever looks like a credential */
  meant(request: ComponentPatch, sight: Sight, idOf?: (word: string) => string | undefined): Meant {
    refuseCredentials(request, false);
    const { parent, noticeScope, logs, ...details } = request;
    return {
      details: {
        ...details,
        ...(parent === undefined ? {} : { parent: parent === '' ? null : this.parent(parent, idOf) }),
        ...(noticeScope === undefined ? {} : { noticeScope: noticeScope === '' ? null : noticeScope }),
      },
      logs: logs?.map((log) => this.log(log, sight)),
    };
  }

  private parent(word: string, idOf?: (word: string) => string | undefined): string {
    const tree = ComponentTree.at(this.readModel, this.readModel.position());
    return idOf?.(word) ?? tree.named(word, 'parent').id;
  }

  private log(typed: string, sight: Sight): string {
    const log = this.chooser.visible(typed, sight);
    if (log !== null) return log.name;
    const suggestion = this.chooser.suggestion(typed, sight);
    const hint = suggestion === null ? 'GET /api/v1/logs lists them' : `did you mean "${suggestion}"?`;
    const sentence = `logs: there is no log ${JSON.stringify(typed.slice(0, 63))}; ${hint}`;
    throw new Rejected('invalid', 'unknown-log', sentence, 'logs');
  }
}
