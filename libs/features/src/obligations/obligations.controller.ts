import { setImmediate as letOthers } from 'node:timers/promises';
import { refuseCredentials } from '@kernel/credentials.js';
import { Clock } from '@kernel/clock.js';
import { Rejected } from '@kernel/decider.js';
import { DAY, isoInstant } from '@kernel/time.js';
import { sql } from '@kernel/projection.js';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { answerWrite, Caller, Calling } from '@platform/http/caller.js';
import {
  At,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  newest,
  range,
  type ReadAt,
  ReadQuery,
} from '@platform/http/reads.js';
import { Ledger } from '@platform/ledger.js';
import { Addresses, LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyReply } from 'fastify';
import { announcementAnswer } from '../announcements/announcement-answers.js';
import { readAnnouncements } from '../announcements/announcement-table.js';
import { AnnouncementList } from '../announcements/announcements.dto.js';
import { ComponentTree } from '../components/component-tree.js';
import { refsTo } from '../maintenance-windows/window-answers.js';
import { readWindows, windowWithId } from '../maintenance-windows/window-queries.js';
import type { WindowRow } from '../maintenance-windows/window-table.js';
import { complianceOf, noticeOf } from './compliance.js';
import { dueBetween, isDueIn } from './due-between.js';
import type { Obligation } from './obligations-of.js';
import {
  ComplianceQuery,
  ComplianceTable,
  NoticeView,
  ObligationList,
  ObligationQuery,
  ObligationView,
  OneObligationQuery,
  WaiveRequest,
} from './obligations.dto.js';
import { readObligations, readPromises } from './told-about.js';
import { waiver } from './waiver.js';

const ALL = { after: null, order: 'oldest', limit: 1_000_000 } as const;
const MOST_ANNOUNCEMENTS = 250;
const NEAR = 31 * DAY;
/** In a key, behind all times. */
const WITHOUT_TIME = '9999';
const KEY = /^[0-9TZ:.-]{1,30} [0-9a-f-]{36}$/;

@ApiTags('obligations')
@Controller('api/v1')
export class ObligationsController {
  constructor(
    private readonly ledger: Ledger,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly addresses: Addresses,
    private readonly clock: Clock,
  ) {}

  @Get('obligations')
  @ForEverybody()
  @ApiOperation({ summary: 'Messages that people are owed about windows, by when they are due' })
  @ApiOkResponse({ type: ObligationList })
  async list(@Query() query: ObligationQuery, @At() at: ReadAt): Promise<ObligationList> {
    const { limit = DEFAULT_LIMIT, state, kind } = query;
    const after = query.after === undefined ? '' : decodeCursor(this.identity.id, query.after, KEY)[0]!;
    const all: { readonly key: string; readonly one: Obligation }[] = [];
    for (const some of this.owed(query, after, at)) {
      const keyed = some
        .filter((one) => (state === undefined || one.state === state) && (kind === undefined || one.kind === kind))
        .map((one) => ({ key: `${one.dueAt ?? WITHOUT_TIME} ${one.id}`, one }))
        .filter(({ key }) => key > after)
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      all.push(...keyed);
      if (all.length > limit) break;
      await letOthers();
    }
    const kept = all.slice(0, limit);
    const next = all.length > limit ? encodeCursor(this.identity.id, kept.at(-1)!.key) : null;
    return { data: kept.map(({ one }) => one), page: { next } };
  }

  @Get('obligations/:id')
  @ForEverybody()
  @ApiOperation({ summary: 'One message that people are owed, or were' })
  @ApiOkResponse({ type: ObligationView })
  get(@Param('id') id: string, @Query() { window }: OneObligationQuery, @At() at: ReadAt): ObligationView {
    return this.find(id, window, at);
  }

