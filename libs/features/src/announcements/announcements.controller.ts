import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { notReadable } from '@platform/http/problem.js';
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
import { type Executed, streamOf } from '@platform/ledger.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { StreamHistory } from '@platform/http/event.dto.js';
import { Histories } from '@platform/http/histories.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { windowWithId } from '../maintenance-windows/window-queries.js';
import { announcementAnswer, destinationAnswers } from './announcement-answers.js';
import { announcement } from './announcement.js';
import {
  announcementWithId,
  findAnnouncement,
  type FoundAnnouncement,
  readAnnouncements,
} from './announcement-table.js';
import { AnnouncementWriter } from './announcement-writer.js';
import { LintAnswer, LintRequest } from './lint.dto.js';
import {
  AnnouncementList,
  AnnouncementQuery,
  AnnouncementReason,
  AnnouncementView,
  ComposeRequest,
  EditRequest,
  PreviewView,
  RecordNewRequest,
  RecordSentRequest,
  SeenRequest,
  SendRequest,
  SettleRequest,
} from './announcements.dto.js';

const UUID = /^[0-9a-f-]{36}$/;

@ApiTags('announcements')
@Controller('api/v1/announcements')
export class AnnouncementsController {
  constructor(
    private readonly writer: AnnouncementWriter,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly histories: Histories,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Announcements, newest first' })
  @ApiOkResponse({ type: AnnouncementList })
  list(
    @Query() query: AnnouncementQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): AnnouncementList {
    const { limit = DEFAULT_LIMIT, status, kind, window, component, q } = query;
    const cursor =
      query.after === undefined
        ? null
        : decodeCursor(this.identity.id, query.after, CURSOR_NUMBER, UUID, CURSOR_NUMBER);
    const position = pinnedPosition(at, query, cursor?.[2]);
    void reply.header('ledger-position', String(position));
    const tree = ComponentTree.at(this.readModel, position);
    const components =
      component === undefined ? undefined : tree.concerning(tree.named(component, 'component', 'not-found'));
    if (window !== undefined) windowWithId(this.readModel, window, position);
    const filter = { status, kind, window, components, q, ...range(query.from, query.to) };
    const after = cursor === null ? null : ([Number(cursor[0]), cursor[1]!] as const);
    const found = readAnnouncements(this.readModel, filter, position, { after, limit: limit + 1 });
    const kept = found.slice(0, limit);
    const last = kept.at(-1)?.row;
    const isMore = found.length > limit && last !== undefined;
    const next = isMore ? encodeCursor(this.identity.id, Date.parse(last.composedAt), last.id, position) : null;
    return { data: kept.map((one) => announcementAnswer(one, this.readModel, tree, this.addresses)), page: { next } };
  }

  @Post('lint')
  @HttpCode(200)
  @ForEverybody()
  @ApiOperation({ summary: 'The mistakes in the text of an announcement, and what it promises; nothing is kept' })
  @ApiOkResponse({ type: LintAnswer })
  lint(@Body() { window, ...message }: LintRequest): LintAnswer {
    return this.writer.lint({ ...message, window: window ?? null });
  }

  @Post('preview')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'What would be sent, and where; nothing is written' })
  @ApiOkResponse({ type: PreviewView })
  preview(@Body() request: ComposeRequest, @Calling() caller: Caller): PreviewView {
    const composed = this.writer.composed(request);
    const destinations = destinationAnswers(this.writer.addressing.destinations(composed, undefined, caller.author()));
    return { subject: composed.subject, text: composed.text, ...this.writer.lint(composed), destinations };
  }

  @Post('record-sent')
  @Needs('announce')
  @ApiOperation({ summary: 'A message that a person sent, with the proof' })
  @ApiCreatedResponse({ type: AnnouncementView })
  async recordNew(
    @Body() request: RecordNewRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    const { id } = await this.writer.compose(request, caller.author(), { key: caller.idempotencyKey });
    // Its own key: the one of the request named what composed it, in the same stream.
    const { idempotencyKey } = caller;
    const key = idempotencyKey === undefined ? undefined : `${idempotencyKey}#sent`;
    const executed = await this.writer.recordSent(id, request, caller, { idempotencyKey: key });
    return this.written(id, executed, reply, `/api/v1/announcements/${id}`);
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One announcement' })
  @ApiOkResponse({ type: AnnouncementView })
  get(
    @Param('id') id: string,
    @Query() { asOf }: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): AnnouncementView {
    const found = announcementWithId(this.readModel, id, at.position);
    void reply.header('etag', `"${found.revision}"`);
    return this.told(found, at.position, asOf === undefined);
  }

  @Get(':id/history')
  @ForEverybody()
  @ApiOperation({ summary: 'Every step of an announcement: who, when, what' })
  @ApiOkResponse({ type: StreamHistory })
  history(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<StreamHistory> {
    announcementWithId(this.readModel, id, at.position);
    const asked = { stream: streamOf(announcement, id), kind: 'announcement', until: at.position };
    return this.histories.stepsOf(asked, caller);
  }

  @Post()
  @Needs('announce')
  @ApiOperation({
    summary: 'Write a draft: nobody is told yet; a notice that its window owes is sent in these words when it is due',
  })
  @ApiCreatedResponse({ type: AnnouncementView })
  async compose(
    @Body() request: ComposeRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    const { id, ...executed } = await this.writer.compose(request, caller.author(), { key: caller.idempotencyKey });
    return this.written(id, executed, reply, `/api/v1/announcements/${id}`);
  }

  @Patch(':id')
  @Needs('announce')
  @ApiOperation({ summary: 'Say it otherwise, while it is a draft' })
  @ApiOkResponse({ type: AnnouncementView })
  async edit(
    @Param('id') id: string,
    @Body() request: EditRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    return this.written(id, await this.writer.edit(id, request, caller), reply);
  }

  @Post(':id/send')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Give it to the channels; wrong facts forbid that, unless a reason is given' })
  @ApiOkResponse({ type: AnnouncementView })
  async send(
    @Param('id') id: string,
    @Body() request: SendRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    return this.written(id, await this.writer.send(id, request, caller.author(), caller.options), reply);
  }

  @Post(':id/record-sent')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'A person sent it, with the proof' })
  @ApiOkResponse({ type: AnnouncementView })
  async recordSent(
    @Param('id') id: string,
    @Body() request: RecordSentRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    return this.written(id, await this.writer.recordSent(id, request, caller), reply);
  }

  @Post(':id/seen')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'What a server accepted was seen where everybody can read it' })
  @ApiOkResponse({ type: AnnouncementView })
  async see(
    @Param('id') id: string,
    @Body() request: SeenRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    return this.written(id, await this.writer.see(id, request, caller), reply);
  }

  @Post(':id/settle-promise')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'What it promised has come, or is not expected any more' })
  @ApiOkResponse({ type: AnnouncementView })
  async settle(
    @Param('id') id: string,
    @Body() request: SettleRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    return this.written(id, await this.writer.settle(id, request, caller), reply);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Nobody will get it, nor the notice that the ledger would have sent in its place' })
  @ApiOkResponse({ type: AnnouncementView })
  async discard(
    @Param('id') id: string,
    @Body() { reason }: AnnouncementReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnouncementView> {
    return this.written(id, await this.writer.discard(id, reason, caller), reply);
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): AnnouncementView {
    const at = this.readModel.position();
    const found = findAnnouncement(this.readModel, id, at) ?? notReadable(executed.position);
    answerWrite(reply, { ...executed, revision: found.revision }, location);
    return this.told(found, at, true);
  }

  private told(found: FoundAnnouncement, at: number, isNow: boolean): AnnouncementView {
    const answer = announcementAnswer(found, this.readModel, ComponentTree.at(this.readModel, at), this.addresses);
    return isNow ? { ...answer, ...this.writer.findingsNow(found.row) } : answer;
  }
}
