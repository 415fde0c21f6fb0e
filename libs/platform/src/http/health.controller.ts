import { EventStore } from '@event-store/event-store.js';
import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ForEverybody } from '../auth/auth.guard.js';
import { Ledger } from '../ledger.js';
import { ReadModel } from '../read-model/read-model.js';
import { Metrics } from './metrics.js';
import { Rebuild } from '../read-model/rebuild.js';

class Health {
  @ApiProperty({ type: String, enum: ['ok'] }) status: string;
}

class ParkedView {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: String }) projection: string;
  @ApiProperty({ type: String }) error: string;
}

class Readiness {
  @ApiProperty({ type: String, enum: ['ready', 'degraded', 'not-ready'] }) status: string;
  @ApiProperty({ type: String, nullable: true, description: 'What is wrong, or to be looked at, as a sentence.' })
  problem: string | null;
  @ApiProperty({ type: Number, description: 'Newest position of the ledger that is known here.' }) head: number;
  @ApiProperty({ type: Number, description: 'Position that the read model has passed.' }) applied: number;
  @ApiProperty({ type: [ParkedView], description: 'Events that a projection could not take; the first ten.' })
  parked: ParkedView[];
  @ApiProperty({ type: String, nullable: true, description: 'How far a rebuild beside the serving file is.' })
  rebuild: string | null;
}

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly readModel: ReadModel,
    private readonly ledger: Ledger,
    private readonly rebuild: Rebuild,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  @ForEverybody()
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ type: Health })
  healthz(): Health {
    return { status: 'ok' };
  }

  /** 200 when reads and writes work (degraded: but some event is parked), 503 when they do not. */
  @Get('readyz')
  @ForEverybody()
  @HttpCode(200)
  @ApiOperation({ summary: 'Reads and writes work' })
  @ApiOkResponse({ type: Readiness })
  readyz(@Res({ passthrough: true }) reply: FastifyReply): Readiness {
    const parked = this.readModel.parked(10);
    const { writable } = this.ledger;
    const { problem, warning } = this.store.availability.value;
    if (!writable) void reply.code(503).header('retry-after', '2');
    return {
      status: !writable ? 'not-ready' : parked.length > 0 || warning !== null ? 'degraded' : 'ready',
      problem: problem ?? (writable ? warning : 'the last append failed: the log of the server says why'),
      head: this.store.heads.value,
      applied: this.readModel.position(),
      parked,
      rebuild: this.rebuild.progress,
    };
  }

  @Get('metrics')
  @ForEverybody()
  @ApiOperation({ summary: 'Prometheus metrics' })
  @ApiOkResponse({ type: String })
  async prometheus(@Res() reply: FastifyReply): Promise<void> {
    void reply.type('text/plain; version=0.0.4; charset=utf-8').send(await this.metrics.scrape());
  }
}
