import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { notReadable } from '@platform/http/problem.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import { At, invalid, ListQuery, pageByName, type ReadAt, ReadQuery } from '@platform/http/reads.js';
import { Ledger } from '@platform/ledger.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { LogChooser } from './choose-log.js';
import { findLog, type LogRow, readLogs } from './log-catalogue.js';
import { LogList, LogPatch, LogRequest, LogView, NAME_LISTS } from './logs.dto.js';
import { logs } from './logs.js';

@ApiTags('logs')
@Controller('api/v1/logs')
export class LogsController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly chooser: LogChooser,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'The logs, by name' })
  @ApiOkResponse({ type: LogList })
  list(@Query() query: ListQuery, @At() at: ReadAt, @Calling() caller: Caller): LogList {
    const hiddenLogsJson = caller.sight.hiddenFrom();
    const read = (page: { after: string; limit: number }) =>
      readLogs(this.readModel, at.position, hiddenLogsJson, page);
    const { data, page } = pageByName(this.identity.id, query, read, ({ name }) => name);
    return { data: data.map(({ json }) => this.view(JSON.parse(json) as LogRow)), page };
  }

  @Get(':name')
  @ForEverybody()
  @ApiOperation({ summary: 'One log, by its name or an alias' })
  @ApiOkResponse({ type: LogView })
  get(
    @Param('name') name: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): LogView {
    const canonical = this.chooser.forReading(name, caller.sight, at.position).name;
    const found = findLog(this.readModel, canonical, at.position);
    caller.sight.seesLog(canonical);
    if (found === undefined) throw new Rejected('not-found', 'not-there-yet', `the log ${canonical} was not there yet`);
    void reply.header('etag', `"${found.revision}"`);
    return this.view(found.row);
  }

  @Post()
  @Needs('log:manage')
  @ApiOperation({ summary: 'Create a log' })
  @ApiCreatedResponse({ type: LogView })
  async create(
    @Body() { name, ...details }: LogRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LogView> {
    checkNames(details);
    caller.require('log:manage', name);
    const options = { idempotencyKey: caller.idempotencyKey };
    const executed = await this.ledger.execute(logs, null, { do: 'create', name, details }, caller.author(), options);
    const found = findLog(this.readModel, name, executed.position) ?? notReadable(executed.position);
    answerWrite(reply, { ...executed, revision: found.revision }, `/api/v1/logs/${name}`);
    return this.view(found.row);
  }

  @Patch(':name')
  @Needs('log:manage')
  @ApiOperation({ summary: 'Change what is said of a log, archive or reopen it' })
  @ApiOkResponse({ type: LogView })
  async change(
    @Param('name') typed: string,
    @Body() { status, ...details }: LogPatch,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LogView> {
    checkNames(details);
    const { name } = this.chooser.forReading(typed, caller.sight);
    caller.require('log:manage', name);
    const { expected, idempotencyKey } = caller.options;
    const options = { idempotencyKey };
    const command = { do: 'change', name, details, status, expected } as const;
    const executed = await this.ledger.execute(logs, null, command, caller.author(), options);
    const found = findLog(this.readModel, name, this.readModel.position()) ?? notReadable(executed.position);
    answerWrite(reply, { ...executed, revision: found.revision });
    return this.view(found.row);
  }

  private view(log: LogRow): LogView {
    return { ...log, url: `${this.addresses.publicUrl}/api/v1/logs/${log.name}/sal.wiki` };
  }
}

function checkNames(details: { aliases?: string[]; channels?: string[]; patterns?: string[] }): void {
  for (const [field, form, words] of NAME_LISTS) {
    const wrong = details[field]?.find((name) => !form.test(name));
    if (wrong !== undefined) throw invalid(field, 'form', `has ${JSON.stringify(wrong)}, which is not ${words}`);
  }
}
