import { EventStore, StoreUnavailable } from '@event-store/event-store.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import { type Audience, type Fact, type LiveFact, publicVia, type StoredEvent } from '@kernel/event.js';
import { type Redaction, RedactionMade } from '@kernel/redaction.js';
import { isoInstant } from '@kernel/time.js';
import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { interval, Subscription } from 'rxjs';
import { ForEverybody } from '../auth/auth.guard.js';
import { LedgerIdentity } from '../platform.tokens.js';
import type { Sight } from '../visibility.js';
import { Caller, Calling } from './caller.js';
import { TextField } from './fields.js';
import { Problem } from './problem.js';
import { At, DEFAULT_LIMIT, invalid, ListQuery, reaches, type ReadAt } from './reads.js';
import { EventList, EventView } from './event.dto.js';
import { Shutdown } from './shutdown.js';

/** Events that are looked at for one page, when most of them are filtered out. */
const SCAN_AT_MOST = 20_000;
const SCAN_PAGE = 1000;
/** A comment line on a quiet stream, so that proxies keep it and a reader that is gone is noticed. */
const HEARTBEAT_MS = 15_000;
/** Heartbeats that a reader may leave unread before it is closed; it resumes by Last-Event-ID. */
const MOST_UNREAD_HEARTBEATS = 4;

const TYPES = {
  doc: 'Only these types, comma separated; `log-entry.*` for a whole kind.',
  optional: true,
  maxBytes: 1000,
};
const SUBJECTS = { doc: 'Only these streams, or `log:<name>`, comma separated.', optional: true, maxBytes: 4000 };

interface Wish {
  readonly types?: string;
  readonly subjects?: string;
}

/** A stream has no end, so it can neither be asked as of then nor for a number of events. */
class StreamQuery implements Wish {
  @TextField({ doc: 'After this position; without it from the first.', optional: true, maxBytes: 16 }) after?: string;
  @TextField(TYPES) types?: string;
  @TextField(SUBJECTS) subjects?: string;
}

class FeedQuery extends ListQuery implements Wish {
  @TextField(TYPES) types?: string;
  @TextField(SUBJECTS) subjects?: string;
}

/** What an event was made into for streams; it lives as long as the page that it was read with. */
interface Made {
  readonly fact: Fact;
  forAdmins?: string;
  forOthers?: string;
}

type Wanted = (fact: Fact, audience: Audience) => boolean;

/** The feed: every event, in order, resumable at any position. */
@ApiTags('feed')
@ApiExtraModels(EventView)
@Controller('api/v1/events')
export class FeedController {
  private readonly made = new WeakMap<StoredEvent, Made>();

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly ledger: LedgerIdentity,
    private readonly shutdown: Shutdown,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Events after a position, oldest first' })
  @ApiOkResponse({ type: EventList })
  @ApiProduces('application/json', 'application/cloudevents-batch+json')
  async list(
    @Query() query: FeedQuery,
    @Headers('accept') accept: string | undefined,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = await this.position(query.after);
    const wanted = wantedBy(query);
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found: EventView[] = [];
    let scanned = after;
    while (found.length < limit && scanned < at.position && scanned - after < SCAN_AT_MOST) {
      for (const event of await this.store.readAll(scanned, Math.min(SCAN_PAGE, limit * 4))) {
        if (event.position > at.position || found.length === limit) break;
        scanned = event.position;
        const view = this.view(this.catalogue.read(event), wanted, caller.sight);
        if (view !== null) found.push(view);
      }
      await nextTurn();
    }
    if (accept?.includes('application/cloudevents-batch+json')) {
      void reply
        .type('application/cloudevents-batch+json')
        .send(JSON.stringify(found.map((event) => this.cloudEvent(event))));
    } else {
      void reply.send({ data: found, page: { next: scanned < at.position ? String(scanned) : null } });
    }
  }

