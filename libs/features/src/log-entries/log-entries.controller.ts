import { EventStore } from '@event-store/event-store.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { StoredEvent } from '@kernel/event.js';
import { Rejected } from '@kernel/decider.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling, checkKey } from '@platform/http/caller.js';
import { notReadable, Problem, ProblemFilter } from '@platform/http/problem.js';
import {
  At,
  CURSOR_NUMBER,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  pinnedPosition,
  type ReadAt,
  ReadQuery,
} from '@platform/http/reads.js';
import { validated } from '@platform/http/validation.js';
import { type Executed, Ledger, streamOf } from '@platform/ledger.js';
import { erasureOf, requireRedact } from '@platform/http/erasure.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { Checkpoints, type Receipt } from '@platform/transparency/checkpoints.js';
import { mayReadContent } from '@platform/transparency/transparency.controller.js';
import { ReceiptView } from '@platform/transparency/transparency.dto.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EntryAnswers } from './entry-answers.js';
import { refuseCredentials } from '@kernel/credentials.js';
import { EntryFilters } from './entry-filters.js';
import { EntryRedactor } from './entry-redactor.js';
import { EntryWriter } from './entry-writer.js';
import { historyOf } from './history.js';
import {
  AmendRequest,
  BatchAnswer,
  BatchItem,
  EntryQuery,
  HistoryView,
  LogEntryList,
  LogEntryRequest,
  LogEntryView,
  RedactedEntryView,
  RedactRequest,
  RetractRequest,
} from './log-entries.dto.js';
import { logEntry } from './log-entry.js';
import { type EntryRow, findByAnyId, findEntry, searchEntries } from './entry-queries.js';

export const MAX_BATCH_ITEMS = 1000;
/** Characters of a page, about: few entries are long, and a page of those must not be a burden. */
const MAX_PAGE_LENGTH = 2 * 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('log entries')
@Controller('api/v1/log-entries')
export class LogEntriesController {
  constructor(
    private readonly ledger: Ledger,
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly filters: EntryFilters,
    private readonly writer: EntryWriter,
    private readonly answers: EntryAnswers,
    private readonly redactEntry: EntryRedactor,
    private readonly checkpoints: Checkpoints,
    private readonly problems: ProblemFilter,
  ) {}

  @Post()
  @Needs('log:write')
  @ApiOperation({ summary: 'Write down what was done' })
  @ApiCreatedResponse({ type: LogEntryView })
  async log(@Body() body: LogEntryRequest, @Calling() caller: Caller, @Res() reply: FastifyReply): Promise<void> {
    const written = await this.writer.log(body, caller, caller.idempotencyKey);
    void reply.code(201);
    this.answer(written.id, written, caller, reply, `/api/v1/log-entries/${written.id}`);
  }

