import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { addressOf, go } from '../../navigation.js';
import { type Action, ActionButton, type ActionField, type Values } from '../../pieces/action-button.js';
import { NOTICE_SCOPES } from '../../pieces/notice-words.js';

type Component = components['schemas']['OneComponentView'];
type Patch = components['schemas']['ComponentPatch'];

const SCOPES = { '': 'that of what it is a part of', ...NOTICE_SCOPES };
const LISTS = new Set(['logs', 'hosts', 'groups', 'aliases']);

/** Registers a component, for who may. */
export function RegisterComponent() {
  if (!may('log:manage')) return null;
  const register: Action = {
    does: 'Register a component',
    explanation: 'A service or a part of one: entries and operations attach to it by its logs and hosts.',
    fields: fieldsOf({}),
    act: async (values, headers) => {
      const body = toldBy(values) as components['schemas']['ComponentRequest'];
      const { name } = await bodyOf(api.POST('/api/v1/components', { body, headers }));
      go(addressOf(`components/${name}`));
    },
  };
  return <ActionButton action={register} done={() => {}} />;
}

interface ActionsProps {
  readonly component: Component;
  readonly done: () => void;
}

/** What can be done with one, for who may. */
export function ComponentActions({ component, done }: ActionsProps) {
  if (!may('log:manage')) return null;
  const actions =
    component.status === 'active' ? [change(component), retire(component.name)] : [reinstate(component.name)];
  return (
    <div class="component-actions">
      {actions.map((action) => (
        <ActionButton key={action.does} action={action} done={done} />
      ))}
    </div>
  );
}

function change(component: Component): Action {
  const before = typedOf(component);
  return {
    does: 'Change',
    explanation: 'What it was until now stays in its history.',
    fields: fieldsOf(before),
    act: async (values, headers) => {
      // A field that is empty is not among the values, and may have been emptied.
      const changed = Object.keys(before).filter((name) => (values[name] ?? '') !== before[name]);
      const body: Patch = toldBy(Object.fromEntries(changed.map((name) => [name, values[name] ?? ''])));
      const path = { name: component.name };
      const { name } = await bodyOf(api.PATCH('/api/v1/components/{name}', { params: { path }, body, headers }));
      if (name !== component.name) go(addressOf(`components/${name}`), { replace: true });
    },
  };
}

const REASON: ActionField = { name: 'reason', label: 'Reason', takes: 'lines', isNeeded: true };

function retire(name: string): Action {
  return {
    does: 'Retire',
    explanation: 'It keeps its name and its past, and changes no more. Windows that affect it stay as they are.',
    fields: [REASON],
    act: ({ reason }, headers) => {
      const body = { reason: reason! };
      return bodyOf(api.POST('/api/v1/components/{name}/retire', { params: { path: { name } }, body, headers }));
    },
  };
}

function reinstate(name: string): Action {
  return {
    does: 'Reinstate',
    explanation: 'It is there again as it was.',
    fields: [REASON],
    act: ({ reason }, headers) => {
      const body = { reason: reason! };
      return bodyOf(api.POST('/api/v1/components/{name}/reinstate', { params: { path: { name } }, body, headers }));
    },
  };
}

function fieldsOf(before: Values): ActionField[] {
  const line = (name: string, label: string, hint = ''): ActionField => ({
    name,
    label,
    takes: 'line',
    hint,
    initial: before[name] ?? '',
  });
  return [
    {
      ...line('name', 'Name', 'Lower-case letters, digits and . _ -, such as toolforge-kubernetes.'),
      isNeeded: true,
    },
    line('title', 'Title', 'What people call it.'),
    line('parent', 'Part of', 'The name of another component.'),
    line('ownerTeam', 'Owner'),
    line('contact', 'Contact', 'Where its owners are found.'),
    { ...line('noticeScope', 'Notice scope'), takes: 'choice', of: SCOPES },
    line('logs', 'Logs', MANY),
    line('hosts', 'Hosts', `Such as db1101, db1* or cp[3066-3067]. ${MANY}`),
    line('groups', 'Redundancy groups', `Components of one group are each other's redundancy. ${MANY}`),
    line('aliases', 'Aliases', MANY),
    { ...line('description', 'Description'), takes: 'lines' },
  ];
}

const MANY = 'Several, with spaces between.';

/** As somebody would have typed it. */
function typedOf(component: Component): Values {
  return Object.fromEntries(
    fieldsOf({}).map(({ name }) => {
      const value = component[name as keyof Patch];
      return [name, Array.isArray(value) ? value.join(' ') : (value ?? '')];
    }),
  );
}

function toldBy(values: Values): Patch {
  const told = Object.entries(values).map(([name, value]) => [name, LISTS.has(name) ? wordsOf(value) : value]);
  return Object.fromEntries(told) as Patch;
}

/** A comma may stand between names as well as inside one: `cp{3066,3067}`. */
function wordsOf(text: string): string[] {
  return text
    .split(/[\s;]+|,\s+/)
    .map((word) => word.replace(/,$/, ''))
    .filter((word) => word !== '');
}
