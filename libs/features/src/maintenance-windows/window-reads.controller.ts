import { DAY } from '@kernel/time.js';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import {
  At,
  CURSOR_NUMBER,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  invalid,
  ListQuery,
  pinnedPosition,
  range,
  type ReadAt,
  ReadQuery,
} from '@platform/http/reads.js';
import { streamOf } from '@platform/ledger.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { StreamHistory } from '@platform/http/event.dto.js';
import { Histories } from '@platform/http/histories.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { ComponentTree, type Covered } from '../components/component-tree.js';
import { EntryAnswers } from '../log-entries/entry-answers.js';
import { searchEntries } from '../log-entries/entry-queries.js';
import { LogEntryList } from '../log-entries/log-entries.dto.js';
import { operationAnswer, readOperations } from '../log-entries/operation-queries.js';
import { OperationList } from '../log-entries/operations.dto.js';
import { personNamed } from '../people/who-is-who.js';
import { maintenanceWindow } from './maintenance-window.js';
import { CalendarQuery, OverlapList, WindowList, WindowQuery, WindowView } from './maintenance-windows.dto.js';
import { calendarOf } from './calendar.js';
import { kindsInWords } from './kinds-in-words.js';
import { refsTo, windowAnswer } from './window-answers.js';
import { WindowAssessor } from './window-assessor.js';
import { type FoundWindow, lasting, readWindows, type WindowFilter, windowWithId } from './window-queries.js';
import { WINDOW_STATUSES } from './window-state.js';

const CALENDAR_PAST = 90 * DAY;
const MOST_IN_CALENDAR = 5000;
const MOST_OPERATIONS = 250;
const UUID = /^[0-9a-f-]{36}$/;

