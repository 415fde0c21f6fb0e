import { EventStore } from '@event-store/event-store.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { Fact } from '@kernel/event.js';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ForEverybody, Needs } from '../auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '../http/caller.js';
import { At, invalid, type ReadAt, ReadQuery } from '../http/reads.js';
import { noSuchEvent, visibleEvent } from '../http/visible-event.js';
import { Ledger } from '../ledger.js';
import { ReadModel } from '../read-model/read-model.js';
import { checkpointKeys, readCheckpointKeys } from './checkpoint-keys.js';
import { Checkpoints, type Receipt } from './checkpoints.js';
import { SigningKeys } from './signing-keys.js';
import {
  CheckpointKeyList,
  CheckpointKeyView,
  CheckpointView,
  ConsistencyQuery,
  ConsistencyView,
  ReceiptView,
  RetireKeyRequest,
} from './transparency.dto.js';

/** What anybody needs to check the ledger without trusting it. */
@ApiTags('transparency')
@Controller('api/v1')
export class TransparencyController {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly readModel: ReadModel,
    private readonly ledger: Ledger,
    private readonly checkpoints: Checkpoints,
    private readonly keys: SigningKeys,
  ) {}

  @Get('checkpoint')
  @ForEverybody()
  @ApiOperation({ summary: 'The signed tree head: a signed note, or the same as JSON' })
  @ApiProduces('text/plain', 'application/json')
  @ApiOkResponse({ type: CheckpointView })
  checkpoint(
    @Query() _query: ReadQuery,
    @At() { position }: ReadAt,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    const checkpoint = this.checkpoints.at(position);
    if (accept?.includes('application/json')) void reply.send(checkpoint);
    else void reply.type('text/plain; charset=utf-8').send(checkpoint.note);
  }

  @Get('consistency')
  @ForEverybody()
  @ApiOperation({ summary: 'Proof that an older checkpoint is the beginning of a newer one' })
  @ApiOkResponse({ type: ConsistencyView })
  consistency(@Query() query: ConsistencyQuery, @At() at: ReadAt): ConsistencyView {
    const { from, to = at.position } = query;
    if (to > at.position) throw invalid('to', 'position', `must not be beyond the newest position, ${at.position}`);
    if (from > to) throw invalid('from', 'range', `must not be beyond to, ${to}`);
    return { from, to, proof: this.checkpoints.consistency(from, to), checkpoint: this.checkpoints.at(to).note };
  }

  @Get('events/:position/receipt')
  @ForEverybody()
  @ApiOperation({ summary: 'Proof that an event is where it is, which verifies offline' })
  @ApiOkResponse({ type: ReceiptView })
  async receipt(
    @Param('position') position: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<Receipt> {
    const event = await visibleEvent(this.store, this.catalogue, position, caller.sight);
    if (event.position > at.position) throw noSuchEvent();
    return this.checkpoints.receipt([event], at.position, (fact) => mayReadContent(fact, caller));
  }

  @Get('checkpoint-keys')
  @ForEverybody()
  @ApiOperation({ summary: 'The keys that sign checkpoints, and those that did' })
  @ApiOkResponse({ type: CheckpointKeyList })
  list(@Query() _query: ReadQuery, @At() at: ReadAt): CheckpointKeyList {
    return { data: readCheckpointKeys(this.readModel, at.position) };
  }

  @Post('checkpoint-keys')
  @Needs('admin')
  @ApiOperation({ summary: 'Make a further key; old and new both sign until the old one is retired' })
  @ApiCreatedResponse({ type: CheckpointKeyView })
  async add(@Calling() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<CheckpointKeyView> {
    const { id, verifierKey } = this.keys.create();
    let changed = false;
    try {
      const command = { do: 'add', id, verifierKey } as const;
      const executed = await this.ledger.execute(checkpointKeys, null, command, caller.author(), caller.options);
      changed = executed.changed;
      answerWrite(reply, executed, '/api/v1/checkpoint-keys');
    } finally {
      if (!changed) this.keys.destroy(id);
    }
    return readCheckpointKeys(this.readModel, this.readModel.position()).at(-1)!;
  }

  @Post('checkpoint-keys/:id/retire')
  @HttpCode(200)
  @Needs('admin')
  @ApiOperation({ summary: 'A key signs no more; its private half is deleted, what it signed stays good' })
  @ApiOkResponse({ type: CheckpointKeyView })
  async retire(
    @Param('id') id: string,
    @Body() { reason }: RetireKeyRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CheckpointKeyView> {
    const command = { do: 'retire', id, reason } as const;
    const executed = await this.ledger.execute(checkpointKeys, null, command, caller.author(), caller.options);
    this.keys.destroy(id);
    answerWrite(reply, executed);
    return this.find(id);
  }

  private find(id: string): CheckpointKeyView {
    return readCheckpointKeys(this.readModel, this.readModel.position()).find((key) => key.id === id)!;
  }
}

/** The stored content names tokens and addresses: it is for administrators, and for who wrote it. */
export function mayReadContent(fact: Fact, { sight, principal }: Caller): boolean {
  return sight.sees('admin') || (!fact.erased && principal !== null && fact.reporter.id === principal.reporter.id);
}
