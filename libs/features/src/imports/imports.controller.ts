import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ForEverybody, Needs } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import { Problem, ProblemFilter } from '@platform/http/problem.js';
import {
  At,
  CURSOR_NUMBER,
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  invalid,
  type ReadAt,
} from '@platform/http/reads.js';
import { validated } from '@platform/http/validation.js';
import { LedgerIdentity } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import type { FastifyRequest } from 'fastify';
import { LogChooser } from '../logs/choose-log.js';
import { EntryImporter } from './entry-importer.js';
import type { Item } from './import-run.js';
import { EntryToImport, ImportAnswer, ImportQuery, LineList, LinesQuery, LineToKeep } from './imports.dto.js';
import { readLinesSetAside } from './lines-set-aside.js';

const MAX_IMPORT_ITEMS = 1000;
const ITEM = { oneOf: [{ $ref: getSchemaPath(EntryToImport) }, { $ref: getSchemaPath(LineToKeep) }] };

@ApiTags('imports')
@ApiExtraModels(EntryToImport, LineToKeep)
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly importer: EntryImporter,
    private readonly readModel: ReadModel,
    private readonly identity: LedgerIdentity,
    private readonly chooser: LogChooser,
    private readonly problems: ProblemFilter,
  ) {}

  @Post()
  @HttpCode(200)
  @Needs('log:manage')
  @ApiOperation({ summary: 'Take over up to 1000 entries and lines of older logs, each once, however often they come' })
  @ApiBody({ schema: { type: 'array', items: ITEM } })
  @ApiOkResponse({ type: ImportAnswer })
  async import(
    @Query() query: ImportQuery,
    @Req() request: FastifyRequest,
    @Calling() caller: Caller,
  ): Promise<ImportAnswer> {
    // Every entry of an older log names who did it.
    caller.require('log:on-behalf');
    const items = request.body;
    if (!Array.isArray(items)) throw new Problem(400, 'invalid-request', 'the body must be an array, or NDJSON');
    if (items.length > MAX_IMPORT_ITEMS) {
      throw new Problem(413, 'too-large', `an import takes at most ${MAX_IMPORT_ITEMS} items, not ${items.length}`);
    }
    const checked = items.map(check);
    const good = checked.filter((item): item is Item => !(item instanceof Error));
    const options = { dryRun: query.dryRun === 'true', createLogs: query.createLogs === 'true' };
    const outcomes = await this.importer.import(good, caller, options);
    let next = 0;
    const data = checked.map((item) => {
      const outcome = item instanceof Error ? { status: 'rejected' as const, reason: item } : outcomes[next++]!;
      if (outcome.status === 'fulfilled') return { status: 200, ...outcome.value };
      return this.problems.ofItem(outcome.reason, request);
    });
    return { data } as ImportAnswer;
  }

  @Get('lines')
  @ForEverybody()
  @ApiOperation({ summary: 'Lines of older logs that are no entries, and why' })
  @ApiOkResponse({ type: LineList })
  lines(@Query() query: LinesQuery, @At() at: ReadAt, @Calling() caller: Caller): LineList {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = query.after === undefined ? 0 : Number(decodeCursor(this.identity.id, query.after, CURSOR_NUMBER)[0]);
    const log =
      query.log === undefined ? undefined : this.chooser.forReading(query.log, caller.sight, at.position).name;
    const hidden = caller.sight.hiddenFrom(log === undefined ? undefined : [log]);
    const page = { after, limit: limit + 1, log, page: query.page };
    const found = readLinesSetAside(this.readModel, at.position, hidden, page);
    const data = found.slice(0, limit);
    const next = found.length > limit ? encodeCursor(this.identity.id, data.at(-1)!.position) : null;
    return { data, page: { next } };
  }
}

/** @returns the item, or what is wrong with it */
function check(item: unknown): Item | Error {
  try {
    const kind = (item as { kind?: unknown } | null)?.kind;
    const checked = kind === 'line' ? validated(LineToKeep, item) : validated(EntryToImport, item);
    if (checked.kind === 'entry') requireIdentity(checked);
    return checked;
  } catch (error) {
    return error as Error;
  }
}

/** What an entry is found again by. @throws Problem */
function requireIdentity({ source: { kind, page, id, revision }, replaces }: EntryToImport): void {
  if (kind === 'index') {
    if (id === undefined) throw invalid('source.id', 'required', 'must be given for an entry of an index');
    if (replaces !== undefined) throw invalid('replaces', 'not-here', 'is for lines of wiki pages');
    return;
  }
  if (page === undefined) throw invalid('source.page', 'required', 'must be given for an entry of a wiki page');
  if (id !== undefined) throw invalid('source.id', 'not-here', 'is for entries of an index');
  if (replaces !== undefined && revision === undefined) {
    throw invalid('source.revision', 'required', 'must be given for a line that was written over another');
  }
}
