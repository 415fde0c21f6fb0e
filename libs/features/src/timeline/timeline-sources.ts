import { isoInstant } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import { range, type ReadAt } from '@platform/http/reads.js';
import type { Addresses } from '@platform/platform.tokens.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { announcementAnswer } from '../announcements/announcement-answers.js';
import { readAnnouncements } from '../announcements/announcement-table.js';
import { ComponentTree } from '../components/component-tree.js';
import type { EntryAnswers } from '../log-entries/entry-answers.js';
import type { EntryFilters } from '../log-entries/entry-filters.js';
import { type EntryFilter, searchEntries, timeOf } from '../log-entries/entry-queries.js';
import { windowAnswer } from '../maintenance-windows/window-answers.js';
import { lasting, readWindows, type WindowFilter, windowWithId } from '../maintenance-windows/window-queries.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { personNamed } from '../people/who-is-who.js';
import type { List, Moment } from './merge-newest.js';
import { TIMELINE_KINDS, type TimelineKind, type TimelineQuery } from './timeline.dto.js';

/** A record of the timeline, as JSON text. */
export interface TimelineItem extends Moment {
  readonly json: string;
}

/** Characters of entries on one page, about: few are long, and a page of those must not be a burden. */
const MAX_LENGTH = 2 * 1024 * 1024;
/** Where a list begins: at its newest. */
export const BEGINNING = '-';
/** Nobody is told of what is only thought of. */
const DECIDED = ['scheduled', 'in-progress', 'completed', 'cancelled'];

const NOTHING: List<TimelineItem> = { items: [] };

interface Asked {
  readonly query: TimelineQuery;
  readonly at: ReadAt;
  readonly caller: Caller;
  readonly tree: ComponentTree;
  readonly window: WindowRow | null;
}

/** The newest of each kind of record for one question. */
export class TimelineSources {
  private readonly asked: Asked;

  /** @throws Rejected unknown-window */
  constructor(
    private readonly readModel: ReadModel,
    private readonly filters: EntryFilters,
    private readonly answers: EntryAnswers,
    private readonly addresses: Addresses,
    question: { readonly query: TimelineQuery; readonly at: ReadAt; readonly caller: Caller },
  ) {
    const { window: id } = question.query;
    const { position } = question.at;
    const window = id === undefined ? null : windowWithId(readModel, id, position).row;
    this.asked = { ...question, tree: ComponentTree.at(readModel, position), window };
  }

  /** In the order of the kinds; none of a kind that is not asked for, or cannot have what is. */
  read(places: readonly string[], most: number): Promise<List<TimelineItem>[]> {
    const of: Readonly<Record<TimelineKind, (place: string, most: number) => Promise<List<TimelineItem>>>> = {
      'log-entry': (place, most) => this.entries(place, most),
      'maintenance-window': async (place, most) => ({ items: this.windows(place, most) }),
      announcement: async (place, most) => ({ items: this.announcements(place, most) }),
    };
    const { kinds } = this.asked.query;
    return Promise.all(
      TIMELINE_KINDS.map(async (kind, index) =>
        kinds === undefined || kinds.includes(kind) ? of[kind](places[index]!, most) : NOTHING,
      ),
    );
  }

  private async entries(place: string, most: number): Promise<List<TimelineItem>> {
    const { at, caller } = this.asked;
    const filter = this.entryFilter();
    const hidden = caller.sight.hiddenFrom(filter.logs);
    const after = place === BEGINNING ? null : place;
    const page = { after, limit: most, length: MAX_LENGTH };
    const { rows, next } = await searchEntries(this.readModel, filter, at.position, hidden, page);
    const answers = this.answers.list(rows, at.position);
    const items = rows.map(({ key }, index) => ({ at: timeOf(key), place: key, json: answers[index]! }));
    return { items, isCut: rows.length < most && next !== null };
  }

  private entryFilter(): EntryFilter {
    const { query, at, caller, tree, window } = this.asked;
    const { component, task, actor, host, change, log, from, to } = query;
    const filter = this.filters.of({ component, task, actor, host, change, log, from, to }, at.position, caller);
    if (window === null) return filter;
    const span = lasting(window, at.now);
    return {
      ...filter,
      component: filter.component ?? tree.coveredBy(...window.affected.flatMap((id) => tree.withId(id) ?? [])),
      from: Math.max(span.from, filter.from ?? span.from),
      to: Math.min(span.to, filter.to ?? span.to),
    };
  }

  private windows(place: string, most: number): TimelineItem[] {
    const { query, at, tree, window } = this.asked;
    const { host, change, log, task, actor } = query;
    if (host !== undefined || change !== undefined || log !== undefined) return [];
    const filter: WindowFilter = {
      statuses: DECIDED,
      components: this.components(),
      task,
      responsible:
        actor === undefined ? undefined : { name: actor, person: personNamed(this.readModel, actor, at.position) },
      ids: window === null ? undefined : [window.id],
      ...range(query.from, query.to),
    };
    const after = place === BEGINNING ? null : placeIn(place);
    const found = readWindows(this.readModel, filter, at.position, { after, order: 'newest', limit: most });
    return found.map((one) => {
      const begins = Date.parse(one.row.startsAt);
      const json = JSON.stringify(windowAnswer(one, tree, this.addresses.publicUrl));
      return { at: begins, place: `${begins}.${one.row.id}`, json };
    });
  }

  private announcements(place: string, most: number): TimelineItem[] {
    const { query, at, tree } = this.asked;
    const { host, change, log, task, actor, window } = query;
    if ([host, change, log, task, actor].some((other) => other !== undefined)) return [];
    const filter = { status: 'sent', window, components: this.components(), ...range(query.from, query.to) };
    const after = place === BEGINNING ? null : placeIn(place);
    return readAnnouncements(this.readModel, filter, at.position, { after, limit: most }).map((one) => {
      const written = Date.parse(one.row.composedAt);
      const json = JSON.stringify(announcementAnswer(one, this.readModel, tree, this.addresses));
      return { at: written, place: `${written}.${one.row.id}`, json };
    });
  }

  private components(): string[] | undefined {
    const { query, tree } = this.asked;
    if (query.component === undefined) return undefined;
    return tree.concerning(tree.named(query.component, 'component', 'not-found'));
  }
}

function placeIn(place: string): readonly [number, string] {
  const [ms, id] = place.split('.') as [string, string];
  return [Number(ms), id];
}

/** A page of a timeline as JSON text. */
export function timelineJson(
  kept: readonly (TimelineItem & { readonly kind: TimelineKind })[],
  next: string | null,
): string {
  const data = kept.map(({ at, kind, json }) => `{"at":"${isoInstant(at)}","kind":"${kind}","record":${json}}`);
  return `{"data":[${data.join(',')}],"page":{"next":${JSON.stringify(next)}}}`;
}
