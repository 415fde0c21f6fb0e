import { type Context, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { Actor, LiveFact } from '@kernel/event.js';
import { REDACTED } from '@kernel/redaction.js';
import { isoInstant, MINUTE, type Precision, SECOND } from '@kernel/time.js';
import {
  type Difference,
  type EntrySource,
  type LogEntryEvent,
  LogEntryAmended,
  logEntryEvents,
  LogEntryImported,
  LogEntryLinked,
  LogEntryLogged,
  LogEntryRetracted,
  RelayLineRefused,
} from './log-entry.events.js';

/** A clock that runs ahead by up to this is forgiven. */
export const MAX_FUTURE = 120 * SECOND;
/** Written down later than this after it happened, an entry is late. */
export const LATE_AFTER = 5 * MINUTE;

export type LogEntryCommand =
  | {
      readonly do: 'log';
      readonly log: string;
      readonly message: string;
      readonly typedLog?: string;
      readonly masked?: readonly string[];
    }
  | ({ readonly do: 'amend' } & Amendment)
  | { readonly do: 'retract'; readonly reason: string }
  | { readonly do: 'import'; readonly log: string; readonly message: string; readonly source: EntrySource }
  | ({ readonly do: 'link' } & Link)
  /** Somebody wrote over the line in its source. */
  | ({ readonly do: 'revise' } & Amendment & Link)
  /** The same, and its new words are another entry here. */
  | ({ readonly do: 'withdraw'; readonly reason: string } & Link);

/** What is to change of an entry; what is left out stays. */
interface Amendment {
  readonly actor?: Actor | undefined;
  readonly log?: string | undefined;
  readonly message?: string | undefined;
  /** Milliseconds since 1970. */
  readonly occurredAt?: number | undefined;
  readonly precision?: Precision | undefined;
  readonly reason: string;
}

/** Another source in which an entry stands. */
export interface Link {
  readonly source: EntrySource;
  readonly keys: readonly string[];
  readonly differs?: Difference | undefined;
}

interface Standing {
  readonly is: 'logged';
  readonly actor: Actor;
  readonly log: string;
  readonly message: string;
  readonly occurredAt: string;
  readonly precision: Precision;
  /** Nothing of what it said is left. */
  readonly redacted: boolean;
  /** Something of what it said was erased; the rest may have been restated. */
  readonly scarred: boolean;
  /** Its words came by an import, and nobody touched them here. */
  readonly imported: boolean;
}

export type LogEntryState =
  | { readonly is: 'absent' }
  | Standing
  | { readonly is: 'retracted'; readonly log: string; readonly scarred: boolean }
  /** Its content was erased, and nobody has said it anew. */
  | { readonly is: 'erased' };

/** One entry of the server admin log, from its writing to its amendments or its retraction. */
export const logEntry: Decider<LogEntryCommand, LogEntryState, LogEntryEvent> = {
  category: 'log-entry',
  events: logEntryEvents,
  initial: { is: 'absent' },

  decide(command, state, context) {
    switch (command.do) {
      case 'log': {
        if (state.is !== 'absent') throw new Rejected('conflict', 'already-logged', 'this entry was logged already');
        checkNotFuture(context.author.occurredAt, context);
        const { log, message, typedLog, masked } = command;
        return [LogEntryLogged.of({ log, message, ...(typedLog ? { typedLog } : {}), ...(masked ? { masked } : {}) })];
      }
      case 'amend':
        return amend(command, standing(state), context);
      case 'retract':
        if (state.is === 'retracted') return [];
        return [LogEntryRetracted.of({ log: standing(state).log, reason: command.reason })];
      case 'import': {
        if (state.is !== 'absent') throw new Rejected('conflict', 'already-logged', 'this entry was imported already');
        checkNotFuture(context.author.occurredAt, context);
        const { log, message, source } = command;
        return [LogEntryImported.of({ log, message, source })];
      }
      case 'link':
        return [linked(command, state)];
      // What somebody wrote, mended, struck through or erased here stays so, whatever became of the line elsewhere.
      case 'revise':
        return [...(isImportsOwn(state) ? amend(command, state, context) : []), linked(command, state)];
      case 'withdraw': {
        const { reason } = command;
        const retracted = isImportsOwn(state) ? [LogEntryRetracted.of({ log: state.log, reason })] : [];
        return [...retracted, linked(command, state)];
      }
      default:
        return unreachable(command);
    }
  },

  evolve(state, fact) {
    if (fact.erased) return evolveErased(state, fact.type);
    switch (fact.type) {
      case 'log-entry.linked':
        return state;
      case 'log-entry.logged':
      case 'log-entry.imported': {
        const { actor, occurredAt, precision } = fact;
        const { log, message } = fact.data;
        const imported = fact.type === 'log-entry.imported';
        return { is: 'logged', actor, log, message, occurredAt, precision, ...scarsOf(fact), imported };
      }
      case 'log-entry.amended': {
        const { actor, log, message, occurredAt, precision } = fact.data;
        const imported = state.is === 'logged' && state.imported && fact.via.kind === 'import';
        return { is: 'logged', actor, log, message, occurredAt, precision, ...scarsOf(fact), imported };
      }
      case 'log-entry.retracted':
        return { is: 'retracted', log: fact.data.log, scarred: state.is === 'logged' && state.scarred };
      default:
        return unreachable(fact);
    }
  },
};

function linked({ source, keys, differs }: Link, state: LogEntryState) {
  if (state.is === 'absent') throw unknownEntry();
  // Another source may say what was erased here.
  if (state.is === 'erased' || state.scarred) throw erased();
  return LogEntryLinked.of({ log: state.log, source, keys, ...(differs === undefined ? {} : { differs }) });
}

function amend(command: Amendment, entry: Standing, context: Context) {
  checkNotFuture(command.occurredAt, context);
  const after = {
    log: command.log ?? entry.log,
    message: command.message ?? entry.message,
    occurredAt: command.occurredAt === undefined ? entry.occurredAt : isoInstant(command.occurredAt),
    precision: command.precision ?? entry.precision,
  };
  const actor = command.actor ?? entry.actor;
  const same =
    actor.name === entry.actor.name &&
    (Object.keys(after) as (keyof typeof after)[]).every((field) => after[field] === entry[field]);
  return same ? [] : [LogEntryAmended.of({ actor, ...after, reason: command.reason })];
}

/** What an erased event did is still known by its type: a retraction stays one. */
function evolveErased(state: LogEntryState, type: LogEntryEvent['type']): LogEntryState {
  if (state.is === 'absent') return { is: 'erased' };
  return type === 'log-entry.retracted' && state.is === 'logged'
    ? { is: 'retracted', log: state.log, scarred: state.scarred }
    : state;
}

function standing(state: LogEntryState): Standing {
  switch (state.is) {
    case 'logged':
      if (state.redacted) throw erased();
      return state;
    case 'absent':
      throw unknownEntry();
    case 'retracted':
      throw new Rejected('conflict', 'retracted', 'this entry is retracted; log a new one instead');
    case 'erased':
      throw erased();
    default:
      return unreachable(state);
  }
}

function unknownEntry(): Rejected {
  return new Rejected('not-found', 'unknown-log-entry', 'there is no log entry with this id');
}

function erased(): Rejected {
  return new Rejected('conflict', 'redacted', 'the content of this entry was erased; log a new one instead');
}

function isImportsOwn(state: LogEntryState): state is Standing {
  return state.is === 'logged' && state.imported && !state.scarred;
}

function scarsOf({ scar, data }: LiveFact<string, { message: string }>): { scarred: boolean; redacted: boolean } {
  const scarred = scar?.what === 'content';
  return { scarred, redacted: scarred && data.message === REDACTED };
}

function checkNotFuture(occurredAt: number | undefined, { now }: Context): void {
  if (occurredAt !== undefined && occurredAt > now + MAX_FUTURE) {
    const sentence = `occurredAt: ${isoInstant(occurredAt)} is more than ${MAX_FUTURE / SECOND} s in the future`;
    throw new Rejected('invalid', 'in-the-future', sentence, 'occurredAt');
  }
}

/** A line that a relay could not read: recorded once, decided nothing. */
export const refusedLine: Decider<{ listener: string; why: string; bytes: number }, null, typeof RelayLineRefused> = {
  category: 'relay-line',
  events: [RelayLineRefused],
  initial: null,
  decide: (line) => [RelayLineRefused.of(line)],
  evolve: () => null,
};
