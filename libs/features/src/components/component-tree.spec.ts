import { Projected } from '../../../../test/support/projected.js';
import { componentCatalogue } from './component-catalogue.js';
import { ComponentTree } from './component-tree.js';
import {
  ComponentChanged,
  componentEvents,
  ComponentLogAttached,
  ComponentLogDetached,
  ComponentRegistered,
  ComponentReinstated,
  ComponentRetired,
} from './component.events.js';
import { NO_DETAILS } from './components.js';
import { hostNames, meansHost } from './host-patterns.js';

const [CLOUD, TOOLFORGE, KUBERNETES] = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];

let projected: Projected;
beforeEach(() => {
  projected = new Projected(componentEvents, [componentCatalogue]);
  tell(ComponentRegistered, { ...NO_DETAILS, id: CLOUD, name: 'cloud-vps', noticeScope: 'cloud-vps' });
  tell(ComponentRegistered, { ...NO_DETAILS, id: TOOLFORGE, name: 'toolforge', parent: CLOUD, aliases: ['tf'] });
  tell(ComponentRegistered, { ...NO_DETAILS, id: KUBERNETES, name: 'k8s', parent: TOOLFORGE, hosts: ['k8s[1-2]'] });
});
const tell = (definition: (typeof componentEvents)[number], data: object | null) =>
  projected.tell(definition, 'components', data);
const treeAt = (position: number) => ComponentTree.at(projected.projector, position);

describe('The tree of components', () => {
  it('finds a component by name, alias and id, with what is above and below it', () => {
    const tree = treeAt(4);
    expect([tree.named('k8s'), tree.named('TF'), tree.named(CLOUD)].map(({ name }) => name)).toEqual([
      'k8s',
      'toolforge',
      'cloud-vps',
    ]);
    expect(tree.ancestorsOf(tree.named('k8s')).map(({ name }) => name)).toEqual(['cloud-vps', 'toolforge']);
    expect(tree.within(tree.named('cloud-vps')).map(({ name }) => name)).toEqual(['cloud-vps', 'toolforge', 'k8s']);
    expect(() => tree.named('nothing')).toThrow('there is no component "nothing"');
  });

  it('gives a component the notice scope of the nearest ancestor that has one', () => {
    expect(treeAt(4).scopeOf(treeAt(4).named('k8s'))).toBe('cloud-vps');
    const changed = { ...NO_DETAILS, id: TOOLFORGE, name: 'toolforge', parent: CLOUD, noticeScope: 'toolforge' };
    const position = tell(ComponentChanged, changed);
    expect(treeAt(position).scopeOf(treeAt(position).named('k8s'))).toBe('toolforge');
  });

  it('is at each position what it was then', () => {
    const attached = tell(ComponentLogAttached, { id: KUBERNETES, log: 'tools' });
    const retired = tell(ComponentRetired, { id: KUBERNETES, reason: 'replaced' });
    const detached = tell(ComponentLogDetached, { id: KUBERNETES, log: 'tools' });
    const again = tell(ComponentReinstated, { id: KUBERNETES, reason: 'not yet' });
    const found = [4, attached, retired, detached, again].map((at) => {
      const { logs, retired } = treeAt(at).named('k8s');
      return [logs, retired?.reason];
    });
    expect(found).toEqual([
      [[], undefined],
      [['tools'], undefined],
      [['tools'], 'replaced'],
      [[], 'replaced'],
      [[], undefined],
    ]);
    expect(() => treeAt(1).named('k8s')).toThrow();
  });

  it('covers the logs and hosts of a component and of all its parts', () => {
    const position = tell(ComponentLogAttached, { id: TOOLFORGE, log: 'tools' });
    const tree = treeAt(position);
    expect(tree.coveredBy(tree.named('cloud-vps'))).toEqual({
      logs: ['tools'],
      names: ['k8s1', 'k8s2'],
      beginnings: [],
    });
    expect(tree.coveredBy(tree.named('k8s')).logs).toEqual([]);
  });

  it('goes on after what was erased whole', () => {
    tell(ComponentRegistered, null);
    tell(ComponentRetired, null);
    const id = '00000000-0000-7000-8000-000000000009';
    const position = tell(ComponentChanged, { ...NO_DETAILS, id, name: 'late' });
    expect(treeAt(position).named('late').logs).toEqual([]);
  });
});

describe('A pattern of hosts', () => {
  it.each([
    ['db1*', 'db1101.eqiad.wmnet', true],
    ['db1*', 'db2101', false],
    ['cloudvirt[1001-1003].eqiad.wmnet', 'cloudvirt1002.eqiad.wmnet', true],
    ['cloudvirt[1001-1003].eqiad.wmnet', 'cloudvirt1002', true],
    ['cloudvirt[1001-1003].eqiad.wmnet', 'cloudvirt1002.codfw.wmnet', false],
    ['cp{3066,3067}', 'cp3067.esams.wmnet', true],
    ['cp3066', 'cp30661', false],
  ])('%s and %s', (pattern, host, isMeant) => {
    expect(meansHost(hostNames([pattern]), host)).toBe(isMeant);
  });
});
