import { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { isoInstant, parseDay } from '@kernel/time.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { At, newest, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { type Executed, Ledger, streamOf } from '@platform/ledger.js';
import { StreamHistory } from '@platform/http/event.dto.js';
import { Histories } from '@platform/http/histories.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { findWindow } from '../maintenance-windows/window-queries.js';
import { WindowWriter } from '../maintenance-windows/window-writer.js';
import { checkedTimes, occurrenceOn } from './occurrences.js';
import { readRule } from './read-rule.js';
import { seriesAnswer } from './series-answers.js';
import { windowId } from './series-planner.js';
import { findSeries, readSeries } from './series-table.js';
import {
  EndSeriesRequest,
  OccurrenceList,
  SeriesList,
  SeriesPatch,
  SeriesRequest,
  SeriesTimesRequest,
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
    private readonly histories: Histories,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Windows that recur' })
  @ApiOkResponse({ type: SeriesList })
  list(@Query() _query: ReadQuery, @At() at: ReadAt): SeriesList {
    const tree = ComponentTree.at(this.readModel, at.position);
    const all = readSeries(this.readModel, at.position);
    return { data: all.map(({ row }) => seriesAnswer(this.readModel, row, tree, at)) };
  }

  @Post('preview')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'When such windows would be within the next 90 days; nothing is written' })
  @ApiOkResponse({ type: OccurrenceList })
  preview(@Body() { rule, ...plan }: SeriesTimesRequest): OccurrenceList {
    const series = { plan, rule: readRule(rule), daysAhead: DAYS_AHEAD };
    return { data: checkedTimes(series, this.clock.now()) };
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
    const found = this.find(id, at);
    void reply.header('etag', `"${found.revision}"`);
    return seriesAnswer(this.readModel, found.row, ComponentTree.at(this.readModel, at.position), at);
  }

  @Get(':id/history')
  @ForEverybody()
  @ApiOperation({ summary: 'Every step of a series: who, when, what' })
  @ApiOkResponse({ type: StreamHistory })
  history(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<StreamHistory> {
    this.find(id, at);
    const asked = { stream: streamOf(windowSeries, id), kind: 'window-series', until: at.position };
    return this.histories.stepsOf(asked, caller);
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
    const details = { plan: this.writer.planOf(request, author), rule: readRule(rule), daysAhead };
    checkedTimes(details, this.clock.now());
    const executed = await this.execute(id, { do: 'plan', ...details }, caller);
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
      rule: rule === undefined ? before.rule : readRule(rule),
      daysAhead: daysAhead ?? before.daysAhead,
    };
    if (rule !== undefined || request.startsAt !== undefined) {
      checkedTimes(details, this.clock.now(), request.startsAt === undefined ? 'rule' : 'startsAt');
    }
    return this.written(id, await this.execute(id, { do: 'change', details }, caller), reply);
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
    this.checkDay(id, request.day);
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

  /** A day that was mistyped would be skipped for nothing. @throws Rejected nothing-to-skip */
  private checkDay(id: string, day: string): void {
    parseDay(day, 'day');
    const row = findSeries(this.readModel, id)?.row;
    if (row === undefined || row.ended !== null) return;
    if (findWindow(this.readModel, windowId(id, day), this.readModel.position())) return;
    if (occurrenceOn(row, day, this.clock.now()) !== undefined) return;
    throw new Rejected('invalid', 'nothing-to-skip', `day: ${row.rule} gives nothing to come on ${day}`, 'day');
  }

  private execute(id: string, command: SeriesCommand, caller: Caller): Promise<Executed> {
    return this.ledger.execute(windowSeries, id, command, caller.author(), caller.options);
  }

  private find(id: string, { position }: ReadAt): NonNullable<ReturnType<typeof findSeries>> {
    const found = findSeries(this.readModel, id, position);
    if (found !== undefined) return found;
    throw new Rejected('not-found', 'unknown-series', 'there is no series with this id');
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): SeriesView {
    const { row, revision } = findSeries(this.readModel, id)!;
    answerWrite(reply, { ...executed, revision }, location);
    const at = newest(this.readModel, this.clock);
    return seriesAnswer(this.readModel, row, ComponentTree.at(this.readModel, at.position), at);
  }
}
