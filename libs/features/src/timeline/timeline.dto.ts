import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Page } from '@platform/http/event.dto.js';
import { TextField, TextListField } from '@platform/http/fields.js';
import { ListQuery } from '@platform/http/reads.js';
import { AnnouncementView } from '../announcements/announcements.dto.js';
import { LogEntryView } from '../log-entries/log-entries.dto.js';
import { WindowView } from '../maintenance-windows/maintenance-windows.dto.js';

/** Kinds of record, in the order in which they stand at one instant. */
export const TIMELINE_KINDS = ['log-entry', 'maintenance-window', 'announcement'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const RECORD = { oneOf: [LogEntryView, WindowView, AnnouncementView].map((view) => ({ $ref: getSchemaPath(view) })) };

export class TimelineQuery extends ListQuery {
  @TextListField({
    doc: `Only these kinds: ${TIMELINE_KINDS.join(', ')}; may be repeated.`,
    optional: true,
    most: TIMELINE_KINDS.length,
    each: { maxBytes: 40 },
  })
  kinds?: string[];
  @TextField({
    doc: 'A component, by name, alias or id: what is in a log or on a host of it or of its parts, and what is planned or announced for it.',
    optional: true,
    maxBytes: 63,
  })
  component?: string;
  @TextField({
    doc: 'A window, by id: itself, what was announced of it, and what was done on its components while it lasted.',
    optional: true,
    maxBytes: 36,
  })
  window?: string;
  @TextField({ doc: 'Entries and windows with this task.', optional: true, maxBytes: 20 }) task?: string;
  @TextField({
    doc: 'Entries by somebody, and windows for which they are responsible.',
    optional: true,
    asSaid: true,
    maxBytes: 200,
  })
  actor?: string;
  @TextField({ doc: 'Entries about this host.', optional: true, maxBytes: 253 }) host?: string;
  @TextField({ doc: 'Entries with this Gerrit change.', optional: true, maxBytes: 60 }) change?: string;
  @TextListField({ doc: 'Entries of these logs; may be repeated.', optional: true, most: 50, each: { maxBytes: 63 } })
  log?: string[];
  @TextField({ doc: 'At or after this instant or day.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: 'Before this instant, or on or before this day.', optional: true, maxBytes: 40 }) to?: string;
}

@ApiExtraModels(LogEntryView, WindowView, AnnouncementView)
export class MomentView {
  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'When it was done, begins by plan, or was written.',
  })
  at: string;
  @ApiProperty({ type: String, enum: TIMELINE_KINDS }) kind: TimelineKind;
  @ApiProperty({ ...RECORD, description: 'As the list of its kind tells it.' })
  record: LogEntryView | WindowView | AnnouncementView;
}

export class Timeline {
  @ApiProperty({ type: [MomentView] }) data: readonly MomentView[];
  @ApiProperty({ type: Page }) page: Page;
}
