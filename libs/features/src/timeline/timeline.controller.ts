import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import {
  At,
  CURSOR_NUMBER,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  invalid,
  pinnedPosition,
  type ReadAt,
} from '@platform/http/reads.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { EntryAnswers } from '../log-entries/entry-answers.js';
import { EntryFilters } from '../log-entries/entry-filters.js';
import { mergeNewest } from './merge-newest.js';
import { Timeline, TIMELINE_KINDS, TimelineQuery } from './timeline.dto.js';
import { BEGINNING, timelineJson, TimelineSources } from './timeline-sources.js';

/** A sort key, or a time and an id. */
const PLACE = /^(?:-|\d{1,19}(?:\.[0-9a-f-]{36})?)$/;

@ApiTags('timeline')
@Controller('api/v1/timeline')
export class TimelineController {
  constructor(
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly filters: EntryFilters,
    private readonly answers: EntryAnswers,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'All kinds of record together, newest first' })
  @ApiOkResponse({ type: Timeline })
  async list(
    @Query() query: TimelineQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unknown = query.kinds?.find((kind) => !(TIMELINE_KINDS as readonly string[]).includes(kind));
    if (unknown !== undefined) throw invalid('kinds', 'choice', `must be some of ${TIMELINE_KINDS.join(', ')}`);
    const cursor =
      query.after === undefined
        ? null
        : decodeCursor(this.identity.id, query.after, CURSOR_NUMBER, ...TIMELINE_KINDS.map(() => PLACE));
    const position = pinnedPosition(at, query, cursor?.[0]);
    const limit = query.limit ?? DEFAULT_LIMIT;
    const places = cursor?.slice(1) ?? TIMELINE_KINDS.map(() => BEGINNING);
    const question = { query, at: { ...at, position }, caller };
    const sources = new TimelineSources(this.readModel, this.filters, this.answers, this.addresses, question);
    const lists = await sources.read(places, limit + 1);
    const named = lists.map(({ items, isCut }, of) => ({
      items: items.map((one) => ({ ...one, kind: TIMELINE_KINDS[of]! })),
      isCut,
    }));
    const { kept, places: behind, isMore } = mergeNewest(named, places, limit);
    const next = isMore ? encodeCursor(this.identity.id, position, ...behind) : null;
    void reply.header('ledger-position', String(position)).type('application/json; charset=utf-8');
    void reply.send(timelineJson(kept, next));
  }
}