  @Get('stream')
  @ForEverybody()
  @ApiOperation({ summary: 'Events after a position and then live, as server-sent events' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Resumes after this position.' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ type: String })
  async stream(
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = await this.position(lastEventId ?? query.after);
    const wanted = wantedBy(query);
    const headers = {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'ledger-position': String(at.position),
    };
    if (request.method === 'HEAD') {
      void reply.headers(headers).send();
      return;
    }
    const socket = reply.hijack().raw;
    socket.writeHead(200, { ...headers, 'x-request-id': request.id });
    socket.write(': opsledger\n\n');
    let drained = (): void => {};
    socket.on('drain', () => drained()).on('close', () => drained());
    const ready = (): Promise<void> =>
      socket.writableNeedDrain && !socket.destroyed ? new Promise((resolve) => (drained = resolve)) : Promise.resolve();
    const open = new Subscription();
    const end = (): void => {
      open.unsubscribe();
      socket.end();
      // A reader that does not read would keep the connection for ever.
      if (socket.writableNeedDrain) socket.destroy();
    };
    const send = (page: readonly StoredEvent[]): void => {
      try {
        // What the reader may see can change while the stream is open, and so can the life of its token.
        const { sight } = caller.again();
        const text = page.map((event) => this.streamed(event, wanted, sight)).join('');
        if (text !== '') socket.write(text);
      } catch {
        end();
      }
    };
    let unread = 0;
    const beat = (): void => {
      unread = socket.writableNeedDrain ? unread + 1 : 0;
      if (unread > MOST_UNREAD_HEARTBEATS) end();
      else socket.write(': still here\n\n');
    };
    socket.on('close', () => open.unsubscribe());
    open.add(interval(HEARTBEAT_MS).subscribe(beat));
    open.add(this.shutdown.begins.subscribe(end));
    open.add(this.store.follow(after, ready).subscribe({ next: send, error: end, complete: end }));
  }

  /** @throws Problem 400, 410, 503 */
  private async position(cursor: string | undefined): Promise<number> {
    if (cursor === undefined || cursor === '') return 0;
    if (!/^\d{1,15}$/.test(cursor)) throw invalid('after', 'position', 'must be a position');
    // A reader that comes from another process may be a little ahead of this one.
    if (!(await reaches(this.store, Number(cursor)))) {
      if (!this.store.availability.value.live) throw new StoreUnavailable(`position ${cursor} cannot be read here now`);
      throw new Problem(
        410,
        'other-ledger',
        `this ledger has no position ${cursor}: the cursor belongs to another ledger`,
      );
    }
    return Number(cursor);
  }

  private view(fact: Fact, wanted: Wanted, sight: Sight): EventView | null {
    const audience = this.catalogue.audienceOf(fact);
    if (!wanted(fact, audience) || !sight.sees(audience)) return null;
    return eventView(fact, sight);
  }

  /** The text of an event, made once for all who get the same object in the same form; `''` for who does not get it. */
  private streamed(event: StoredEvent, wanted: Wanted, sight: Sight): string {
    const made = this.made.get(event) ?? { fact: this.catalogue.read(event) };
    this.made.set(event, made);
    const audience = this.catalogue.audienceOf(made.fact);
    if (!wanted(made.fact, audience) || !sight.sees(audience)) return '';
    const form = sight.sees('admin') ? 'forAdmins' : 'forOthers';
    return (made[form] ??= serverSentEvent(eventView(made.fact, sight)));
  }

  private cloudEvent(event: EventView): object {
    const { data, ...rest } = event;
    return {
      specversion: '1.0',
      id: event.id,
      source: `urn:uuid:${this.ledger.id}`,
      type: `opsledger.${event.type}`,
      subject: event.stream,
      time: event.recordedAt,
      datacontenttype: 'application/json',
      ledgerposition: event.position,
      data: { ...rest, data },
    };
  }
}

function eventView(fact: Fact, sight: Sight): EventView {
  const { position, id, type, version, stream, revision } = fact;
  const live = fact.erased ? null : fact;
  return {
    position,
    id,
    type,
    version,
    stream,
    revision,
    occurredAt: live?.occurredAt ?? null,
    recordedAt: isoInstant(fact.recordedAt),
    actor: live?.actor ?? null,
    reporter: live?.reporter ?? null,
    via: live === null ? null : sight.sees('admin') ? live.via : publicVia(live.via),
    correlationId: live?.correlationId ?? null,
    causationId: fact.causationId,
    data: live === null ? null : dataFor(live, sight),
    redaction: fact.scar?.position ?? null,
    erased: fact.erased || fact.scar !== undefined,
    commitment: Buffer.from(fact.commitment).toString('hex'),
  };
}

/** What a redaction lets stand of other events is shown with those, each to whom it is for. */
function dataFor({ type, data }: LiveFact, sight: Sight): object {
  if (type !== RedactionMade.type || sight.sees('admin')) return data as object;
  const { events, ...rest } = data as Redaction;
  return { ...rest, events: events.map(({ kept: _kept, ...event }) => event) };
}

function serverSentEvent(event: EventView): string {
  return `id: ${event.position}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function wantedBy(query: Wish): Wanted {
  const types = query.types?.split(',');
  const subjects = query.subjects?.split(',');
  return (fact, audience) => {
    const ofType = types === undefined || types.some((type) => matches(fact.type, type.trim()));
    const log = typeof audience === 'string' ? undefined : `log:${audience.log}`;
    return (
      ofType &&
      (subjects === undefined || subjects.includes(fact.stream) || (log !== undefined && subjects.includes(log)))
    );
  };
}

function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
