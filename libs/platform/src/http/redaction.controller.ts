import { EventStore } from '@event-store/event-store.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { StoredEvent } from '@kernel/event.js';
import { MAX_REDACTION_REASON_BYTES, onlyStructure, RedactionMade } from '@kernel/redaction.js';
import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Needs } from '../auth/auth.guard.js';
import { cannotBeRedacted, Redactor } from '../redactor.js';
import { answerWrite, Caller, Calling } from './caller.js';
import { erasureOf, ErasureView, requireRedact } from './erasure.js';
import { TextField } from './fields.js';
import { visibleEvent } from './visible-event.js';

/** The stream of one thing; everything else is a catalogue of many. */
const OF_ONE_THING = /-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class RedactEventRequest {
  @TextField({ doc: 'Why; it stays for ever.', maxBytes: MAX_REDACTION_REASON_BYTES, multiline: true }) reason: string;
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
    const event = await visibleEvent(this.store, this.catalogue, position, caller.sight);
    const definition = this.catalogue.find(event.type);
    if (event.type === RedactionMade.type || definition?.erasable === false) throw cannotBeRedacted(event.type);
    const whole = OF_ONE_THING.test(event.stream);
    const structure = onlyStructure((type) => this.catalogue.find(type));
    const restatedAt = restatementOf(event)?.position;
    const meant = whole ? await this.store.readStream(event.stream) : [event];
    const log = requireRedact(meant, this.catalogue, caller);
    const redacted = await this.redactor.redact(
      {
        stream: event.stream,
        meant: (other) => whole || other.position === event.position || other.position === restatedAt,
        what: 'content',
        reason,
        log,
        // A catalogue is of many: what an earlier redaction restated of other events goes on standing.
        letStand: () => (one, content) =>
          whole || one.position === event.position ? structure(one, content) : content,
        restates: !whole && restatedAt !== undefined,
      },
      caller.author(),
      caller.options,
    );
    answerWrite(reply, redacted);
    return erasureOf(redacted);
  }
}

/** Of an event whose content is gone: the redaction that tells what it said, where one does. */
function restatementOf({ content, redaction }: StoredEvent): StoredEvent | undefined {
  if (content !== null || redaction === undefined) return undefined;
  return redaction.content === null ? restatementOf(redaction) : redaction;
}
