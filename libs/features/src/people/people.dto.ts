import { ApiProperty } from '@nestjs/swagger';
import { Page } from '@platform/http/event.dto.js';
import { ChoiceField, FlagField, ObjectListField, TextField } from '@platform/http/fields.js';
import { ALIAS_KINDS, MAX_ALIASES } from './person.events.js';

export class AliasField {
  @ChoiceField({ doc: 'Where this name is used.', of: ALIAS_KINDS }) kind: (typeof ALIAS_KINDS)[number];
  @TextField({ doc: 'The name there.', maxBytes: 254 }) name: string;
}

const TIME_ZONE = { doc: 'IANA time zone.', optional: true, maxBytes: 64, example: 'Europe/Berlin' };
const WORKING_HOURS = {
  doc: 'When they work, in words.',
  optional: true,
  maxBytes: 200,
  example: 'Mon-Fri 09:00-17:00',
};

export class PersonPatch {
  @TextField({ doc: 'The name to show.', optional: true, maxBytes: 200 }) displayName?: string;
  @ObjectListField({ doc: 'Other names.', optional: true, most: MAX_ALIASES, of: AliasField }) aliases?: AliasField[];
  @TextField(TIME_ZONE) timeZone?: string;
  @TextField(WORKING_HOURS) workingHours?: string;
}

export class PersonRequest {
  @TextField({ doc: 'The name to show.', maxBytes: 200 }) displayName: string;
  @ObjectListField({ doc: 'Other names.', optional: true, most: MAX_ALIASES, of: AliasField }) aliases?: AliasField[];
  @TextField(TIME_ZONE) timeZone?: string;
  @TextField(WORKING_HOURS) workingHours?: string;
}

export class EraseRequest {
  @TextField({ doc: 'Why; it stays for ever, so say it without a name.', maxBytes: 2000, multiline: true })
  reason: string;
  @FlagField({
    doc: 'Whether the names are taken out of messages and other texts too (whole words, in any case).',
    optional: true,
  })
  mentions?: boolean;
}

export class PersonErasureView {
  @ApiProperty({ type: String, format: 'uuid', description: 'Stays, and stands for nobody.' }) id: string;
  @ApiProperty({
    type: String,
    enum: ['complete', 'under-way'],
    description: '`complete` once no event and no file holds the names any more.',
  })
  erasure: string;
}

export class PersonView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) displayName: string;
  @ApiProperty({ type: [AliasField] }) aliases: readonly AliasField[];
  @ApiProperty({ type: String, required: false }) timeZone?: string | undefined;
  @ApiProperty({ type: String, required: false }) workingHours?: string | undefined;
  @ApiProperty({ type: String, format: 'date-time' }) addedAt: string;
}

export class PersonList {
  @ApiProperty({ type: [PersonView] }) data: PersonView[];
  @ApiProperty({ type: Page }) page: Page;
}
