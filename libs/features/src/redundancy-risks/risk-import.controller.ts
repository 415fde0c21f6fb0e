import { isoInstant } from '@kernel/time.js';
import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Needs } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import { ChoiceField, TextField, TextListField } from '@platform/http/fields.js';
import { ProblemView } from '@platform/http/problem.dto.js';
import { Problem, ProblemFilter } from '@platform/http/problem.js';
import type { FastifyRequest } from 'fastify';
import { MAX_CALENDAR_BYTES } from './calendar-blocks.js';
import { RiskImporter } from './risk-importer.js';
import { RiskWriter } from './risk-writer.js';

const NAMES = { most: 50, each: { maxBytes: 63 }, optional: true };

class RiskImportQuery {
  @TextListField({ doc: 'Redundancy groups of which the events take a part away.', ...NAMES }) groups?: string[];
  @TextListField({ doc: 'Components that the events touch, by name.', ...NAMES }) components?: string[];
  @TextField({ doc: 'Whose work it is.', optional: true, maxBytes: 200 }) vendor?: string;
  @ChoiceField({ doc: 'Change nothing, say what would be done.', optional: true, of: ['true', 'false'] })
  dryRun?: 'true' | 'false';
}

class ImportedEventView {
  @ApiProperty({ type: String, nullable: true, description: 'UID of the event.' }) uid: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Of an event that recurs: when it would begin by its rule.',
  })
  recurrenceId: string | null;
  @ApiProperty({ type: Number, description: '200, or the status of the problem.' }) status: number;
  @ApiProperty({ type: String, format: 'uuid', required: false, description: 'Of the redundancy risk.' }) id?: string;
  @ApiProperty({ type: String, enum: ['recorded', 'changed', 'cancelled', 'unchanged'], required: false })
  outcome?: string;
  @ApiProperty({ type: ProblemView, required: false }) problem?: ProblemView;
}

class RiskImportAnswer {
  @ApiProperty({ type: [ImportedEventView] }) data: ImportedEventView[];
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'What recurs is written out until then; for later times the file is imported anew.',
  })
  readUntil: string;
  @ApiProperty({ type: Number, description: 'How many events of the file recur after that, too.' }) beyond: number;
}

@ApiTags('redundancy risks')
@Controller('api/v1/redundancy-risks')
export class RiskImportController {
  constructor(
    private readonly importer: RiskImporter,
    private readonly writer: RiskWriter,
    private readonly problems: ProblemFilter,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Needs('announce')
  @ApiOperation({ summary: 'Make the work of a vendor what its iCal file says, each event for itself' })
  @ApiConsumes('text/calendar')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: RiskImportAnswer })
  async import(
    @Query() { groups, components, vendor, dryRun }: RiskImportQuery,
    @Req() request: FastifyRequest,
    @Calling() caller: Caller,
  ): Promise<RiskImportAnswer> {
    const { body } = request;
    if (typeof body !== 'string') throw new Problem(415, 'unsupported-content-type', 'send the file as text/calendar');
    if (body.length > MAX_CALENDAR_BYTES) {
      throw new Problem(413, 'too-large', `a calendar takes at most ${MAX_CALENDAR_BYTES} characters`);
    }
    const touched = {
      ...(groups === undefined ? {} : { groups }),
      ...(vendor === undefined ? {} : { vendor }),
      ...(components === undefined ? {} : { components: this.writer.componentIds(components) }),
    };
    const { results, readUntil, cut } = await this.importer.import(body, touched, caller, dryRun === 'true');
    const data = results.map(({ problem, ...result }) =>
      problem === undefined ? { ...result, status: 200 } : { ...result, ...this.problems.ofItem(problem, request) },
    );
    return { data: data as ImportedEventView[], readUntil: isoInstant(readUntil), beyond: cut };
  }
}
