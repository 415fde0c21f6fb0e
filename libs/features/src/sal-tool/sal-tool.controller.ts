import { Rejected } from '@kernel/decider.js';
import { DAY, isoInstant, parseDay } from '@kernel/time.js';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ForEverybody } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import { invalid } from '@platform/http/reads.js';
import { validated } from '@platform/http/validation.js';
import { hostOf } from '@platform/http/http-server.js';
import { Addresses } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countEntries, findByAnyId, readEntries, searchEntries } from '../log-entries/entry-queries.js';
import { wordsExpression } from '../log-entries/search-keys.js';
import { entriesOf, lastChange, type StoredEntry } from '../log-entries/stored-entry.js';
import { LogChooser } from '../logs/choose-log.js';
import { readLogs } from '../logs/log-catalogue.js';
import { entriesByRank } from './entries-by-rank.js';
import { salFeed } from './sal-feed.js';
import { entryPage, type Listed, listPage, type ListQuery, type Place, problemPage, projectsPage } from './sal-page.js';
import { DEFAULT_ITEMS, MAX_ITEMS, SalToolQuery } from './sal-tool.dto.js';

const ALL = '__all__';
const DEFAULT_PROJECT = 'production';
const FEED_ENTRIES = 50;
/** Hits of a search that are counted and can be turned over, as many as today. */
const MOST_HITS = 10_000;
const ALL_LOGS = 100_000;

/** The routes, parameters and rows of the web tool that people's scripts and bookmarks know. */
@ApiTags('legacy SAL tool')
@Controller('sal')
export class SalToolController {
  constructor(
    private readonly readModel: ReadModel,
    private readonly chooser: LogChooser,
    private readonly addresses: Addresses,
  ) {}

  @Get()
  @ForEverybody()
  @ApiOperation({ summary: 'The log production as a page' })
  @ApiQuery({ type: SalToolQuery })
  @ApiProduces('text/html')
  @ApiOkResponse({ type: String })
  home(@Req() request: FastifyRequest, @Calling() caller: Caller, @Res() reply: FastifyReply): Promise<void> {
    return this.list(DEFAULT_PROJECT, request, caller, reply);
  }

  @Get('projects')
  @ForEverybody()
  @ApiOperation({ summary: 'All logs as a page' })
  @ApiProduces('text/html')
  @ApiOkResponse({ type: String })
  projects(@Req() request: FastifyRequest, @Calling() caller: Caller, @Res() reply: FastifyReply): void {
    const hidden = caller.sight.hiddenFrom();
    const logs = readLogs(this.readModel, this.readModel.position(), hidden, { after: '', limit: ALL_LOGS });
    const names = logs.map(({ name }) => name);
    sendPage(reply, projectsPage(this.place(request), names));
  }

  @Get('log/:id')
  @ForEverybody()
  @ApiOperation({ summary: 'One entry as a page, by its id or the one it had in the old index' })
  @ApiProduces('text/html')
  @ApiOkResponse({ type: String })
  entry(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const found = findByAnyId(this.readModel, id, this.readModel.position());
    const place = this.place(request);
    if (found === undefined || !caller.sight.seesLog(found.log)) {
      return sendPage(reply.code(404), problemPage(place, 'There is no entry with this id.'));
    }
    sendPage(reply, entryPage(place, JSON.parse(found.json) as StoredEntry));
  }

  @Get('atom/:project')
  @ForEverybody()
  @ApiOperation({ summary: 'The newest fifty entries of a log as an Atom feed' })
  @ApiProduces('application/atom+xml')
  @ApiOkResponse({ type: String })
  atom(
    @Param('project') project: string,
    @Req() request: FastifyRequest,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): void {
    const log = this.chooser.forReading(project, caller.sight);
    const page = { after: null, limit: FEED_ENTRIES };
    const hidden = caller.sight.hiddenFrom([log.name]);
    const { rows } = readEntries(this.readModel, { logs: [log.name] }, this.readModel.position(), hidden, page);
    const entries = entriesOf(rows);
    const updated = lastChange(entries, log.createdAt);
    const feed = salFeed(this.site(request), log.name, entries, updated);
    void reply.type('application/atom+xml; charset=utf-8').send(feed);
  }

