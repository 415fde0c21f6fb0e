import { checkRevision, type Decider, Rejected, unreachable } from '@kernel/decider.js';
import type { NewFact, NewFactOf } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import {
  ComponentChanged,
  type ComponentDetails,
  type ComponentEvent,
  componentEvents,
  MAX_OF_EACH,
  ComponentLogAttached,
  ComponentLogDetached,
  ComponentRegistered,
  ComponentReinstated,
  ComponentRetired,
} from './component.events.js';
import { checkDetails, checkParent, childrenOf } from './component-rules.js';

export type ComponentsCommand =
  | {
      readonly do: 'register';
      readonly id: string;
      readonly details: Partial<ComponentDetails> & { readonly name: string };
      readonly logs: readonly string[];
    }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly details: Partial<ComponentDetails>;
      /** All logs that it covers from now on, beside those that the caller cannot know of. */
      readonly logs?: readonly string[] | undefined;
      readonly hiddenLogs: readonly string[];
      /** The revision of this component that the caller has seen. */
      readonly expected?: number | undefined;
    }
  | {
      readonly do: 'retire' | 'reinstate';
      readonly id: string;
      readonly reason: string;
      readonly expected?: number | undefined;
    };

export interface KnownComponent {
  /** Of the last event that concerned this component: its ETag. */
  readonly revision: number;
  readonly details: ComponentDetails;
  readonly logs: readonly string[];
  /** `since` by the ledger's clock; null while it is active. */
  readonly retired: { readonly since: number; readonly reason: string } | null;
}
export type ComponentsState = ReadonlyMap<string, KnownComponent>;

/** A list of components is read whole when one of them is asked for. */
const MAX_COMPONENTS = 5000;

export const NO_DETAILS: ComponentDetails = {
  name: '',
  title: '',
  description: '',
  parent: null,
  ownerTeam: '',
  noticeScope: null,
  hosts: [],
  groups: [],
  aliases: [],
  contact: '',
};

/** The components: one stream, because a name belongs to one of them and the tree must have no loop. */
export const components: Decider<ComponentsCommand, ComponentsState, ComponentEvent> = {
  category: 'components',
  events: componentEvents,
  initial: new Map(),

  decide(command, state) {
    if (command.do === 'register') return register(command, state);
    const known = state.get(command.id);
    if (known === undefined) {
      throw new Rejected('not-found', 'unknown-component', 'there is no component with this id');
    }
    checkRevision(command.expected, known.revision);
    switch (command.do) {
      case 'change':
        return change(command, known, state);
      case 'retire':
        return retire(command, known, state);
      case 'reinstate': {
        if (known.retired === null) return [];
        checkParent(command.id, known.details.parent, state);
        return [ComponentReinstated.of({ id: command.id, reason: command.reason })];
      }
      default:
        return unreachable(command);
    }
  },

  evolve: (state, fact) => (fact.erased ? state : applied(state, fact, fact)),
};

type Said = {
  readonly [Type in ComponentEvent as Type['type']]: { type: Type['type']; data: InstanceType<Type['shape']> };
}[ComponentEvent['type']];

function applied(
  state: ComponentsState,
  { type, data }: Said,
  place: { revision: number; recordedAt: number },
): ComponentsState {
  const known = state.get(data.id) ?? { details: NO_DETAILS, logs: [], retired: null };
  const become = (change: Partial<KnownComponent>): ComponentsState =>
    new Map(state).set(data.id, { ...known, ...change, revision: place.revision });
  switch (type) {
    case 'component.registered':
    case 'component.changed': {
      const { id: _id, ...details } = data;
      return become({ details });
    }
    case 'component.log-attached':
      return become({ logs: [...known.logs, data.log] });
    case 'component.log-detached':
      return become({ logs: known.logs.filter((log) => log !== data.log) });
    case 'component.retired':
      return become({ retired: { since: place.recordedAt, reason: data.reason } });
    case 'component.reinstated':
      return become({ retired: null });
    default:
      return unreachable(type);
  }
}

/** The state as it would be with facts that nobody recorded. */
export function stateWith(state: ComponentsState, facts: readonly NewFact[]): ComponentsState {
  return facts.reduce(
    (before, { definition, data }) =>
      applied(before, { type: definition.type, data } as Said, { revision: 0, recordedAt: 0 }),
    state,
  );
}

