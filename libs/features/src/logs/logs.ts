import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { NewFactOf } from '@kernel/event.js';
import {
  LogArchived,
  LogChanged,
  LogCreated,
  type LogDetails,
  type LogEvent,
  logEvents,
  LogReopened,
} from './log.events.js';

export type LogsCommand =
  | { readonly do: 'create'; readonly name: string; readonly details: Partial<LogDetails> }
  | {
      readonly do: 'change';
      readonly name: string;
      readonly details: Partial<LogDetails>;
      readonly status?: 'open' | 'archived' | undefined;
      /** The revision of this log that the caller has seen. */
      readonly expected?: number | undefined;
    };

interface Known {
  /** Of the last event that concerned this log: its ETag. */
  readonly revision: number;
  readonly details: LogDetails;
  readonly archived: boolean;
}
type LogsState = ReadonlyMap<string, Known>;

export const NO_DETAILS: LogDetails = {
  title: '',
  description: '',
  visibility: 'public',
  aliases: [],
  channels: [],
  patterns: [],
};

/** The catalogue of logs: one stream, because names and channels belong to one log each. */
export const logs: Decider<LogsCommand, LogsState, LogEvent> = {
  category: 'logs',
  events: logEvents,
  initial: new Map(),

  decide(command, state) {
    const known = state.get(command.name);
    const details = merge(known?.details ?? NO_DETAILS, command.details);
    checkUnique(command.name, details, state);
    switch (command.do) {
      case 'create': {
        if (ownerOf(command.name, state) !== undefined) throw taken('name', command.name);
        return [LogCreated.of({ name: command.name, ...details })];
      }
      case 'change': {
        if (known === undefined)
          throw new Rejected('not-found', 'unknown-log', `there is no log ${command.name}`, 'name');
        checkRevision(command.expected, known.revision);
        return change(command, known, details);
      }
      default:
        return unreachable(command);
    }
  },

  evolve(state, fact) {
    if (fact.erased) return state;
    const after = new Map(state);
    switch (fact.type) {
      case 'log.created':
      case 'log.changed': {
        const { name, ...details } = fact.data;
        return after.set(name, { details, archived: state.get(name)?.archived ?? false, revision: fact.revision });
      }
      case 'log.archived':
      case 'log.reopened': {
        const known = state.get(fact.data.name);
        if (known === undefined) return state;
        return after.set(fact.data.name, { ...known, archived: fact.type === 'log.archived', revision: fact.revision });
      }
      default:
        return unreachable(fact);
    }
  },
};

function change(
  { name, status }: Extract<LogsCommand, { do: 'change' }>,
  known: Known,
  details: LogDetails,
): NewFactOf<LogEvent>[] {
  const facts: NewFactOf<LogEvent>[] = [];
  if (JSON.stringify(details) !== JSON.stringify(known.details)) facts.push(LogChanged.of({ name, ...details }));
  if (status === 'archived' && !known.archived) facts.push(LogArchived.of({ name }));
  if (status === 'open' && known.archived) facts.push(LogReopened.of({ name }));
  return facts;
}

/** In the order of `NO_DETAILS`, so that the same details are the same JSON. */
function merge(before: LogDetails, given: Partial<LogDetails>): LogDetails {
  return {
    title: given.title ?? before.title,
    description: given.description ?? before.description,
    visibility: given.visibility ?? before.visibility,
    aliases: given.aliases ?? before.aliases,
    channels: (given.channels ?? before.channels).map((channel) => channel.toLowerCase()),
    patterns: given.patterns ?? before.patterns,
  };
}

function checkUnique(name: string, details: LogDetails, state: LogsState): void {
  for (const field of ['aliases', 'channels', 'patterns'] as const) {
    const twice = details[field].find((one, index) => details[field].indexOf(one) !== index);
    if (twice !== undefined)
      throw new Rejected('invalid', 'named-twice', `${field}: ${twice} stands there twice`, field);
  }
  for (const alias of details.aliases) {
    const owner = alias === name ? name : ownerOf(alias, state);
    if (owner !== undefined && (owner !== name || alias === name)) throw taken('aliases', alias);
  }
  for (const [other, { details: theirs }] of state) {
    if (other === name) continue;
    const channel = details.channels.find((channel) => theirs.channels.includes(channel));
    if (channel !== undefined) throw taken('channels', channel);
    const pattern = details.patterns.find((pattern) => theirs.patterns.includes(pattern));
    if (pattern !== undefined) throw taken('patterns', pattern);
  }
}

function ownerOf(name: string, state: LogsState): string | undefined {
  if (state.has(name)) return name;
  for (const [log, { details }] of state) {
    if (details.aliases.includes(name)) return log;
  }
  return undefined;
}

/** Without the name of the other log: it may be one that the caller must not see. */
function taken(field: string, what: string): Rejected {
  return new Rejected('conflict', 'name-taken', `${field}: ${what} already belongs to another log`, field);
}
