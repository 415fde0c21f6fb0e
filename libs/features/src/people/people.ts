import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import {
  PersonAdded,
  PersonChanged,
  type PersonDetails,
  PersonErased,
  type PersonEvent,
  personEvents,
} from './person.events.js';

export type PeopleCommand =
  | { readonly do: 'add'; readonly id: string; readonly details: PersonDetails }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly details: Partial<PersonDetails>;
      /** The revision of this person that the caller has seen. */
      readonly expected?: number | undefined;
    }
  | { readonly do: 'erase'; readonly id: string; readonly reason: string; readonly mentions: boolean };

interface Known {
  readonly details: PersonDetails;
  /** Of the last event that concerned this person: its ETag. */
  readonly revision: number;
}
/** An erased person stays as an id that is taken. */
type PeopleState = ReadonlyMap<string, Known | 'erased'>;

/** The people: one stream, because an alias belongs to one person. */
export const people: Decider<PeopleCommand, PeopleState, PersonEvent> = {
  category: 'people',
  events: personEvents,
  initial: new Map(),

  decide(command, state) {
    switch (command.do) {
      case 'add':
        checkAliases(command.id, command.details, state);
        return [PersonAdded.of({ id: command.id, ...command.details })];
      case 'change': {
        const known = state.get(command.id);
        if (known === undefined || known === 'erased') throw unknown();
        const given = Object.entries(command.details).filter(([, value]) => value !== undefined);
        checkRevision(command.expected, known.revision);
        const details: PersonDetails = { ...known.details, ...Object.fromEntries(given) };
        checkAliases(command.id, details, state);
        return JSON.stringify(details) === JSON.stringify(known.details)
          ? []
          : [PersonChanged.of({ id: command.id, ...details })];
      }
      case 'erase': {
        const known = state.get(command.id);
        if (known === undefined) throw unknown();
        const { id, reason, mentions } = command;
        return known === 'erased' ? [] : [PersonErased.of({ id, reason, mentions })];
      }
      default:
        return unreachable(command);
    }
  },

  evolve(state, fact) {
    if (fact.erased) return state;
    if (fact.type === 'person.erased') return new Map(state).set(fact.data.id, 'erased');
    const { id, ...details } = fact.data;
    return new Map(state).set(id, { details, revision: fact.revision });
  },
};

function unknown(): Rejected {
  return new Rejected('not-found', 'unknown-person', 'there is no person with this id');
}

function checkAliases(id: string, details: PersonDetails, state: PeopleState): void {
  const mine = new Set(details.aliases.map(({ name }) => name.toLowerCase()));
  if (mine.size < details.aliases.length) {
    throw new Rejected('invalid', 'alias-twice', 'aliases: the same name stands there twice', 'aliases');
  }
  for (const [other, known] of state) {
    if (other === id || known === 'erased') continue;
    const theirs = known.details;
    const taken = theirs.aliases.find(({ name }) => mine.has(name.toLowerCase()));
    if (taken !== undefined) {
      throw new Rejected(
        'conflict',
        'alias-taken',
        `aliases: ${taken.name} already belongs to ${theirs.displayName}`,
        'aliases',
      );
    }
  }
}