  @Get(':project')
  @ForEverybody()
  @ApiOperation({ summary: 'A log as a page, newest first; __all__ is all logs' })
  @ApiQuery({ type: SalToolQuery })
  @ApiProduces('text/html')
  @ApiOkResponse({ type: String })
  project(
    @Param('project') project: string,
    @Req() request: FastifyRequest,
    @Calling() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.list(project, request, caller, reply);
  }

  private async list(typed: string, request: FastifyRequest, caller: Caller, reply: FastifyReply): Promise<void> {
    const place = this.place(request);
    let log: string | null;
    try {
      log = typed === ALL ? null : this.chooser.forReading(typed, caller.sight).name;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return sendPage(reply.code(404), problemPage(place, error.message.replace(/^log: t/, 'T')));
    }
    const query = { ...askedOf(request.query), project: log ?? ALL };
    const hidden = caller.sight.hiddenFrom(log === null ? undefined : [log]);
    sendPage(reply, listPage(place, query, await this.listed(log, query, hidden)));
  }

  private async listed(log: string | null, { q, p, i, d }: ListQuery, hidden: string): Promise<Listed> {
    const at = this.readModel.position();
    const page = { offset: p * i, limit: i };
    if (q === '') {
      const { rows, total } = entriesByRank(this.readModel, { log, upTo: d === '' ? null : d }, at, hidden, page);
      return { entries: entriesOf(rows), total, isMore: false };
    }
    const to = d === '' ? {} : { to: parseDay(d, 'd') + DAY };
    const filter = { words: q, ...(log === null ? {} : { logs: [log] }), ...to };
    const total = await countEntries(this.readModel, filter, at, hidden, MOST_HITS + 1);
    const isBeyond = page.offset >= Math.min(total, MOST_HITS);
    if (isBeyond) return { entries: [], total: Math.min(total, MOST_HITS), isMore: total > MOST_HITS };
    const { rows } = await searchEntries(this.readModel, filter, at, hidden, { after: null, ...page });
    return { entries: entriesOf(rows), total: Math.min(total, MOST_HITS), isMore: total > MOST_HITS };
  }

  private place(request: FastifyRequest): Place {
    const { publicUrl, taskUrl, changeUrl } = this.addresses;
    return {
      base: this.isAtRoot(request) ? '' : `${publicUrl.replace(/^https?:\/\/[^/]*/, '')}/sal`,
      taskUrl,
      changeUrl,
    };
  }

  /** The address of the tool, as its feeds give it. */
  private site(request: FastifyRequest): string {
    const { publicUrl, salHost } = this.addresses;
    // Not what the request says: whoever sends it would decide where the readers of a cached feed are led.
    return this.isAtRoot(request) ? `${new URL(publicUrl).protocol}//${salHost}` : `${publicUrl}/sal`;
  }

  /** Served on a host of its own, whose addresses get their path on their way in. */
  private isAtRoot({ headers }: FastifyRequest): boolean {
    return hostOf(headers.host) === this.addresses.salHost;
  }
}

/** Addresses that scripts made may carry more than is known, and empty fields. */
function askedOf(query: unknown): Omit<ListQuery, 'project'> {
  const known = Object.entries(query as object).filter(
    ([name, value]) => ['q', 'p', 'i', 'd'].includes(name) && value !== '',
  );
  const { q = '', p = 0, i = DEFAULT_ITEMS, d = '' } = validated(SalToolQuery, Object.fromEntries(known));
  if (q !== '' && wordsExpression('message', q) === null)
    throw invalid('q', 'words', 'must hold at least one word to find');
  return { q, p, i: Math.min(i, MAX_ITEMS), d: d === '' ? '' : isoInstant(parseDay(d, 'd')).slice(0, 10) };
}

function sendPage(reply: FastifyReply, page: string): void {
  void reply
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    )
    .send(page);
}