/** What people ask about maintenance windows. */
@ApiTags('maintenance windows')
@Controller('api/v1/maintenance-windows')
export class WindowReadsController {
  constructor(
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly assessor: WindowAssessor,
    private readonly entryAnswers: EntryAnswers,
    private readonly histories: Histories,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'Windows by their start, the latest first unless asked otherwise' })
  @ApiOkResponse({ type: WindowList })
  list(@Query() query: WindowQuery, @At() at: ReadAt, @Res({ passthrough: true }) reply: FastifyReply): WindowList {
    const { limit = DEFAULT_LIMIT, order = 'newest' } = query;
    const cursor =
      query.after === undefined
        ? null
        : decodeCursor(this.identity.id, query.after, CURSOR_NUMBER, UUID, CURSOR_NUMBER);
    const position = pinnedPosition(at, query, cursor?.[2]);
    void reply.header('ledger-position', String(position));
    const tree = ComponentTree.at(this.readModel, position);
    const after = cursor === null ? null : ([Number(cursor[0]), cursor[1]!] as const);
    const place = { after, order, limit: limit + 1 };
    const found = readWindows(this.readModel, this.filterOf(query, tree, position), position, place);
    const kept = found.slice(0, limit);
    const last = kept.at(-1)?.row;
    const isMore = found.length > limit && last !== undefined;
    const next = isMore ? encodeCursor(this.identity.id, Date.parse(last.startsAt), last.id, position) : null;
    return { data: kept.map((one) => windowAnswer(one, tree, this.addresses.publicUrl)), page: { next } };
  }

  @Get('calendar.ics')
  @ForEverybody()
  @ApiOperation({ summary: 'The windows as a calendar (iCalendar): of the last 90 days and all to come' })
  @ApiProduces('text/calendar')
  @ApiOkResponse({ type: String })
  calendar(@Query() { component }: CalendarQuery, @At() at: ReadAt, @Res() reply: FastifyReply): void {
    const tree = ComponentTree.at(this.readModel, at.position);
    const row = component === undefined ? undefined : tree.named(component, 'component', 'not-found');
    const filter = {
      statuses: WINDOW_STATUSES.filter((status) => status !== 'draft'),
      components: row === undefined ? undefined : tree.concerning(row),
      from: at.now - CALENDAR_PAST,
    };
    const place = { after: null, order: 'oldest', limit: MOST_IN_CALENDAR } as const;
    const windows = readWindows(this.readModel, filter, at.position, place)
      // What was cancelled as a draft was in nobody's calendar.
      .filter((found) => found.row.scheduledAt !== null)
      .map(({ row: window }) => ({
        ...window,
        kinds: kindsInWords(window.kinds, window.otherKind),
        isHeld: window.held !== null,
        affected: refsTo(window.affected, tree).map(({ name }) => name),
        unaffected: refsTo(window.unaffected, tree).map(({ name }) => name),
        url: `${this.addresses.publicUrl}/windows/${window.id}`,
      }));
    const name = row === undefined ? 'Expected downtime' : `Expected downtime of ${row.name}`;
    void reply.type('text/calendar; charset=utf-8').send(calendarOf(windows, name));
  }

  @Get(':id')
  @ForEverybody()
  @ApiOperation({ summary: 'One window' })
  @ApiOkResponse({ type: WindowView })
  get(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): WindowView {
    const found = this.find(id, at);
    void reply.header('etag', `"${found.revision}"`);
    return windowAnswer(found, ComponentTree.at(this.readModel, at.position), this.addresses.publicUrl);
  }

  @Get(':id/history')
  @ForEverybody()
  @ApiOperation({ summary: 'Every step of a window: who, when, what' })
  @ApiOkResponse({ type: StreamHistory })
  history(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<StreamHistory> {
    this.find(id, at);
    const asked = { stream: streamOf(maintenanceWindow, id), kind: 'maintenance-window', until: at.position };
    return this.histories.stepsOf(asked, caller);
  }

  @Get(':id/overlaps')
  @ForEverybody()
  @ApiOperation({ summary: 'What takes place at the same time on its components or their redundancy' })
  @ApiOkResponse({ type: OverlapList })
  overlaps(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt): OverlapList {
    return { data: this.assessor.overlaps(this.find(id, at).row, id, at.position) };
  }

  @Get(':id/log-entries')
  @ForEverybody()
  @ApiOperation({ summary: 'What was done on its components while it lasted, oldest first' })
  @ApiOkResponse({ type: LogEntryList })
  async entries(
    @Param('id') id: string,
    @Query() query: ListQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cursor =
      query.after === undefined ? null : decodeCursor(this.identity.id, query.after, CURSOR_NUMBER, CURSOR_NUMBER);
    const position = pinnedPosition(at, query, cursor?.[1]);
    const { row } = this.find(id, { ...at, position });
    const { from, to } = lasting(row, at.now);
    const hidden = caller.sight.hiddenFrom(undefined);
    const place = { after: cursor?.[0] ?? null, order: 'oldest', limit: query.limit ?? DEFAULT_LIMIT } as const;
    const filter = { component: this.coveredBy(row, position), from, to };
    const { rows, next } = await searchEntries(this.readModel, filter, position, hidden, place);
    const cursorText = next === null ? 'null' : `"${encodeCursor(this.identity.id, next, position)}"`;
    const data = this.entryAnswers.list(rows, position).join(',');
    void reply.header('ledger-position', String(position)).type('application/json; charset=utf-8');
    void reply.send(`{"data":[${data}],"page":{"next":${cursorText}}}`);
  }

  @Get(':id/operations')
  @ForEverybody()
  @ApiOperation({ summary: 'Operations that ran on its components while it lasted, the newest 250 first' })
  @ApiOkResponse({ type: OperationList })
  async operations(
    @Param('id') id: string,
    @Query() _query: ReadQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
  ): Promise<OperationList> {
    const { row } = this.find(id, at);
    const { from, to } = lasting(row, at.now);
    const filter = {
      log: null,
      name: null,
      actor: null,
      host: null,
      component: this.coveredBy(row, at.position),
      from: 0,
      to,
      endsAfter: from,
      openOnly: false,
    };
    const hidden = caller.sight.hiddenFrom(undefined);
    const page = { before: [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const, limit: MOST_OPERATIONS };
    const found = await readOperations(this.readModel, filter, at, hidden, page);
    return { data: found.map((one) => operationAnswer(this.readModel, one, at, caller.sight)), page: { next: null } };
  }

  private coveredBy({ affected }: FoundWindow['row'], position: number): Covered {
    const tree = ComponentTree.at(this.readModel, position);
    return tree.coveredBy(...affected.flatMap((component) => tree.withId(component) ?? []));
  }

  private find(id: string, { position }: ReadAt): FoundWindow {
    return windowWithId(this.readModel, id, position);
  }

  private filterOf(query: WindowQuery, tree: ComponentTree, at: number): WindowFilter {
    const { status, component, kind, responsible, task, series, q } = query;
    const unknown = status?.find((one) => !(WINDOW_STATUSES as readonly string[]).includes(one));
    if (unknown !== undefined) throw invalid('status', 'choice', `must be one of ${WINDOW_STATUSES.join(', ')}`);
    return {
      statuses: status,
      components:
        component === undefined ? undefined : tree.concerning(tree.named(component, 'component', 'not-found')),
      kind,
      responsible:
        responsible === undefined
          ? undefined
          : { name: responsible, person: personNamed(this.readModel, responsible, at) },
      task,
      series,
      words: q,
      ...range(query.from, query.to),
    };
  }
}
