import { Rejected } from '@kernel/decider.js';
import type { Row } from '@kernel/projection.js';
import { parseInstant } from '@kernel/time.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
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
  startOf,
} from '@platform/http/reads.js';
import { Ledger, streamOf } from '@platform/ledger.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { Clock } from '@kernel/clock.js';
import type { FastifyReply } from 'fastify';
import { coveredBy } from '../components/component-tree.js';
import { LogChooser } from '../logs/choose-log.js';
import { refuseCredentials } from '@kernel/credentials.js';
import { findOperation, idOfOperation, operationAnswer, readOperations } from './operation-queries.js';
import { operation } from './operation.js';
import { CloseRequest, OperationList, OperationQuery, OperationView } from './operations.dto.js';
import { Turns } from './turns.js';

const NEWEST = Number.MAX_SAFE_INTEGER;

@ApiTags('operations')
@Controller('api/v1/operations')
export class OperationsController {
  private readonly turns = new Turns();

  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly chooser: LogChooser,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Operations, newest first' })
  @ApiOkResponse({ type: OperationList })
  list(
    @Query() query: OperationQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationList> {
    return this.page(query, false, at, caller, reply);
  }

  @Get('in-flight')
  @ForEverybody()
  @ApiOperation({ summary: 'Operations that have begun and not ended, newest first' })
  @ApiOkResponse({ type: OperationList })
  inFlight(
    @Query() query: OperationQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationList> {
    return this.page(query, true, at, caller, reply);
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One operation, by its id or the id of one of its entries' })
  @ApiOkResponse({ type: OperationView })
  get(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt, @Calling() caller: Caller): OperationView {
    return operationAnswer(this.readModel, this.find(id, at.position, caller), at, caller.sight);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Needs('log:amend')
  @ApiOperation({ summary: 'Say how an operation ended whose END never came' })
  @ApiOkResponse({ type: OperationView })
  async close(
    @Param('id') id: string,
    @Body() body: CloseRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationView> {
    refuseCredentials({ reason: body.reason }, false);
    const position = await this.standsAt(id, caller);
    const row = this.find(id, position, caller);
    const log = row['log'] as string;
    caller.require('log:amend', log);
    const command = {
      outcome: body.outcome,
      endedAt: parseInstant(body.endedAt, 'endedAt'),
      reason: body.reason,
      operation: { log, startedAt: row['started_at'] as number | null, ended: row['ended_at'] !== null },
    };
    const name = row['id'] as string;
    const executed = await this.ledger.execute(operation, name, command, caller.author(), {
      idempotencyKey: caller.idempotencyKey,
    });
    answerWrite(reply, executed);
    const now = { position: await this.standsAt(name, caller), now: this.clock.now() };
    return operationAnswer(this.readModel, this.find(name, now.position, caller), now, caller.sight);
  }

  /**
   * Where the operation can be read that is to be closed: now, unless its START has become something else since an
   * earlier request with this key closed it. @throws KeyReused
   */
  private async standsAt(id: string, caller: Caller): Promise<number> {
    const newest = this.readModel.position();
    if (caller.idempotencyKey === undefined || findOperation(this.readModel, id, newest) !== undefined) return newest;
    const name = idOfOperation(this.readModel, id) ?? id;
    const before = await this.ledger.repeated(streamOf(operation, name), caller.author(), caller.idempotencyKey);
    return before?.position ?? newest;
  }

  private async page(
    query: OperationQuery,
    openOnly: boolean,
    at: ReadAt,
    caller: Caller,
    reply: FastifyReply,
  ): Promise<OperationList> {
    const { limit = DEFAULT_LIMIT, name = null, actor = null } = query;
    const { from = 0, to = NEWEST } = range(query.from, query.to);
    const endsAfter = query.endsAfter === undefined ? null : startOf(query.endsAfter, 'endsAfter');
    const log = query.log === undefined ? null : this.chooser.forReading(query.log, caller.sight, at.position).name;
    const cursor =
      query.after === undefined
        ? null
        : decodeCursor(this.identity.id, query.after, ...Array<RegExp>(3).fill(CURSOR_NUMBER));
    const before = cursor === null ? ([NEWEST, NEWEST] as const) : ([Number(cursor[0]), Number(cursor[1])] as const);
    const page = { before, limit: limit + 1 };
    const pinned = pinnedPosition(at, query, cursor?.[2]);
    const when = { ...at, position: pinned };
    const component = query.component === undefined ? null : coveredBy(this.readModel, query.component, pinned);
    const host = query.host?.toLowerCase() ?? null;
    const filter = { log, name, actor, host, component, from, to, endsAfter, openOnly };
    void reply.header('ledger-position', String(pinned));
    const hidden = caller.sight.hiddenFrom(log === null ? undefined : [log]);
    const read = async (): Promise<Row[]> => readOperations(this.readModel, filter, when, hidden, page);
    // Each may be long on the thread on which others search; for who has gone nothing is looked for.
    const found = await (openOnly ? read() : this.turns.take(async () => (reply.raw.destroyed ? [] : read())));
    const kept = found.slice(0, limit);
    const last = kept.at(-1);
    const more = found.length > limit && last !== undefined;
    const next = more
      ? encodeCursor(this.identity.id, last['sort_at'] as number, last['position'] as number, pinned)
      : null;
    return { data: kept.map((row) => operationAnswer(this.readModel, row, when, caller.sight)), page: { next } };
  }

  private find(id: string, at: number, caller: Caller): Row {
    const row = findOperation(this.readModel, id, at);
    if (row === undefined || !caller.sight.seesLog(row['log'] as string)) {
      throw new Rejected('not-found', 'unknown-operation', 'there is no operation with this id');
    }
    return row;
  }
}