function register(
  { id, details: given, logs }: Extract<ComponentsCommand, { do: 'register' }>,
  state: ComponentsState,
): NewFactOf<ComponentEvent>[] {
  if (state.size >= MAX_COMPONENTS) {
    throw new Rejected('conflict', 'too-many-components', `there are ${state.size} components, and no more are taken`);
  }
  const details = merge(NO_DETAILS, given);
  checkDetails(id, details, state);
  checkParent(id, details.parent, state);
  return [
    ComponentRegistered.of({ id, ...details }),
    ...[...new Set(logs)].map((log) => ComponentLogAttached.of({ id, log })),
  ];
}

function change(
  { id, details: given, logs, hiddenLogs }: Extract<ComponentsCommand, { do: 'change' }>,
  known: KnownComponent,
  state: ComponentsState,
): NewFactOf<ComponentEvent>[] {
  const details = merge(known.details, { ...keepOldName(known.details, given), ...given });
  const facts: NewFactOf<ComponentEvent>[] = [];
  if (JSON.stringify(details) !== JSON.stringify(known.details)) {
    facts.push(ComponentChanged.of({ id, ...details }));
  }
  const wanted = new Set(logs === undefined ? known.logs : logs);
  const lost = known.logs.filter((log) => !wanted.has(log) && !hiddenLogs.includes(log));
  const found = [...wanted].filter((log) => !known.logs.includes(log));
  facts.push(
    ...found.map((log) => ComponentLogAttached.of({ id, log })),
    ...lost.map((log) => ComponentLogDetached.of({ id, log })),
  );
  if (facts.length === 0) return [];
  if (known.retired !== null) {
    const since = isoInstant(known.retired.since);
    const sentence = `the component ${known.details.name} is retired since ${since}: reinstate it first`;
    throw new Rejected('conflict', 'component-retired', sentence);
  }
  checkDetails(id, details, state);
  if (details.parent !== known.details.parent) checkParent(id, details.parent, state);
  return facts;
}

/** Calendars and filters that name it so go on to find it. */
function keepOldName({ name, aliases }: ComponentDetails, given: Partial<ComponentDetails>): Partial<ComponentDetails> {
  if (given.name === undefined || given.name === name) return {};
  const kept = [...aliases.filter((alias) => alias !== given.name), name];
  return kept.length > MAX_OF_EACH ? {} : { aliases: kept };
}

function retire(
  { id, reason }: Extract<ComponentsCommand, { do: 'retire' | 'reinstate' }>,
  known: KnownComponent,
  state: ComponentsState,
): NewFactOf<ComponentEvent>[] {
  if (known.retired !== null) {
    if (known.retired.reason === reason) return [];
    const since = isoInstant(known.retired.since);
    const sentence = `the component ${known.details.name} is retired since ${since}, for another reason`;
    throw new Rejected('conflict', 'wrong-state', sentence);
  }
  const parts = childrenOf(id, state).filter(({ retired }) => retired === null);
  if (parts.length === 0) return [ComponentRetired.of({ id, reason })];
  const names = parts.slice(0, 5).map(({ details }) => details.name);
  const sentence = `${known.details.name} still has parts: ${names.join(', ')}${parts.length > 5 ? ' …' : ''}`;
  throw new Rejected('conflict', 'has-parts', sentence);
}

/** In the order of `NO_DETAILS`, so that the same details are the same JSON. */
function merge(before: ComponentDetails, given: Partial<ComponentDetails>): ComponentDetails {
  const pick = <Name extends keyof ComponentDetails>(name: Name): ComponentDetails[Name] =>
    given[name] === undefined ? before[name] : given[name];
  return {
    name: pick('name'),
    title: pick('title'),
    description: pick('description'),
    parent: pick('parent'),
    ownerTeam: pick('ownerTeam'),
    noticeScope: pick('noticeScope'),
    hosts: pick('hosts').map((pattern) => pattern.toLowerCase()),
    groups: pick('groups'),
    aliases: pick('aliases'),
    contact: pick('contact'),
  };
}
