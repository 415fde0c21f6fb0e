import { filtersOf, given, treeRows } from './component-rows.js';

describe('The rows of components', () => {
  it('stand below what they are a part of, or first where that is not shown', () => {
    const rows = treeRows([
      { name: 'db', parent: 'hidden' },
      { name: 'k8s', parent: 'toolforge' },
      { name: 'cloud', parent: null },
      { name: 'toolforge', parent: 'cloud' },
    ]);
    expect(rows.map(({ component, depth }) => [component.name, depth])).toEqual([
      ['db', 0],
      ['cloud', 0],
      ['toolforge', 1],
      ['k8s', 2],
    ]);
  });

  it('are narrowed by what the address says and nothing else', () => {
    const filters = filtersOf(new URLSearchParams('q=+db&colour=red&scope='));
    expect(given(filters)).toEqual({ q: 'db' });
  });
});
