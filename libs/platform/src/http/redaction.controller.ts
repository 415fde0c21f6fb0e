import { EventStore } from '@event-store/event-store.js';
import { Rejected } from '@kernel/decider.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { StoredEvent } from '@kernel/event.js';
import { MAX_REDACTION_REASON_BYTES, onlyStructure, RedactionMade } from '@kernel/redaction.js';
import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../auth/auth.guard.js';
import { cannotBeRedacted, type Redacted, Redactor } from '../redactor.js';
import type { Sight } from '../visibility.js';
import { answerWrite, Caller, Calling } from './caller.js';
import { TextField } from './fields.js';

/** The files of a small ledger are clean before the answer; of a large one the answer says that it is under way. */
const WAIT_FOR_FILES_MS = 5_000;
const ADVICE = 'Treat what was written here as compromised, and rotate it now: others may have read it already.';
/** The stream of one thing; everything else is a catalogue of many. */
const OF_ONE_THING = /-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class RedactEventRequest {
  @TextField({ doc: 'Why; it stays for ever.', maxBytes: MAX_REDACTION_REASON_BYTES, multiline: true }) reason: string;
}

export class ErasureView {
  @ApiProperty({ type: Number, description: 'Position of the redaction.' }) redaction: number;
  @ApiProperty({
    type: String,
    enum: ['complete', 'under-way'],
    description: 'Gone from the ledger in any case; `complete` once no file of the read model holds it either.',
  })
  erasure: string;
  @ApiProperty({ type: String }) advice: string;
}

@ApiTags('feed')
@Controller('api/v1/events')
export class RedactionController {
  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly redactor: Redactor,
  ) {}

  @Post(':position/redact')
  @HttpCode(200)
  @Needs('redact')
  @ApiOperation({ summary: 'Erase what an event says, for good; of an entry, what all its versions say' })
  @ApiOkResponse({ type: ErasureView })
  async redact(
    @Param('position') position: string,
    @Body() { reason }: RedactEventRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView> {
    const event = await this.find(position, caller.sight);
    const definition = this.catalogue.find(event.type);
    if (event.type === RedactionMade.type || definition?.erasable === false) throw cannotBeRedacted(event.type);
    const log = this.logOf(event);
    caller.require('redact', log);
    const whole = OF_ONE_THING.test(event.stream);
    const redacted = await this.redactor.redact(
      {
        stream: event.stream,
        meant: (other) => whole || other.position === event.position,
        what: 'content',
        reason,
        log,
        letStand: () => onlyStructure((type) => this.catalogue.find(type)),
        restates: false,
      },
      caller.author(),
      caller.options,
    );
    answerWrite(reply, redacted);
    return erasureOf(redacted);
  }

  private async find(position: string, sight: Sight): Promise<StoredEvent> {
    const number = /^[1-9]\d{0,14}$/.test(position) ? Number(position) : 0;
    const [event] = number === 0 ? [] : await this.store.readAll(number - 1, 1);
    if (event === undefined || !sight.sees(this.catalogue.audienceOf(this.catalogue.read(event)))) {
      throw new Rejected('not-found', 'unknown-event', 'there is no event with this position');
    }
    return event;
  }

  private logOf(event: StoredEvent): string | undefined {
    const audience = this.catalogue.audienceOf(this.catalogue.read(event));
    return typeof audience === 'string' ? undefined : audience.log;
  }
}

/** What is answered beside the thing itself. */
export async function erasureOf(redacted: Redacted): Promise<ErasureView> {
  return { redaction: redacted.position, erasure: await withinReason(redacted.filesErased), advice: ADVICE };
}

/** Waits a little for work that goes on by itself. */
export async function withinReason(filesErased: Promise<unknown>): Promise<'complete' | 'under-way'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'under-way'>((resolve) => {
    timer = setTimeout(() => resolve('under-way'), WAIT_FOR_FILES_MS);
  });
  const done = filesErased.then(
    () => 'complete' as const,
    () => 'under-way' as const,
  );
  const erasure = await Promise.race([done, late]);
  clearTimeout(timer);
  return erasure;
}
