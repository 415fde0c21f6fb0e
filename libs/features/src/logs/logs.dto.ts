import { Page } from '@platform/http/event.dto.js';
import { ChoiceField, TextField, TextListField } from '@platform/http/fields.js';
import { ApiProperty } from '@nestjs/swagger';
import { CHANNEL_NAME, LOG_NAME, LOG_PATTERN, type LogVisibility, MAX_NAMES, VISIBILITIES } from './log.events.js';

const NAME_FORM = {
  pattern: LOG_NAME,
  words: 'lower case letters, digits and . _ -, at most 63, beginning with a letter or digit',
};

class LogFields {
  @TextField({ doc: 'What people call it.', optional: true, maxBytes: 200, blank: true }) title?: string;
  @TextField({ doc: 'What belongs into it.', optional: true, maxBytes: 4000, blank: true, multiline: true })
  description?: string;
  @ChoiceField({ doc: 'Who may read it.', optional: true, of: VISIBILITIES }) visibility?: LogVisibility;
  @TextListField({ doc: 'Other names it answers to.', optional: true, most: MAX_NAMES, each: { maxBytes: 63 } })
  aliases?: string[];
  @TextListField({
    doc: 'Chat channels whose `!log` lines go here.',
    optional: true,
    most: MAX_NAMES,
    each: { maxBytes: 64 },
  })
  channels?: string[];
  @TextListField({
    doc: 'Names that become a log of their own at their first entry, such as `tools.*`.',
    optional: true,
    most: MAX_NAMES,
    each: { maxBytes: 63 },
  })
  patterns?: string[];
}

export class LogRequest extends LogFields {
  @TextField({ doc: 'Its name for ever.', maxBytes: 63, form: NAME_FORM, example: 'deployment-prep' }) name: string;
}

export class LogPatch extends LogFields {
  @ChoiceField({ doc: 'An archived log takes no more entries.', optional: true, of: ['open', 'archived'] })
  status?: 'open' | 'archived';
}

export class LogView {
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) description: string;
  @ApiProperty({ type: String, enum: [...VISIBILITIES] }) visibility: string;
  @ApiProperty({ type: [String] }) aliases: readonly string[];
  @ApiProperty({ type: [String] }) channels: readonly string[];
  @ApiProperty({ type: [String] }) patterns: readonly string[];
  @ApiProperty({ type: String, enum: ['open', 'archived'] }) status: string;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: String, description: 'The server admin log as people read it.' }) url: string;
}

export class LogList {
  @ApiProperty({ type: [LogView] }) data: LogView[];
  @ApiProperty({ type: Page }) page: Page;
}

/** Lists of names, each with the form it must have; checked by the controller because class-validator has no field path into them. */
export const NAME_LISTS = [
  ['aliases', LOG_NAME, NAME_FORM.words],
  ['channels', CHANNEL_NAME, 'a channel name beginning with #'],
  ['patterns', LOG_PATTERN, 'the beginning of a log name followed by *'],
] as const;
