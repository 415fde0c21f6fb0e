import { DAY, parseDay } from '@kernel/time.js';
import type { Caller } from '@platform/http/caller.js';
import { invalid, range } from '@platform/http/reads.js';
import type { ReadModel } from '@platform/read-model/read-model.js';
import { coveredBy } from '../components/component-tree.js';
import type { LogChooser } from '../logs/choose-log.js';
import { personNamed } from '../people/who-is-who.js';
import type { EntryFilter } from './entry-queries.js';
import type { EntryFilterQuery } from './log-entries.dto.js';
import { findOperation } from './operation-queries.js';
import { wordsExpression } from './search-keys.js';

const OPERATION_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** From what a query says to what is looked for. */
export class EntryFilters {
  constructor(
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
  ) {}

  /** @throws Rejected, Problem */
  of(query: EntryFilterQuery, at: number, caller: Caller): EntryFilter {
    const { q, task, change, tag, status, actor } = query;
    if (q !== undefined && wordsExpression('message', q) === null) {
      throw invalid('q', 'words', 'must hold at least one word to find');
    }
    const isId = query.operation !== undefined && OPERATION_ID.test(query.operation);
    const halves = isId ? findOperation(this.readModel, query.operation!, at) : undefined;
    return {
      logs: query.log?.map((log) => this.chooser.forReading(log, caller.sight, at).name),
      words: q,
      actor: actor === undefined ? undefined : { name: actor, person: personNamed(this.readModel, actor, at) },
      host: query.host,
      component: query.component === undefined ? undefined : coveredBy(this.readModel, query.component, at),
      task,
      change,
      tag: tag?.replace(/^#/, ''),
      ...(isId ? { entries: [halves?.['start_entry'], halves?.['end_entry']] } : { operation: query.operation }),
      status,
      ...(query.on === undefined ? range(query.from, query.to) : dayRange(query)),
    };
  }
}

function dayRange({ on, from, to }: EntryFilterQuery): { from: number; to: number } {
  if (from !== undefined || to !== undefined) throw invalid('on', 'range', 'cannot be combined with from or to');
  const start = parseDay(on!, 'on');
  return { from: start, to: start + DAY };
}
