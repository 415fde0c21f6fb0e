import { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { notReadable } from '@platform/http/problem.js';
import { Histories } from '@platform/http/histories.js';
import {
  At,
  CURSOR_NUMBER,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  pinnedPosition,
  range,
  type ReadAt,
  ReadQuery,
} from '@platform/http/reads.js';
import type { Executed } from '@platform/ledger.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import {
  RiskEndRequest,
  RiskHistory,
  RiskList,
  RiskPatch,
  RiskQuery,
  RiskReason,
  RiskRequest,
  RiskView,
} from './redundancy-risks.dto.js';
import { redundancyRisks } from './redundancy-risks.js';
import { isOpen, riskAnswer, riskHistory } from './risk-answers.js';
import { RiskWriter } from './risk-writer.js';
import { type FoundRisk, readRisk, readRisks, type RiskRow } from './risks.js';

const CURSOR_ID = /^[0-9a-f-]{36}$/;

@ApiTags('redundancy risks')
@Controller('api/v1/redundancy-risks')
export class RedundancyRisksController {
  constructor(
    private readonly writer: RiskWriter,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly clock: Clock,
    private readonly histories: Histories,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'What takes redundancy away: work of vendors and faults, by their start' })
  @ApiOkResponse({ type: RiskList })
  list(@Query() query: RiskQuery, @At() at: ReadAt): RiskList {
    const forms = [CURSOR_NUMBER, CURSOR_NUMBER, CURSOR_ID];
    const [pinned, start, id] = query.after === undefined ? [] : decodeCursor(this.identity.id, query.after, ...forms);
    const position = pinnedPosition(at, query, pinned);
    const tree = ComponentTree.at(this.readModel, position);
    const isWanted = filterOf(query, tree, at.now);
    const isBehind = ({ startsAt, id: own }: RiskRow): boolean =>
      start === undefined || compare([Date.parse(startsAt), own], [Number(start), id!]) > 0;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const rows = readRisks(this.readModel, position).map(({ row }) => row);
    const found = rows.filter((row) => isBehind(row) && isWanted(row)).slice(0, limit + 1);
    const data = found.slice(0, limit);
    const last = data.at(-1);
    const isMore = found.length > limit && last !== undefined;
    const next = isMore ? encodeCursor(this.identity.id, position, Date.parse(last.startsAt), last.id) : null;
    return { data: data.map((row) => riskAnswer(row, tree, at.now)), page: { next } };
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One redundancy risk' })
  @ApiOkResponse({ type: RiskView })
  get(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): RiskView {
    const { row, revision } = this.find(id, at.position);
    void reply.header('etag', `"${revision}"`);
    return riskAnswer(row, ComponentTree.at(this.readModel, at.position), at.now);
  }

  @Get(':id/history')
  @ForEverybody()
  @ApiOperation({ summary: 'Every event of a redundancy risk: who, when, what' })
  @ApiOkResponse({ type: RiskHistory })
  async history(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<RiskHistory> {
    const { row } = this.find(id, at.position);
    const asked = { stream: redundancyRisks.category, kind: 'redundancy-risk', until: at.position };
    const facts = await this.histories.factsOf(asked, caller);
    return { data: riskHistory(row.id, facts, ComponentTree.at(this.readModel, at.position)) };
  }

  @Post()
  @Needs('announce')
  @ApiOperation({ summary: 'Record the work of a vendor or a fault' })
  @ApiCreatedResponse({ type: RiskView })
  async record(
    @Body() request: RiskRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskView> {
    const { id, ...executed } = await this.writer.record(request, caller);
    return this.written(id, executed, reply, `/api/v1/redundancy-risks/${id}`);
  }

  @Patch(':id')
  @Needs('announce')
  @ApiOperation({ summary: 'Change what is known of it: a vendor moved its work' })
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
    @Body() { reason, endsAt }: RiskEndRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RiskView> {
    return this.written(id, await this.writer.end(id, reason, endsAt, caller), reply);
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

  /** @throws Rejected unknown-risk */
  private find(id: string, position: number): FoundRisk {
    const found = readRisk(this.readModel, id.toLowerCase(), position);
    if (found !== undefined) return found;
    const sentence = 'there is no redundancy risk with this id; GET /api/v1/redundancy-risks lists them';
    throw new Rejected('not-found', 'unknown-risk', sentence);
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): RiskView {
    const position = this.readModel.position();
    const { row, revision } = readRisk(this.readModel, id, position) ?? notReadable(executed.position);
    answerWrite(reply, { ...executed, revision }, location);
    return riskAnswer(row, ComponentTree.at(this.readModel, position), this.clock.now());
  }
}

function filterOf(query: RiskQuery, tree: ComponentTree, now: number): (row: RiskRow) => boolean {
  const { kind, group, open } = query;
  const { from = -Infinity, to = Infinity } = range(query.from, query.to);
  const component =
    query.component === undefined ? undefined : tree.named(query.component, 'component', 'not-found').id;
  return (row) =>
    (kind === undefined || row.kind === kind) &&
    (group === undefined || row.groups.includes(group)) &&
    (component === undefined || row.components.includes(component)) &&
    (row.endsAt === null || Date.parse(row.endsAt) > from) &&
    Date.parse(row.startsAt) < to &&
    (open === undefined || isOpen(row, now) === (open === 'true'));
}

function compare([start, id]: [number, string], [otherStart, otherId]: [number, string]): number {
  if (start !== otherStart) return start - otherStart;
  return id < otherId ? -1 : id > otherId ? 1 : 0;
}
