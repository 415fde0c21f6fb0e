import { isoDay } from '@kernel/time.js';
import { Controller, Get, Injectable, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import {
  At,
  CURSOR_NUMBER,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  invalid,
  type ReadAt,
} from '@platform/http/reads.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogChooser } from '../logs/choose-log.js';
import { EntryAnswers } from './entry-answers.js';
import { entryCloudEvent } from './formats/cloud-events.js';
import { CSV_HEAD, csvLines } from './formats/csv.js';
import { markdownDay, markdownLine } from './formats/markdown.js';
import { ATOM_END, atomEntry, atomHead } from './formats/atom.js';
import { DAY_LEVEL, wikitextDay, wikitextLine } from './formats/wikitext.js';
import { type EntryFilter, type EntryPage, type EntryRow, searchEntries } from './entry-queries.js';
import { entriesOf, lastChange, type StoredEntry } from './stored-entry.js';
import { EntryFilters } from './entry-filters.js';
import { EntryFilterQuery } from './log-entries.dto.js';
import { AtomQuery, WikitextQuery } from './sal.dto.js';
import { Turns } from './turns.js';

/** Entries that are read at once while a whole log is streamed; between two reads others get their turn. */
const FIRST_PAGE = 10;
const LARGEST_PAGE = 500;
/** When nothing has changed. */
const EPOCH = '1970-01-01T00:00:00.000Z';
/** About what one page has as text, which is what a reader that does not read holds. */
const PAGE_LENGTH = 256 * 1024;

interface Asked {
  /** Null for several. */
  readonly log: string | null;
  readonly title: string;
  readonly createdAt: string;
  readonly filter: EntryFilter;
  readonly at: number;
  readonly hiddenLogsJson: string;
}

/** Exports of one log and of several take the same turns. */
export class ExportTurns extends Turns {}

/** Entries in the forms in which people and scripts read a server admin log. */
@Injectable()
abstract class SalForms {
  constructor(
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly chooser: LogChooser,
    private readonly answers: EntryAnswers,
    private readonly filters: EntryFilters,
    private readonly turns: ExportTurns,
  ) {}

  @Get('sal.wiki')
  @ForEverybody()
  @ApiOperation({ summary: 'As the text of a wiki page, newest day first' })
  @ApiProduces('text/x-wiki')
  @ApiOkResponse({ type: String })
  wiki(
    @Req() request: FastifyRequest,
    @Query() query: WikitextQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const asked = this.asked(request, query, at, caller);
    const level = query.level ?? DAY_LEVEL;
    const write = byDay((day) => wikitextDay(day, level), asked.log === null ? withLog(wikitextLine) : wikitextLine);
    void reply.type('text/x-wiki; charset=utf-8').send(Readable.from(this.stream(asked, write)));
  }

  @Get('sal.md')
  @ForEverybody()
  @ApiOperation({ summary: 'As Markdown, newest day first' })
  @ApiProduces('text/markdown')
  @ApiOkResponse({ type: String })
  markdown(
    @Req() request: FastifyRequest,
    @Query() query: EntryFilterQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const asked = this.asked(request, query, at, caller);
    const write = byDay(markdownDay, asked.log === null ? withLog(markdownLine) : markdownLine);
    void reply.type('text/markdown; charset=utf-8').send(Readable.from(this.stream(asked, write)));
  }

  @Get('sal.csv')
  @ForEverybody()
  @ApiOperation({
    summary: 'As a table (RFC 4180), newest first; what a spreadsheet would take for a formula is quoted',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  csv(
    @Req() request: FastifyRequest,
    @Query() query: EntryFilterQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const asked = this.asked(request, query, at, caller);
    const rows = this.stream(asked, (page) => csvLines(entriesOf(page)));
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${asked.log ?? 'entries'}.csv"`)
      .send(Readable.from(around(CSV_HEAD, rows)));
  }

  @Get('sal.cloudevents')
  @ForEverybody()
  @ApiOperation({ summary: 'As a batch of CloudEvents, one for each entry as it is now, newest first' })
  @ApiProduces('application/cloudevents-batch+json')
  @ApiOkResponse({ type: String })
  cloudEvents(
    @Req() request: FastifyRequest,
    @Query() query: EntryFilterQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const asked = this.asked(request, query, at, caller);
    let between = '';
    const events = this.stream(asked, (page) => {
      const entries = entriesOf(page);
      const batch = this.answers
        .list(page, asked.at)
        .map((json, index) => entryCloudEvent(this.identity.id, entries[index]!, json));
      const text = between + batch.join(',\n');
      between = ',\n';
      return text;
    });
    void reply
      .type('application/cloudevents-batch+json; charset=utf-8')
      .send(Readable.from(around('[', events, ']\n')));
  }

  @Get('sal.ndjson')
  @ForEverybody()
  @ApiOperation({ summary: 'As one JSON object a line, newest first' })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ type: String })
  ndjson(
    @Req() request: FastifyRequest,
    @Query() query: EntryFilterQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const asked = this.asked(request, query, at, caller);
    const lines = (page: readonly EntryRow[]): string =>
      this.answers
        .list(page, asked.at)
        .map((json) => `${json}\n`)
        .join('');
    void reply.type('application/x-ndjson; charset=utf-8').send(Readable.from(this.stream(asked, lines)));
  }

  @Get('sal.atom')
  @ForEverybody()
  @ApiOperation({ summary: 'As an Atom feed, newest first, in pages' })
  @ApiProduces('application/atom+xml')
  @ApiOkResponse({ type: String })
  async atom(
    @Req() request: FastifyRequest,
    @Query() query: AtomQuery,
    @At() at: ReadAt,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = this.asked(request, query, at, caller);
    const after = query.after === undefined ? null : decodeCursor(this.identity.id, query.after, CURSOR_NUMBER)[0]!;
    const page = { after, limit: query.limit ?? DEFAULT_LIMIT };
    const { rows, next } = await searchEntries(this.readModel, asked.filter, asked.at, asked.hiddenLogsJson, page);
    const entries = entriesOf(rows);
    const base = `${this.addresses.publicUrl}${request.url.replace(/sal\.atom.*/, '')}`;
    const head = atomHead({
      ledgerId: this.identity.id,
      log: asked.log ?? '',
      title: `Server admin log: ${asked.title}`,
      self: `${this.addresses.publicUrl}${request.url}`,
      alternate: `${base}sal.wiki`,
      next: next === null ? null : `${base}sal.atom?${olderThan(query, encodeCursor(this.identity.id, next))}`,
      updated: lastChange(entries, asked.createdAt),
    });
    const body = entries.map((entry) => atomEntry(entry, `${this.addresses.publicUrl}/entries/${entry.id}`)).join('');
    void reply.type('application/atom+xml; charset=utf-8').send(head + body + ATOM_END);
  }

  /** Of the log that is named in the address, or of all that the caller may see. */
  private asked({ params }: FastifyRequest, query: EntryFilterQuery, at: ReadAt, caller: Caller): Asked {
    const { name } = params as { name?: string };
    const filter = this.filters.of(query, at.position, caller);
    if (name === undefined) {
      const log = filter.logs?.length === 1 ? filter.logs[0]! : null;
      const hiddenLogsJson = caller.sight.hiddenFrom(filter.logs);
      return { log, title: log ?? 'several logs', createdAt: EPOCH, filter, at: at.position, hiddenLogsJson };
    }
    if (query.log !== undefined) throw invalid('log', 'twice', 'is named by the address already');
    const { name: log, title, createdAt } = this.chooser.forReading(name, caller.sight, at.position);
    const hiddenLogsJson = caller.sight.hiddenFrom([log]);
    return { log, title: title || log, createdAt, filter: { ...filter, logs: [log] }, at: at.position, hiddenLogsJson };
  }

  /** One page of all exports at a time, and then whatever else there is to do: many readers must not take every turn. */
  private page({ filter, at, hiddenLogsJson }: Asked, after: string | null, limit: number): Promise<EntryPage> {
    return this.turns.take(async () => {
      await nextTurn();
      return searchEntries(this.readModel, filter, at, hiddenLogsJson, { after, limit });
    });
  }

  /** Any length in constant memory; all of it as it was at one position. */
  private async *stream(asked: Asked, write: (page: readonly EntryRow[]) => string): AsyncGenerator<string> {
    let after: string | null = null;
    let limit = FIRST_PAGE;
    do {
      const page: EntryPage = await this.page(asked, after, limit);
      if (page.rows.length > 0) {
        const text = write(page.rows);
        limit = Math.max(1, Math.min(LARGEST_PAGE, Math.floor((PAGE_LENGTH * page.rows.length) / (text.length + 1))));
        yield text;
      }
      after = page.next;
    } while (after !== null);
  }
}

@ApiTags('server admin log')
@ApiParam({ name: 'name', type: String })
@Controller('api/v1/logs/:name')
export class SalController extends SalForms {}

@ApiTags('log entries')
@Controller('api/v1/log-entries')
export class EntryExportController extends SalForms {}

/** Where several logs are together, a line says of which it is. */
function withLog(line: (entry: StoredEntry) => string): (entry: StoredEntry) => string {
  return (entry) => line({ ...entry, message: `[${entry.log}] ${entry.message}` });
}

/** Lines below the headings of their days, with a blank line between the days. */
function byDay(
  heading: (day: string) => string,
  line: (entry: StoredEntry) => string,
): (page: readonly EntryRow[]) => string {
  let last = '';
  const write = (entry: StoredEntry): string => {
    const day = isoDay(Date.parse(entry.occurredAt));
    const above = day === last ? '' : `${last === '' ? '' : '\n'}${heading(day)}`;
    last = day;
    return above + line(entry);
  };
  return (page) => entriesOf(page).map(write).join('');
}

async function* around(head: string, body: AsyncIterable<string>, end = ''): AsyncGenerator<string> {
  yield head;
  yield* body;
  if (end !== '') yield end;
}

function olderThan(query: AtomQuery, after: string): string {
  const given = Object.entries({ ...query, after }).filter(([, value]) => value !== undefined);
  const pairs = given.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]));
  return new URLSearchParams(pairs).toString();
}
