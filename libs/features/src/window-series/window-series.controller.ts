import { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { isoInstant } from '@kernel/time.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { At, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { type Executed, Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { refsTo } from '../maintenance-windows/window-answers.js';
import { WindowWriter } from '../maintenance-windows/window-writer.js';
import { upcoming } from './occurrences.js';
import { findSeries, readSeries, type SeriesRow } from './series-table.js';
import {
  EndSeriesRequest,
  SeriesList,
  SeriesPatch,
  SeriesRequest,
  SeriesView,
  SkipRequest,
} from './window-series.dto.js';
import { type SeriesCommand, windowSeries } from './window-series.js';

const DAYS_AHEAD = 35;

@ApiTags('window series')
@Controller('api/v1/window-series')
export class WindowSeriesController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly writer: WindowWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Windows that recur' })
  @ApiOkResponse({ type: SeriesList })
  list(@Query() _query: ReadQuery, @At() at: ReadAt): SeriesList {
    const tree = ComponentTree.at(this.readModel, at.position);
    return { data: readSeries(this.readModel, at.position).map(({ row }) => seriesAnswer(row, tree, at.now)) };
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One series; its windows are those with `?series=`' })
  @ApiOkResponse({ type: SeriesView })
  get(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SeriesView {
    const found = findSeries(this.readModel, id, at.position);
    if (found === undefined) throw new Rejected('not-found', 'unknown-series', 'there is no series with this id');
    void reply.header('etag', `"${found.revision}"`);
    return seriesAnswer(found.row, ComponentTree.at(this.readModel, at.position), at.now);
  }

  @Post()
  @Needs('announce')
  @ApiOperation({ summary: 'Plan windows that recur: they are scheduled by themselves, so many days ahead' })
  @ApiCreatedResponse({ type: SeriesView })
  async plan(
    @Body() { rule, daysAhead = DAYS_AHEAD, ...request }: SeriesRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesView> {
    const author = caller.author();
    const id = this.ledger.newId(author, caller.idempotencyKey);
    const details = { plan: this.writer.planOf(request, author), rule, daysAhead };
    const executed = await this.execute(id, { do: 'plan', ...checked(details, this.clock.now()) }, caller);
    return this.written(id, executed, reply, `/api/v1/window-series/${id}`);
  }

  @Patch(':id')
  @Needs('announce')
  @ApiOperation({ summary: 'Change the windows that are not scheduled yet' })
  @ApiOkResponse({ type: SeriesView })
  async change(
    @Param('id') id: string,
    @Body() { rule, daysAhead, ...request }: SeriesPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesView> {
    const before = findSeries(this.readModel, id)?.row;
    if (before === undefined) throw new Rejected('not-found', 'unknown-series', 'there is no series with this id');
    const details = {
      plan: { ...before.plan, ...this.writer.meant(request) },
      rule: rule ?? before.rule,
      daysAhead: daysAhead ?? before.daysAhead,
    };
    return this.written(
      id,
      await this.execute(id, { do: 'change', details: checked(details, this.clock.now()) }, caller),
      reply,
    );
  }

  @Post(':id/skip')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'On one day it does not take place' })
  @ApiOkResponse({ type: SeriesView })
  async skip(
    @Param('id') id: string,
    @Body() request: SkipRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesView> {
    return this.written(id, await this.execute(id, { do: 'skip', ...request }, caller), reply);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It does not recur any more; windows that have not begun are cancelled' })
  @ApiOkResponse({ type: SeriesView })
  async end(
    @Param('id') id: string,
    @Body() { reason }: EndSeriesRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesView> {
    const command = { do: 'end', after: isoInstant(this.clock.now()), reason } as const;
    return this.written(id, await this.execute(id, command, caller), reply);
  }

  private execute(id: string, command: SeriesCommand, caller: Caller): Promise<Executed> {
    return this.ledger.execute(windowSeries, id, command, caller.author(), caller.options);
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): SeriesView {
    const { row, revision } = findSeries(this.readModel, id)!;
    answerWrite(reply, { ...executed, revision }, location);
    return seriesAnswer(row, ComponentTree.at(this.readModel, this.readModel.position()), this.clock.now());
  }
}

/** A rule that cannot be followed is refused when it is given. @throws Rejected */
function checked<Details extends Parameters<typeof upcoming>[0]>(details: Details, now: number): Details {
  try {
    upcoming(details, now);
    return details;
  } catch (error) {
    const sentence = `rule: ${(error as Error).message.slice(0, 200)}`;
    throw new Rejected('invalid', 'rule', sentence, 'rule');
  }
}

function seriesAnswer(row: SeriesRow, tree: ComponentTree, now: number): SeriesView {
  const { id, plan, rule, daysAhead, plannedAt, plannedBy, skipped, ended } = row;
  const { title, kinds, startsAt, endsAt } = plan;
  const isSkipped = (day: string): boolean => skipped.some((one) => one.day === day);
  return {
    id,
    title,
    kinds,
    affected: refsTo(plan.affected, tree),
    unaffected: refsTo(plan.unaffected, tree),
    startsAt,
    endsAt,
    rule,
    daysAhead,
    plannedAt,
    plannedBy,
    skipped,
    ended,
    upcoming: ended === null ? upcoming(row, now).filter(({ day }) => !isSkipped(day)) : [],
  };
}
