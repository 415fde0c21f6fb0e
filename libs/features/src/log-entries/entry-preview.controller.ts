import { isoInstant } from '@kernel/time.js';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@platform/auth/auth.guard.js';
import { Caller, Calling } from '@platform/http/caller.js';
import { EntryAnswers } from './entry-answers.js';
import { EntryPreviewView } from './entry-preview.dto.js';
import { EntryWriter } from './entry-writer.js';
import { LogEntryRequest } from './log-entries.dto.js';

@ApiTags('log entries')
@Controller('api/v1/log-entries/preview')
export class EntryPreviewController {
  constructor(
    private readonly writer: EntryWriter,
    private readonly answers: EntryAnswers,
  ) {}

  @Post()
  @HttpCode(200)
  @Needs('log:write')
  @ApiOperation({ summary: 'What an entry would be, or why it would be refused; nothing is written' })
  @ApiOkResponse({ type: EntryPreviewView })
  preview(@Body() body: LogEntryRequest, @Calling() caller: Caller): EntryPreviewView {
    const { mark, ends, ...entry } = this.writer.preview(body, caller);
    return {
      ...entry,
      operation: mark === null ? null : { name: mark.name, part: mark.part },
      taskLinks: this.answers.linksTo(entry.refs.tasks),
      pairs: ends === null ? null : { id: ends.id, name: ends.name, startedAt: isoInstant(ends.startedAt!) },
    };
  }
}