  @Post('batch')
  @HttpCode(200)
  @Needs('log:write')
  @ApiOperation({ summary: 'Write down up to 1000 entries, each for itself' })
  @ApiBody({ type: [BatchItem] })
  @ApiOkResponse({ type: BatchAnswer })
  async batch(@Req() request: FastifyRequest, @Calling() caller: Caller, @Res() reply: FastifyReply): Promise<void> {
    const items = request.body;
    if (!Array.isArray(items)) throw new Problem(400, 'invalid-request', 'the body must be an array, or NDJSON');
    if (items.length > MAX_BATCH_ITEMS) {
      throw new Problem(413, 'too-large', `a batch takes at most ${MAX_BATCH_ITEMS} items, not ${items.length}`);
    }
    const outcomes = await Promise.all(items.map((item, index) => this.batchItem(item, index, caller, request)));
    void reply.header('ledger-position', String(this.readModel.position())).type(JSON_TYPE);
    void reply.send(`{"data":[${outcomes.join(',')}]}`);
  }

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Entries, newest first unless asked otherwise' })
  @ApiOkResponse({ type: LogEntryList })
  async list(
    @Query() query: EntryQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const cursor =
      query.after === undefined ? null : decodeCursor(this.identity.id, query.after, CURSOR_NUMBER, CURSOR_NUMBER);
    const position = pinnedPosition(at, query, cursor?.[1]);
    void reply.header('ledger-position', String(position));
    const place = { after: cursor?.[0] ?? null, order: query.order, limit, length: MAX_PAGE_LENGTH };
    const filter = this.filters.of(query, position, caller);
    const hidden = caller.sight.hiddenFrom(filter.logs);
    const { rows, next } = await searchEntries(this.readModel, filter, position, hidden, place);
    const cursorText = next === null ? 'null' : `"${encodeCursor(this.identity.id, next, position)}"`;
    const data = this.answers.list(rows, position).join(',');
    void reply.type(JSON_TYPE).send(`{"data":[${data}],"page":{"next":${cursorText}}}`);
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One entry' })
  @ApiOkResponse({ type: LogEntryView })
  get(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const entry = this.find(id, at.position, caller);
    void reply.header('etag', `"${/"revision":(\d+),"position":/.exec(entry.json)?.[1]}"`);
    void reply.type(JSON_TYPE).send(this.answers.one(entry, at.position));
  }

  @Get(':id/history')
  @ForEverybody()
  @ApiOperation({ summary: 'Every version of an entry: who, when, why' })
  @ApiOkResponse({ type: HistoryView })
  async history(
    @Param('id') typed: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<HistoryView> {
    const { id } = this.find(typed, at.position, caller);
    const events = await this.eventsOf(id, at.position, caller);
    return { data: historyOf(events.map((event) => this.catalogue.read(event))) };
  }

  @Get(':id/receipt')
  @ForEverybody()
  @ApiOperation({ summary: 'Proof that the entry and its versions are where they are, which verifies offline' })
  @ApiOkResponse({ type: ReceiptView })
  async receipt(
    @Param('id') typed: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<Receipt> {
    const { id } = this.find(typed, at.position, caller);
    const events = await this.eventsOf(id, at.position, caller);
    return this.checkpoints.receipt(events, at.position, (fact) => mayReadContent(fact, caller));
  }

  @Post(':id/amend')
  @HttpCode(200)
  @Needs('log:amend')
  @ApiOperation({ summary: 'Say it better; what it said stays in the history' })
  @ApiOkResponse({ type: LogEntryView })
  async amend(
    @Param('id') typed: string,
    @Body() body: AmendRequest,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id, log } = this.find(typed, this.readModel.position(), caller);
    caller.require('log:amend', log);
    this.answer(id, await this.writer.amend(id, body, caller, caller.options), caller, reply);
  }

  @Post(':id/retract')
  @HttpCode(200)
  @Needs('log:amend')
  @ApiOperation({ summary: 'Strike it through; it stays readable' })
  @ApiOkResponse({ type: LogEntryView })
  async retract(
    @Param('id') typed: string,
    @Body() { reason }: RetractRequest,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id, log } = this.find(typed, this.readModel.position(), caller);
    caller.require('log:amend', log);
    refuseCredentials({ reason }, false);
    const command = { do: 'retract', reason } as const;
    this.answer(id, await this.ledger.execute(logEntry, id, command, caller.author(), caller.options), caller, reply);
  }

  @Post(':id/redact')
  @HttpCode(200)
  @Needs('redact')
  @ApiOperation({ summary: 'Erase what all its versions say, for good; a scar stays' })
  @ApiOkResponse({ type: RedactedEntryView })
  async redact(
    @Param('id') typed: string,
    @Body() body: RedactRequest,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id, log } = this.find(typed, this.readModel.position(), caller);
    requireRedact(await this.store.readStream(streamOf(logEntry, id)), this.catalogue, caller);
    const redacted = await this.redactEntry.redact(id, log, body, caller.author(), caller.options);
    const erased = JSON.stringify(await erasureOf(redacted));
    answerWrite(reply, redacted);
    void reply.type(JSON_TYPE).send(`${this.written(id, redacted, caller).slice(0, -1)},"erased":${erased}}`);
  }

  private async batchItem(plain: unknown, index: number, caller: Caller, request: FastifyRequest): Promise<string> {
    try {
      const { idempotencyKey, ...item } = validated(BatchItem, plain);
      const whole = caller.idempotencyKey === undefined ? undefined : `${caller.idempotencyKey}#${index}`;
      const key = idempotencyKey === undefined ? whole : checkKey(idempotencyKey, 'idempotencyKey');
      const written = await this.writer.log(item, caller, key, caller.fingerprint(item));
      return `{"status":201,"entry":${this.written(written.id, written, caller)}}`;
    } catch (error) {
      return JSON.stringify(this.problems.ofItem(error, request));
    }
  }

  private answer(id: string, executed: Executed, caller: Caller, reply: FastifyReply, location?: string): void {
    answerWrite(reply, executed, location);
    void reply.type(JSON_TYPE).send(this.written(id, executed, caller));
  }

  /** The entry as this request made it; as it is now, where the caller may still see that. */
  private written(id: string, executed: Executed, caller: Caller): string {
    const now = this.readModel.position();
    const current = findEntry(this.readModel, id, now) ?? notReadable(executed.position);
    if (!executed.changed) caller.sight.answers(current.log);
    const isOwn = executed.changed || caller.sight.seesLog(current.log);
    const entry = isOwn ? current : (findEntry(this.readModel, id, executed.position) ?? current);
    return this.answers.one(entry, now);
  }

  private find(id: string, at: number, caller: Caller): EntryRow & { readonly log: string } {
    const entry = findByAnyId(this.readModel, id, at);
    if (entry === undefined || !caller.sight.seesLog(entry.log)) {
      throw new Rejected('not-found', 'unknown-log-entry', 'there is no log entry with this id');
    }
    return entry;
  }

  /** Events of an entry up to a position, those that the caller may see. */
  private async eventsOf(id: string, at: number, { sight }: Caller): Promise<StoredEvent[]> {
    const events = await this.store.readStream(streamOf(logEntry, id), { asSeenHere: true });
    return events.filter((event) => {
      return event.position <= at && sight.sees(this.catalogue.audienceOf(this.catalogue.read(event)));
    });
  }
}
