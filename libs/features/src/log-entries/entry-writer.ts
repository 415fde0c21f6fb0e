import type { Clock } from '@kernel/clock.js';
import { type Author, Rejected, timeOf } from '@kernel/decider.js';
import type { Actor } from '@kernel/event.js';
import { parseInstant, type Precision, precisionOf } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import { type Executed, type ExecuteOptions, type Ledger, streamOf } from '@platform/ledger.js';
import type { Sight } from '@platform/visibility.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import type { ChosenLog, LogChooser } from '../logs/choose-log.js';
import { personNamed } from '../people/who-is-who.js';
import { refuseCredentials } from '@kernel/credentials.js';
import type { AmendRequest, LogEntryRequest } from './log-entries.dto.js';
import { logEntry, type LogEntryCommand } from './log-entry.js';
import { willEnd } from './operations.js';
import type { Pair } from './pair-halves.js';
import { type Mark, readMark } from './read-mark.js';
import { readRefs, type Refs } from './read-refs.js';
import { isLate } from './stored-entry.js';

export interface Written extends Executed {
  readonly id: string;
}

/** What an entry would be. */
export interface Preview {
  readonly log: string;
  readonly actor: Actor;
  readonly message: string;
  readonly occurredAt: string;
  readonly precision: Precision;
  readonly late: boolean;
  readonly refs: Refs;
  readonly mark: Mark | null;
  /** The operation that it would end. */
  readonly ends: Pair | null;
}

interface Meant {
  readonly log: ChosenLog;
  readonly author: Author;
  readonly command: Extract<LogEntryCommand, { do: 'log' }>;
}

/** From what a caller sent to a command: which log, which actor, which time, and nothing secret. */
export class EntryWriter {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
    private readonly clock: Clock,
  ) {}

  async log(request: LogEntryRequest, caller: Caller, key: string | undefined, fingerprint?: string): Promise<Written> {
    const plain = caller.author(fingerprint === undefined ? {} : { fingerprint });
    const id = this.ledger.newId(plain, key);
    // Before anything else is asked: what was accepted once is accepted again, though the log is archived by now.
    const before = await this.ledger.repeated(streamOf(logEntry, id), plain, key);
    if (before !== undefined) return { id, ...before, changed: false };
    const { log, author, command } = this.meant(request, caller, plain);
    await this.chooser.ensure(log, author);
    const executed = await this.ledger.execute(logEntry, id, command, author, {
      idempotencyKey: key,
      fresh: key === undefined,
    });
    return { id, ...executed };
  }

  /** What `log` would write; nothing is written. */
  preview(request: LogEntryRequest, caller: Caller): Preview {
    const { log, author, command } = this.meant(request, caller, caller.author());
    const { message } = command;
    const now = this.clock.now();
    const time = timeOf(author, now);
    const mark = readMark(message);
    return {
      log: log.name,
      actor: author.actor,
      message,
      ...time,
      late: isLate(time.occurredAt, now),
      refs: readRefs(message),
      mark,
      ends: mark === null ? null : this.ends(mark, log.name, author, Date.parse(time.occurredAt), caller.sight),
    };
  }

  async amend(id: string, request: AmendRequest, caller: Caller, options: ExecuteOptions): Promise<Executed> {
    const author = caller.author();
    // As with a new entry: what was accepted once is accepted again, though the log is archived by now.
    const before = await this.ledger.repeated(streamOf(logEntry, id), author, options.idempotencyKey);
    if (before !== undefined) return { ...before, changed: false };
    refuseCredentials(request, request.allowCredential);
    const log = request.log === undefined ? undefined : this.chooser.forEntry(request.log, writingSight(caller));
    if (log?.missing !== undefined)
      throw new Rejected('invalid', 'unknown-log', `log: there is no log ${log.name} yet`, 'log');
    if (log !== undefined) caller.require('log:amend', log.name);
    const { message, reason } = request;
    if (
      log === undefined &&
      message === undefined &&
      request.occurredAt === undefined &&
      request.precision === undefined
    ) {
      throw new Rejected(
        'invalid',
        'nothing-to-amend',
        'message: give what should change: message, occurredAt, precision or log',
        'message',
      );
    }
    const command = { do: 'amend', log: log?.name, message, reason, ...timeClaimed(request) } as const;
    return this.ledger.execute(logEntry, id, command, author, options);
  }

  private ends(mark: Mark, log: string, { actor }: Author, occurredAt: number, sight: Sight): Pair | null {
    // Who may write into a log need not be able to read what others wrote there.
    if (sight.hides(log)) return null;
    const pair = willEnd({ log, actor: actor.name, mark, occurredAt }, this.readModel);
    if (pair !== null) sight.answers(log);
    return pair;
  }

  /** @throws Rejected, Problem: whatever would refuse the entry, before a log is made for it */
  private meant(request: LogEntryRequest, caller: Caller, plain: Author): Meant {
    const log = this.chooser.forEntry(request.log, writingSight(caller));
    caller.require('log:write', log.name);
    refuseCredentials(request, request.allowCredential);
    const author: Author = {
      ...plain,
      actor: this.actor(request.actor, caller, plain),
      ...(request.correlationId === undefined ? {} : { correlationId: request.correlationId }),
      ...timeClaimed(request),
    };
    const typedLog = request.log === log.name ? {} : { typedLog: request.log };
    const command = { do: 'log', log: log.name, message: request.message, ...typedLog } as const;
    logEntry.decide(command, logEntry.initial, { now: this.clock.now(), author });
    return { log, author, command };
  }

  private actor(name: string | undefined, caller: Caller, { actor: self }: Author): Actor {
    if (name === undefined) return self;
    const person = personNamed(this.readModel, name);
    const isSelf = name === self.name || (person !== null && person === self.person);
    if (!isSelf) caller.require('log:on-behalf');
    return person === null ? { name } : { name, person };
  }
}

function writingSight({ sight, signedIn }: Caller): Sight {
  return sight.alsoSeeing(signedIn.logs ?? []);
}

function timeClaimed({ occurredAt, precision }: Pick<LogEntryRequest, 'occurredAt' | 'precision'>) {
  if (occurredAt === undefined) return precision === undefined ? {} : { precision };
  return { occurredAt: parseInstant(occurredAt, 'occurredAt'), precision: precision ?? precisionOf(occurredAt) };
}
