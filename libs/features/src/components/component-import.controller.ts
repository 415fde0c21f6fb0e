import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Needs } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import { ChoiceField } from '@platform/http/fields.js';
import { ProblemView } from '@platform/http/problem.dto.js';
import { Problem, ProblemFilter } from '@platform/http/problem.js';
import type { FastifyRequest } from 'fastify';
import { ComponentImporter } from './component-importer.js';
import { MAX_ROWS, readSheet } from './component-sheet.js';

class ComponentImportQuery {
  @ChoiceField({ doc: 'Change nothing, say what would be done.', optional: true, of: ['true', 'false'] })
  dryRun?: 'true' | 'false';
}

class ImportedRow {
  @ApiProperty({ type: Number, description: 'Its number in the file; the header is row 1.' }) row: number;
  @ApiProperty({ type: Number, description: '200, or the status of the problem.' }) status: number;
  @ApiProperty({ type: String, required: false }) name?: string;
  @ApiProperty({ type: String, enum: ['registered', 'changed', 'unchanged'], required: false }) outcome?: string;
  @ApiProperty({ type: ProblemView, required: false }) problem?: ProblemView;
}

class ComponentImportAnswer {
  @ApiProperty({ type: [ImportedRow] }) data: ImportedRow[];
}

@ApiTags('components')
@Controller('api/v1/components')
export class ComponentImportController {
  constructor(
    private readonly importer: ComponentImporter,
    private readonly problems: ProblemFilter,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Needs('log:manage')
  @ApiOperation({ summary: 'Make the components what a CSV file says, each row for itself' })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ type: ComponentImportAnswer })
  async import(
    @Query() { dryRun }: ComponentImportQuery,
    @Req() request: FastifyRequest,
    @Calling() caller: Caller,
  ): Promise<ComponentImportAnswer> {
    caller.requireAllLogs();
    if (typeof request.body !== 'string') {
      throw new Problem(415, 'unsupported-content-type', 'send the rows as text/csv');
    }
    const rows = readSheet(request.body);
    if (rows.length > MAX_ROWS) {
      throw new Problem(413, 'too-large', `an import takes at most ${MAX_ROWS} rows, not ${rows.length}`);
    }
    const results = await this.importer.import(rows, caller, dryRun === 'true');
    const data = results.map((result) =>
      'problem' in result
        ? { row: result.row, ...this.problems.ofItem(result.problem, request) }
        : { ...result, status: 200 },
    );
    return { data: data as ImportedRow[] };
  }
}
