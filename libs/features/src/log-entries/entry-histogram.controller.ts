import { isoInstant } from '@kernel/time.js';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import { At, invalid, type ReadAt } from '@platform/http/reads.js';
import type { FastifyReply } from 'fastify';
import { type Counted, EntryCounter } from './entry-counter.js';
import { EntryFilters } from './entry-filters.js';
import { bucketsOf, isTooFine, MOST_PERIODS, type Period, periodFor } from './entry-histogram.js';
import { HistogramQuery, HistogramView } from './entry-histogram.dto.js';
import type { EntryFilter } from './entry-queries.js';

type Ends = Pick<Counted, 'first' | 'last'>;
const NOT_KNOWN: Ends = { first: null, last: null };

@ApiTags('log entries')
@Controller('api/v1/log-entries/histogram')
export class EntryHistogramController {
  constructor(
    private readonly filters: EntryFilters,
    private readonly counter: EntryCounter,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'How many entries there are, over time' })
  @ApiOkResponse({ type: HistogramView })
  async histogram(
    @Query() query: HistogramQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { by } = query;
    const filter = this.filters.of(query, at.position, caller);
    const hidden = caller.sight.hiddenFrom(filter.logs);
    checkFineness(by, filter, NOT_KNOWN);
    const days = query.asOf === undefined && by !== 'hour' ? await this.counter.byDay(filter, hidden) : null;
    const isCounted = days !== null && (by ?? periodFor(spanOf(filter, days))) !== 'hour';
    const counted = isCounted
      ? days
      : await this.counter.byHour(filter, days?.position ?? at.position, hidden, (counted) => {
          checkFineness(by, filter, counted);
          return !reply.raw.destroyed;
        });
    // Nobody is there any more to be answered.
    if (counted === null) return;
    checkFineness(by, filter, counted);
    void reply.header('ledger-position', String(counted.position)).send(viewOf(by, filter, counted));
  }
}

function viewOf(asked: Period | undefined, filter: EntryFilter, counted: Counted): HistogramView {
  const by = asked ?? periodFor(spanOf(filter, counted));
  const buckets = bucketsOf(counted.counts, by);
  const [from, to] = [filter.from ?? counted.first, filter.to ?? counted.last];
  return {
    by,
    from: from === null ? null : isoInstant(from),
    to: to === null ? null : isoInstant(to),
    total: buckets.reduce((sum, { entries }) => sum + entries, 0),
    data: buckets.map(({ from, entries }) => ({ from: isoInstant(from), entries })),
  };
}

function spanOf(filter: EntryFilter, { first, last }: Ends): number {
  const [from, to] = [filter.from ?? first, filter.to ?? last];
  return from === null || to === null ? 0 : to - from;
}

/** @throws Problem 400 when so many periods were asked for, as far as the range is known by now */
function checkFineness(by: Period | undefined, filter: EntryFilter, ends: Ends): void {
  const first = filter.from ?? ends.first;
  const last = filter.to === undefined ? ends.last : filter.to - 1;
  if (by === undefined || first === null || last === null || !isTooFine(by, first, last)) return;
  throw invalid('by', 'periods', `would give more than ${MOST_PERIODS} periods; ask for longer ones, or less time`);
}
