import { unreachable } from '@kernel/decider.js';
import type { Actor } from '@kernel/event.js';
import { type Row, type Rows, sql, STILL_SO } from '@kernel/projection.js';
import { isoInstant } from '@kernel/time.js';
import { defineVersions, type Told } from '@kernel/versions.js';
import { type SeriesDetails, type WindowSeriesEvent, windowSeriesEvents } from './window-series.events.js';

interface Step {
  readonly at: string;
  readonly by: Actor;
  readonly reason: string;
}

/** A series as its events made it. */
export interface SeriesRow extends SeriesDetails {
  readonly id: string;
  readonly plannedAt: string;
  readonly plannedBy: Actor;
  readonly skipped: readonly (Step & { readonly day: string })[];
  readonly ended: (Step & { readonly after: string }) | null;
}

/** Which series there are. */
export const seriesTable = defineVersions<SeriesRow, WindowSeriesEvent>({
  name: 'window-series',
  version: 1,
  table: 'window_series',
  category: 'window-series',
  events: windowSeriesEvents,
  columns: [],
  schema: '',
  apply: applied,
  columnsOf: () => [],
});

function applied(before: SeriesRow | null, id: string, fact: Told<WindowSeriesEvent>): SeriesRow | null {
  const step = (reason: string): Step => ({ at: isoInstant(fact.recordedAt), by: fact.actor, reason });
  switch (fact.type) {
    case 'window-series.planned':
      return {
        ...fact.data,
        id,
        plannedAt: isoInstant(fact.recordedAt),
        plannedBy: fact.actor,
        skipped: [],
        ended: null,
      };
    case 'window-series.changed':
      return before === null ? null : { ...before, ...fact.data };
    case 'window-series.skipped': {
      const { day, reason } = fact.data;
      return before === null ? null : { ...before, skipped: [...before.skipped, { day, ...step(reason) }] };
    }
    case 'window-series.ended':
      return before === null ? null : { ...before, ended: { after: fact.data.after, ...step(fact.data.reason) } };
    default:
      return unreachable(fact);
  }
}

export interface FoundSeries {
  readonly row: SeriesRow;
  readonly revision: number;
}

/** All series as they were at a position, by id. */
export function readSeries(rows: Rows, at = STILL_SO - 1): FoundSeries[] {
  const found = rows.all(sql`
    SELECT revision, json FROM window_series WHERE from_position <= ${at} AND until_position > ${at} ORDER BY id`);
  return found.map(toFound);
}

export function findSeries(rows: Rows, id: string, at = STILL_SO - 1): FoundSeries | undefined {
  const row = rows.get(sql`
    SELECT revision, json FROM window_series WHERE id = ${id} AND from_position <= ${at} AND until_position > ${at}`);
  return row === undefined ? undefined : toFound(row);
}

function toFound({ json, revision }: Row): FoundSeries {
  return { row: JSON.parse(json as string) as SeriesRow, revision: revision as number };
}
