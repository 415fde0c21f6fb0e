import { StaleRevision } from '@kernel/decider.js';
import { fact, given } from '../../../../test/support/given.js';
import {
  ComponentChanged,
  type ComponentDetails,
  ComponentLogAttached,
  ComponentLogDetached,
  ComponentRegistered,
  ComponentReinstated,
  ComponentRetired,
} from './component.events.js';
import { components, NO_DETAILS } from './components.js';

const [CLOUD, TOOLFORGE, KUBERNETES, OTHER] = [1, 2, 3, 4].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];

const said = (id: string, name: string, more: Partial<ComponentDetails> = {}) => ({ id, ...NO_DETAILS, name, ...more });
const registered = (id: string, name: string, more: Partial<ComponentDetails> = {}, revision = 0) =>
  fact(ComponentRegistered, said(id, name, more), { revision });
const tree = [
  registered(CLOUD, 'cloud-vps', { aliases: ['cloud'] }),
  registered(TOOLFORGE, 'toolforge', { parent: CLOUD }, 1),
  registered(KUBERNETES, 'toolforge-kubernetes', { parent: TOOLFORGE }, 2),
];
const change = (id: string, details: Partial<ComponentDetails>, more: object = {}) =>
  ({ do: 'change', id, details, hiddenLogs: [], ...more }) as const;
const register = (details: Partial<ComponentDetails> & { name: string }, logs: string[] = []) =>
  given(components, tree).when({ do: 'register', id: OTHER, details, logs });

describe('The components', () => {
  it('gives a name and an alias to one component only', () => {
    register({ name: 'paws', hosts: ['PAWS-K8S[1-3]'] }).then(
      ComponentRegistered.of(said(OTHER, 'paws', { hosts: ['paws-k8s[1-3]'] })),
    );
    register({ name: 'toolforge' }).thenRefused('name-taken');
    register({ name: 'cloud' }).thenRefused('name-taken');
    register({ name: 'paws', aliases: ['toolforge'] }).thenRefused('name-taken');
    register({ name: 'paws', aliases: ['paws'] }).thenRefused('name-taken');
    register({ name: 'paws', groups: ['a', 'a'] }).thenRefused('named-twice');
    register({ name: 'paws', groups: ['No Name'] }).thenRefused('form');
  });

  it('is a part of a component that is there, never of its own parts', () => {
    register({ name: 'paws', parent: OTHER }).thenRefused('unknown-component');
    given(components, tree)
      .when(change(CLOUD, { parent: KUBERNETES }))
      .thenRefused('loop');
    given(components, tree)
      .when(change(CLOUD, { parent: CLOUD }))
      .thenRefused('loop');
    given(components, tree)
      .when(change(KUBERNETES, { parent: CLOUD }))
      .then(ComponentChanged.of(said(KUBERNETES, 'toolforge-kubernetes', { parent: CLOUD })));
  });

  it('answers to its old name when it gets another one, unless it is said what else it answers to', () => {
    const renamed = (details: Partial<ComponentDetails>) => given(components, tree).when(change(KUBERNETES, details));
    renamed({ name: 'k8s' }).then(
      ComponentChanged.of(said(KUBERNETES, 'k8s', { parent: TOOLFORGE, aliases: ['toolforge-kubernetes'] })),
    );
    renamed({ name: 'k8s', aliases: ['kube'] }).then(
      ComponentChanged.of(said(KUBERNETES, 'k8s', { parent: TOOLFORGE, aliases: ['kube'] })),
    );
  });

  it('covers each log once, and keeps those that the caller cannot know of', () => {
    register({ name: 'paws' }, ['admin', 'admin']).then(
      ComponentRegistered.of(said(OTHER, 'paws')),
      ComponentLogAttached.of({ id: OTHER, log: 'admin' }),
    );
    const covered = [...tree, ...['admin', 'secret'].map((log) => fact(ComponentLogAttached, { id: CLOUD, log }))];
    given(components, covered)
      .when(change(CLOUD, {}, { logs: ['tools'], hiddenLogs: ['secret'] }))
      .then(ComponentLogAttached.of({ id: CLOUD, log: 'tools' }), ComponentLogDetached.of({ id: CLOUD, log: 'admin' }));
    given(components, covered).when(change(CLOUD, {})).then();
  });

  it('refuses patterns that mean every host, no host or too many, and those with a star within', () => {
    for (const pattern of ['*', '*.*', '', 'd*', 'db[5-3]', 'db*1', '*.wmnet', 'db[1-1000]', '1db']) {
      register({ name: 'paws', hosts: [pattern] }).thenRefused('host-pattern');
    }
    register({ name: 'paws', hosts: ['db1*', 'cp{3066,3067}', 'db[1-999].eqiad.wmnet'] }).thenRefused('host-pattern');
  });

  it('changes what is given and keeps the rest, for who has seen the newest', () => {
    given(components, tree)
      .when(change(CLOUD, { title: 'Cloud VPS' }))
      .then(ComponentChanged.of(said(CLOUD, 'cloud-vps', { aliases: ['cloud'], title: 'Cloud VPS' })));
    given(components, tree)
      .when(change(CLOUD, { aliases: ['cloud'] }, { expected: 0 }))
      .then();
    expect(() =>
      given(components, tree)
        .when(change(TOOLFORGE, { title: 't' }, { expected: 0 }))
        .then(),
    ).toThrow(StaleRevision);
    given(components, tree).when(change(OTHER, {})).thenRefused('unknown-component');
  });

  it('is retired once and only without parts that are active, changes no more, and may be reinstated', () => {
    const ended = { id: KUBERNETES, reason: 'replaced' };
    const retire = (id: string) => ({ do: 'retire', id, reason: 'replaced' }) as const;
    given(components, tree).when(retire(TOOLFORGE)).thenRefused('has-parts');
    given(components, tree).when(retire(KUBERNETES)).then(ComponentRetired.of(ended));
    const without = [...tree, fact(ComponentRetired, ended, { revision: 3 })];
    given(components, without).when(retire(KUBERNETES)).then();
    given(components, without)
      .when({ ...retire(KUBERNETES), reason: 'broken' })
      .thenRefused('wrong-state', 'is retired since 2026-11-22T17:05:09.123Z, for another reason');
    given(components, without)
      .when(retire(TOOLFORGE))
      .then(ComponentRetired.of({ ...ended, id: TOOLFORGE }));
    given(components, without)
      .when(change(KUBERNETES, { title: 't' }))
      .thenRefused('component-retired');
    given(components, without)
      .when(change(CLOUD, { parent: KUBERNETES }))
      .thenRefused('parent-retired');
    given(components, without)
      .when({ ...retire(KUBERNETES), do: 'reinstate' })
      .then(ComponentReinstated.of(ended));
    given(components, [...without, fact(ComponentRetired, { ...ended, id: TOOLFORGE })])
      .when({ ...retire(KUBERNETES), do: 'reinstate' })
      .thenRefused('parent-retired');
  });

  it('survives erased events', () => {
    given(components, [fact(ComponentRegistered, null), ...tree])
      .when(change(TOOLFORGE, { title: 't' }))
      .then(ComponentChanged.of(said(TOOLFORGE, 'toolforge', { parent: CLOUD, title: 't' })));
  });
});
