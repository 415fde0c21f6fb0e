import type { ReadAt } from '@platform/http/reads.js';
import type { Rows } from '@kernel/projection.js';
import type { ComponentTree } from '../components/component-tree.js';
import { refsTo } from '../maintenance-windows/window-answers.js';
import { findWindow } from '../maintenance-windows/window-queries.js';
import { later, type Occurrence, upcoming } from './occurrences.js';
import { windowId } from './series-planner.js';
import type { SeriesRow } from './series-table.js';
import type { SeriesOccurrenceView, SeriesView } from './window-series.dto.js';

/** A series, with the windows that it has already as they are now: one may have been moved. */
export function seriesAnswer(
  rows: Rows,
  row: SeriesRow,
  tree: ComponentTree,
  { position, now }: Pick<ReadAt, 'position' | 'now'>,
): SeriesView {
  const { plan, ended, skipped, ...told } = row;
  const isTaken = ({ day }: Occurrence): boolean => !skipped.some((one) => one.day === day);
  const withWindow = (one: Occurrence): SeriesOccurrenceView => {
    const found = findWindow(rows, windowId(row.id, one.day), position)?.row;
    if (found === undefined) return { ...one, window: null };
    const { id, status, startsAt, endsAt } = found;
    return { ...one, window: { id, status, startsAt, endsAt } };
  };
  return {
    ...told,
    ...plan,
    affected: refsTo(plan.affected, tree),
    unaffected: refsTo(plan.unaffected, tree),
    skipped,
    ended,
    upcoming: ended === null ? upcoming(row, now).filter(isTaken).map(withWindow) : [],
    later: ended === null ? later(row, now).filter(isTaken).map(withWindow) : [],
  };
}
