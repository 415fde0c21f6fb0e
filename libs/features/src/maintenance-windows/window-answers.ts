import { ComponentTree } from '../components/component-tree.js';
import type { ComponentRef, WindowView } from './maintenance-windows.dto.js';
import type { FoundWindow } from './window-queries.js';

/** A window as the API tells it, with the components named as they are called in this tree. */
export function windowAnswer({ row, revision }: FoundWindow, tree: ComponentTree, publicUrl: string): WindowView {
  return {
    ...row,
    revision,
    affected: refsTo(row.affected, tree),
    unaffected: refsTo(row.unaffected, tree),
    url: `${publicUrl}/windows/${row.id}`,
  };
}

export function refsTo(ids: readonly string[], tree: ComponentTree): ComponentRef[] {
  return ids.map((id) => {
    const found = tree.withId(id);
    return { id, name: found?.name ?? id, title: found?.title ?? '' };
  });
}
