import { Body, Controller, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { notReadable } from '@platform/http/problem.js';
import type { Executed } from '@platform/ledger.js';
import { Addresses } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree } from '../components/component-tree.js';
import { judgementInWords } from '../notice-policies/judge.js';
import {
  AssessmentView,
  CompleteRequest,
  ExtendRequest,
  RescheduleRequest,
  ScheduleRequest,
  StartRequest,
  WindowPatch,
  WindowReason,
  WindowRequest,
  WindowView,
} from './maintenance-windows.dto.js';
import { windowAnswer } from './window-answers.js';
import { findWindow } from './window-queries.js';
import { WindowWriter } from './window-writer.js';

/** What people do with maintenance windows; who asks about them is answered by `WindowReadsController`. */
@ApiTags('maintenance windows')
@Controller('api/v1/maintenance-windows')
export class MaintenanceWindowsController {
  constructor(
    private readonly writer: WindowWriter,
    private readonly readModel: ReadModel,
    private readonly addresses: Addresses,
  ) {}

  @Post()
  @Needs('announce')
  @ApiOperation({ summary: 'Plan a window: a draft, of which nobody is told' })
  @ApiCreatedResponse({ type: WindowView })
  async draft(
    @Body() request: WindowRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    const { id, ...executed } = await this.writer.draft(request, caller);
    return this.written(id, executed, reply, `/api/v1/maintenance-windows/${id}`);
  }

  @Post('check')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({
    summary:
      'How a plan stands to the notice policies and to what else takes place, and what is wrong with it; nothing is written',
  })
  @ApiOkResponse({ type: AssessmentView })
  check(
    @Body() request: WindowRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): AssessmentView {
    void reply.header('ledger-position', String(this.readModel.position()));
    const checked = this.writer.check(request, caller);
    return { ...checked, words: judgementInWords(checked.judgement) };
  }

  @Patch(':id')
  @Needs('announce')
  @ApiOperation({ summary: 'Change what is planned; times of a window that is scheduled are moved by `reschedule`' })
  @ApiOkResponse({ type: WindowView })
  async change(
    @Param('id') id: string,
    @Body() request: WindowPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.change(id, request, caller), reply);
  }

  @Post(':id/schedule')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It takes place; from now on it is judged' })
  @ApiOkResponse({ type: WindowView })
  async schedule(
    @Param('id') id: string,
    @Body() request: ScheduleRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.schedule(id, request, caller.author(), caller.options), reply);
  }

  @Post(':id/reschedule')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Other times; what they replace stays, and it is judged anew' })
  @ApiOkResponse({ type: WindowView })
  async reschedule(
    @Param('id') id: string,
    @Body() request: RescheduleRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.reschedule(id, request, caller), reply);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It must not start, and nobody is told that it does, until it is released' })
  @ApiOkResponse({ type: WindowView })
  async hold(
    @Param('id') id: string,
    @Body() { reason }: WindowReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.step(id, 'hold', reason, caller), reply);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It may start again' })
  @ApiOkResponse({ type: WindowView })
  async release(
    @Param('id') id: string,
    @Body() { reason }: WindowReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.step(id, 'release', reason, caller), reply);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It does not take place' })
  @ApiOkResponse({ type: WindowView })
  async cancel(
    @Param('id') id: string,
    @Body() { reason }: WindowReason,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.step(id, 'cancel', reason, caller), reply);
  }

  @Post(':id/start')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'The work has begun' })
  @ApiOkResponse({ type: WindowView })
  async start(
    @Param('id') id: string,
    @Body() { occurredAt }: StartRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.start(id, occurredAt, caller), reply);
  }

  @Post(':id/extend')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'It takes longer than was said' })
  @ApiOkResponse({ type: WindowView })
  async extend(
    @Param('id') id: string,
    @Body() request: ExtendRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.extend(id, request, caller), reply);
  }

  @Post(':id/complete')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'The work has ended' })
  @ApiOkResponse({ type: WindowView })
  async complete(
    @Param('id') id: string,
    @Body() request: CompleteRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WindowView> {
    return this.written(id, await this.writer.complete(id, request, caller), reply);
  }

  private written(id: string, executed: Executed, reply: FastifyReply, location?: string): WindowView {
    const at = this.readModel.position();
    const found = findWindow(this.readModel, id, at) ?? notReadable(executed.position);
    answerWrite(reply, { ...executed, revision: found.revision }, location);
    return windowAnswer(found, ComponentTree.at(this.readModel, at), this.addresses.publicUrl);
  }
}
