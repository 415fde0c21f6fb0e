import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField } from '@platform/http/fields.js';
import { type Period, PERIODS } from './entry-histogram.js';
import { EntryFilterQuery } from './log-entries.dto.js';

export class HistogramQuery extends EntryFilterQuery {
  @ChoiceField({ doc: 'Periods of UTC; unless told, as fits the range.', optional: true, of: PERIODS }) by?: Period;
}

class BucketView {
  @ApiProperty({ type: String, format: 'date-time', description: 'When the period begins.' }) from: string;
  @ApiProperty({ type: Number }) entries: number;
}

const END = { type: String, format: 'date-time', nullable: true } as const;

export class HistogramView {
  @ApiProperty({ type: String, enum: [...PERIODS] }) by: string;
  @ApiProperty({ ...END, description: 'As asked, else the first entry that was found.' }) from: string | null;
  @ApiProperty({ ...END, description: 'As asked (not included), else the last entry that was found.' })
  to: string | null;
  @ApiProperty({ type: Number }) total: number;
  @ApiProperty({ type: [BucketView], description: 'Only periods with entries, oldest first.' }) data: BucketView[];
}
