import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import { PersonAdded, PersonChanged, type PersonDetails, type PersonEvent, personEvents } from './person.events.js';

export type PeopleCommand =
  | { readonly do: 'add'; readonly id: string; readonly details: PersonDetails }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly details: Partial<PersonDetails>;
      /** The revision of this person that the caller has seen. */
      readonly expected?: number | undefined;
    };

interface Known {
  readonly details: PersonDetails;
  /** Of the last event that concerned this person: its ETag. */
  readonly revision: number;
}
type PeopleState = ReadonlyMap<string, Known>;

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
        if (known === undefined) throw new Rejected('not-found', 'unknown-person', 'there is no person with this id');
        const given = Object.entries(command.details).filter(([, value]) => value !== undefined);
        checkRevision(command.expected, known.revision);
        const details: PersonDetails = { ...known.details, ...Object.fromEntries(given) };
        checkAliases(command.id, details, state);
        return JSON.stringify(details) === JSON.stringify(known.details)
          ? []
          : [PersonChanged.of({ id: command.id, ...details })];
      }
      default:
        return unreachable(command);
    }
  },

  evolve(state, fact) {
    if (fact.erased) return state;
    const { id, ...details } = fact.data;
    return new Map(state).set(id, { details, revision: fact.revision });
  },
};

function checkAliases(id: string, details: PersonDetails, state: PeopleState): void {
  const mine = new Set(details.aliases.map(({ name }) => name.toLowerCase()));
  if (mine.size < details.aliases.length) {
    throw new Rejected('invalid', 'alias-twice', 'aliases: the same name stands there twice', 'aliases');
  }
  for (const [other, { details: theirs }] of state) {
    const taken = other === id ? undefined : theirs.aliases.find(({ name }) => mine.has(name.toLowerCase()));
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
