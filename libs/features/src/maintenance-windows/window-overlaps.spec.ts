import { ComponentTree } from '../components/component-tree.js';
import { NO_DETAILS } from '../components/components.js';
import { type Concurrent, overlapsOf } from './window-overlaps.js';

const component = (id: string, groups: string[] = [], parent: string | null = null) => ({
  row: { ...NO_DETAILS, id, name: id, groups, parent, logs: [], retired: null, registeredAt: '', saidAt: 1 },
  revision: 0,
});
const tree = new ComponentTree([
  component('router-1', ['uplinks']),
  component('router-2', ['uplinks']),
  component('card', [], 'router-2'),
  component('cloud'),
  component('toolforge', [], 'cloud'),
  component('paws', [], 'cloud'),
]);
const other = (components: string[], groups: string[] = []): Concurrent => ({
  kind: 'window',
  id: 'other',
  title: 'Other',
  startsAt: '',
  endsAt: null,
  components,
  groups,
});
const met = (affected: string[], concurrent: Concurrent): [string, string] | undefined => {
  const [found] = overlapsOf(affected, [concurrent], tree);
  return found && [found.by, found.on];
};

describe('Two pieces of work at one time', () => {
  it('meet where they touch one redundancy group, also by a part of something in it', () => {
    expect(met(['router-1'], other(['router-2']))).toEqual(['redundancy-group', 'uplinks']);
    expect(met(['router-1'], other(['card']))).toEqual(['redundancy-group', 'uplinks']);
    expect(met(['router-1'], other([], ['uplinks']))).toEqual(['redundancy-group', 'uplinks']);
  });

  it('meet where they are on one component, or on the whole and a part of it', () => {
    expect(met(['toolforge'], other(['toolforge']))).toEqual(['component', 'toolforge']);
    expect(met(['cloud'], other(['paws']))).toEqual(['component', 'paws']);
    expect(met(['paws'], other(['cloud']))).toEqual(['component', 'paws']);
  });

  it('do not meet on two parts of one whole, or where nothing is known of a component', () => {
    expect(met(['paws'], other(['toolforge']))).toBeUndefined();
    expect(met(['paws'], other(['gone']))).toBeUndefined();
    expect(met(['paws'], other([]))).toBeUndefined();
  });
});
