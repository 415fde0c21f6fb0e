import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { Problem } from '@platform/http/problem.js';
import { At, pageByName, range, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import type { Executed } from '@platform/ledger.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { MAX_CALENDAR_BYTES, NotACalendar } from './calendar-events.js';
import {
  CalendarImportAnswer,
  CalendarImportQuery,
  EndRiskRequest,
  RiskList,
  RiskPatch,
  RiskQuery,
  RiskReason,
  RiskRequest,
  RiskView,
} from './redundancy-risks.dto.js';
import { RiskWriter } from './risk-writer.js';
import { findRisk, type FoundRisk, readRisks, type RiskRow } from './risks.js';

@ApiTags('redundancy risks')
@Controller('api/v1/redundancy-risks')
export class RedundancyRisksController {
  constructor(
    private readonly writer: RiskWriter,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Work of vendors and open faults; those that stand, unless told' })
  @ApiOkResponse({ type: RiskList })
  list(@Query() query: RiskQuery, @At() at: ReadAt): RiskList {
    const tree = ComponentTree.at(this.readModel, at.position);
    const wanted = readRisks(this.readModel, at.position).filter(({ row }) => isMeant(row, query, tree));
    const read = ({ after, limit }: { after: string; limit: number }) =>
      wanted.filter(({ row }) => row.id > after).slice(0, limit);
    const { data, page } = pageByName(this.identity.id, query, read, ({ row }) => row.id);
    return { data: data.map(({ row }) => riskAnswer(row, tree)), page };
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One of them' })
  @ApiOkResponse({ type: RiskView })
  get(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): RiskView {
    const { row, revision } = this.find(id, at.position);
    void reply.header('etag', `"${revision}"`);
    return riskAnswer(row, ComponentTree.at(this.readModel, at.position));
  }

  @Post()
  @Needs('announce')
  @ApiOperation({ summary: 'Write down the work of a vendor, or a fault that takes redundancy away' })
  @ApiCreatedResponse({ type: RiskView })
  async record(
    @Body() request: RiskRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskView> {
    const { id, ...executed } = await this.writer.record(request, caller);
    return this.written(id, executed, reply, `/api/v1/redundancy-risks/${id}`);
  }

  @Post('import')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({
    summary: 'Make the work of a vendor what a calendar (iCalendar, RFC 5545) says, each event for itself',
  })
  @ApiConsumes('text/calendar')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: CalendarImportAnswer })
  async import(
    @Query() { group = [], component = [], vendor = '', dryRun }: CalendarImportQuery,
    @Req() { body }: FastifyRequest,
    @Calling() caller: Caller,
  ): Promise<CalendarImportAnswer> {
    if (typeof body !== 'string') throw new Problem(415, 'unsupported-content-type', 'send it as text/calendar');
    if (Buffer.byteLength(body) > MAX_CALENDAR_BYTES) {
      throw new Problem(413, 'too-large', `a calendar takes at most ${MAX_CALENDAR_BYTES} bytes`);
    }
    if (group.length + component.length === 0) {
      throw new Rejected(
        'invalid',
        'touches-nothing',
        'group: name a group or a component that the work touches',
        'group',
      );
    }
    try {
      const touched = { groups: group, components: component, vendor };
      return { data: await this.writer.import(body, touched, caller, dryRun === 'true') };
    } catch (error) {
      if (!(error instanceof NotACalendar)) throw error;
      throw new Problem(400, 'not-a-calendar', `this is no iCalendar file: ${error.message}`);
    }
  }

  @Patch(':id')
  @Needs('announce')
  @ApiOperation({ summary: 'Say otherwise what is known of it' })
  @ApiOkResponse({ type: RiskView })
  async change(
    @Param('id') id: string,
    @Body() request: RiskPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskView> {
    return this.written(id, await this.writer.change(id, request, caller), reply);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'The fault is mended, the work is done' })
  @ApiOkResponse({ type: RiskView })
  async end(
    @Param('id') id: string,
    @Body() request: EndRiskRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskView> {
    return this.written(id, await this.writer.end(id, request, caller), reply);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It does not take place, or never was' })
  @ApiOkResponse({ type: RiskView })
  async cancel(
    @Param('id') id: string,
    @Body() { reason }: RiskReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskView> {
    return this.written(id, await this.writer.cancel(id, reason, caller), reply);
  }

  private find(id: string, at: number): FoundRisk {
    const found = findRisk(this.readModel, id, at);
    if (found !== undefined) return found;
    throw new Rejected('not-found', 'unknown-risk', 'there is no redundancy risk with this id');
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): RiskView {
    const at = this.readModel.position();
    const { row, revision } = this.find(id, at);
    answerWrite(reply, { ...executed, revision }, location);
    return riskAnswer(row, ComponentTree.at(this.readModel, at));
  }
}

function isMeant(row: RiskRow, query: RiskQuery, tree: ComponentTree): boolean {
  const { kind, status = 'standing', group, component } = query;
  const { from = -Infinity, to = Infinity } = range(query.from, query.to);
  const id = component === undefined ? undefined : tree.named(component, 'component', 'not-found').id;
  return (
    (kind === undefined || row.kind === kind) &&
    (status === 'any' || row.status === status) &&
    (group === undefined || row.groups.includes(group)) &&
    (id === undefined || row.components.includes(id)) &&
    (row.endsAt === null || Date.parse(row.endsAt) > from) &&
    Date.parse(row.startsAt) < to
  );
}

function riskAnswer({ saidAt: _saidAt, ...row }: RiskRow, tree: ComponentTree): RiskView {
  return { ...row, components: row.components.map((id) => tree.withId(id)?.name ?? id) };
}
