import { componentCandidates } from './component-candidates.js';

const COMPONENTS = [
  { name: 'cloud', title: 'Cloud VPS', aliases: [], status: 'active' },
  { name: 'k8s', title: 'Kubernetes of Toolforge', aliases: ['kube'], status: 'active' },
  { name: 'tools-old', title: '', aliases: [], status: 'retired' },
  { name: 'toolforge', title: 'Toolforge', aliases: [], status: 'active' },
];
const offered = (typed: string) => componentCandidates(typed, COMPONENTS).map(({ text }) => text);

describe('Components that may be meant', () => {
  it('are those of a name, an alias or a title like the last word, those that begin so first', () => {
    expect(offered('tool')).toEqual(['toolforge', 'k8s']);
    expect(offered('cloud, kub')).toEqual(['k8s']);
  });

  it('are none that is there already, typed wholly, or retired', () => {
    expect(offered('cloud, ')).toEqual(['k8s', 'toolforge']);
    expect(offered('cloud')).toEqual([]);
  });

  it('take the place of that word alone', () => {
    expect(componentCandidates('cloud, kub', COMPONENTS)[0]).toMatchObject({ from: 7, to: 10 });
  });
});