  @Post('obligations/:id/waive')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Nobody is owed it any more, for a reason that stays' })
  @ApiOkResponse({ type: ObligationView })
  async waive(
    @Param('id') id: string,
    @Body() { window, reason }: WaiveRequest,
    @Calling() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ObligationView> {
    refuseCredentials({ reason }, false);
    const { kind, state } = this.find(id, window, newest(this.readModel, this.clock));
    const command = { obligation: id, window, kind, state, reason };
    answerWrite(reply, await this.ledger.execute(waiver, id, command, caller.author(), caller.options));
    return this.find(id, window, newest(this.readModel, this.clock));
  }

  @Get('maintenance-windows/compliance')
  @ForEverybody()
  @ApiOperation({ summary: 'Whether people were told in time, by month, component and kind of downtime' })
  @ApiOkResponse({ type: ComplianceTable })
  compliance(@Query() { from, to, component, kind }: ComplianceQuery, @At() at: ReadAt): ComplianceTable {
    const tree = ComponentTree.at(this.readModel, at.position);
    const [begins, ends] = [firstOf(from), firstOf(to, 1)];
    if (begins >= ends) throw new Rejected('invalid', 'range', 'from: is after to', 'from');
    const inside =
      component === undefined
        ? undefined
        : tree.within(tree.named(component, 'component', 'not-found')).map(({ id }) => id);
    const found = readWindows(this.readModel, { from: begins, to: ends, components: inside, kind }, at.position, ALL)
      .map(({ row }) => row)
      .filter(({ startsAt }) => Date.parse(startsAt) >= begins);
    const told = readObligations(this.readModel, found, at.position, at.now);
    const judged = found.flatMap((row) => {
      const noticed = noticeOf(row, told.get(row.id)!.told, at.now);
      return noticed === null ? [] : [{ row, noticed }];
    });
    const cells = complianceOf(judged).filter(
      (cell) => (kind === undefined || cell.kind === kind) && (inside === undefined || inside.includes(cell.component)),
    );
    return { data: cells.map((cell) => ({ ...cell, component: refsTo([cell.component], tree)[0]! })) };
  }

  @Get('maintenance-windows/:id/compliance')
  @ForEverybody()
  @ApiOperation({ summary: 'Whether people were told of a window in time, with the events that prove it' })
  @ApiOkResponse({ type: NoticeView })
  notice(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt): NoticeView {
    const row = this.window(id, at);
    const { told } = readObligations(this.readModel, [row], at.position, at.now).get(id)!;
    const noticed = noticeOf(row, told, at.now);
    const { verdict = null, words = 'not decided yet', moved = false, overran = false } = noticed ?? {};
    const announcements = told.map((one) => one.row.id);
    return {
      window: id,
      verdict,
      words,
      moved,
      overran,
      cancelled: row.status === 'cancelled',
      evidence: this.evidence(id, announcements, at.position),
    };
  }

  /** Everything that was recorded of the window, of what was told about it, and of how that was brought. */
  private evidence(window: string, announcements: readonly string[], at: number): NoticeView['evidence'] {
    const ids = JSON.stringify(announcements);
    const found = this.readModel.all(sql`
      SELECT position, json ->> '$.type' AS type, json ->> '$.recordedAt' AS at, NULL AS announcement
        FROM maintenance_windows_facts WHERE id = ${window} AND position <= ${at}
      UNION ALL SELECT position, json ->> '$.type', json ->> '$.recordedAt', id
        FROM announcements_facts WHERE id IN (SELECT value FROM json_each(${ids})) AND position <= ${at}
      UNION ALL SELECT position, 'delivery.' || outcome, at, announcement
        FROM delivery_outcomes
        WHERE announcement IN (SELECT value FROM json_each(${ids})) AND subscription = '' AND position <= ${at}
      ORDER BY 1`);
    return found.map((row) => ({
      position: row['position'] as number,
      type: row['type'] === 'delivery.set-aside' ? 'delivery.failed' : (row['type'] as string),
      at: isoInstant(row['at'] as number),
      announcement: row['announcement'] as string | null,
    }));
  }

  @Get('maintenance-windows/:id/announcements')
  @ForEverybody()
  @ApiOperation({ summary: 'What was written about a window, the newest 250 first' })
  @ApiOkResponse({ type: AnnouncementList })
  announcements(@Param('id') id: string, @Query() _query: ReadQuery, @At() at: ReadAt): AnnouncementList {
    const window = this.window(id, at).id;
    const tree = ComponentTree.at(this.readModel, at.position);
    const found = readAnnouncements(this.readModel, { window }, at.position, {
      after: null,
      limit: MOST_ANNOUNCEMENTS,
    });
    return {
      data: found.map((one) => announcementAnswer(one, this.readModel, tree, this.addresses)),
      page: { next: null },
    };
  }

  /** A part at a time, by when they are due. `after`: the place behind which the page begins. */
  private owed({ window, from, to }: ObligationQuery, after: string, at: ReadAt): Iterable<Obligation[]> {
    const isNear = from === undefined && to === undefined && window === undefined;
    const span = isNear ? { from: at.now - NEAR, to: at.now + NEAR } : range(from, to);
    if (window !== undefined) {
      return [this.obligationsOf([this.window(window, at)], at).filter((one) => isDueIn(one, span))];
    }
    const begun = Date.parse(after.split(' ')[0]!);
    const rest = { ...span, from: Number.isNaN(begun) ? span.from : begun };
    return dueBetween(this.readModel, rest, to === undefined ? span : null, at);
  }

  private obligationsOf(windows: readonly WindowRow[], at: ReadAt): Obligation[] {
    return [...readObligations(this.readModel, windows, at.position, at.now).values()].flatMap(
      ({ obligations }) => obligations,
    );
  }

  private find(id: string, window: string | undefined, at: ReadAt): Obligation {
    const all =
      window === undefined
        ? readPromises(this.readModel, at.position, at.now)
        : this.obligationsOf([this.window(window, at)], at);
    const found = all.find((one) => one.id === id);
    if (found !== undefined) return found;
    const where = window === undefined ? 'no promise about no window is owed' : 'the window has no obligation';
    throw new Rejected('not-found', 'unknown-obligation', `${where} with this id`);
  }

  private window(id: string, { position }: ReadAt): WindowRow {
    return windowWithId(this.readModel, id, position).row;
  }
}

/** The first instant of a month, or of one after it. */
function firstOf(month: string, after = 0): number {
  return Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + after);
}
