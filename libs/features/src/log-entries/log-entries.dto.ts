import { ApiProperty } from '@nestjs/swagger';
import { ActorView, Page, ReporterView } from '@platform/http/event.dto.js';
import {
  ChoiceField,
  FlagField,
  InstantField,
  TextField,
  TextListField,
  WholeNumberField,
} from '@platform/http/fields.js';
import { ErasureView } from '@platform/http/erasure.js';
import { ProblemView } from '@platform/http/problem.dto.js';
import { AFTER, LIMIT, ReadQuery } from '@platform/http/reads.js';
import { PRECISIONS, type Precision } from '@kernel/time.js';
import { type Order, ORDERS } from './entry-queries.js';
import { MAX_MESSAGE_BYTES, MAX_REASON_BYTES, SOURCE_KINDS } from './log-entry.events.js';

const MESSAGE = { maxBytes: MAX_MESSAGE_BYTES, multiline: true };
const ALLOW_CREDENTIAL = {
  doc: 'Write it down although something in it looks like a credential: you have looked, and it is none.',
  optional: true,
};
const PRECISION = { doc: 'How exactly occurredAt is known.', optional: true, of: PRECISIONS };
const REASON_TEXT = { maxBytes: MAX_REASON_BYTES, multiline: true };
const REASON = { doc: 'Why.', ...REASON_TEXT };

export class LogEntryRequest {
  @TextField({ doc: 'Name or alias of the log.', maxBytes: 63, example: 'production' }) log: string;
  @TextField({ doc: 'What was done.', ...MESSAGE, example: 'Rebooting db1101 (T123456)' }) message: string;
  @TextField({
    doc: 'Who did it, where that is not you; needs the scope log:on-behalf.',
    optional: true,
    asSaid: true,
    maxBytes: 200,
  })
  actor?: string;
  @InstantField({ doc: 'When it was done, where that is not now.', optional: true }) occurredAt?: string;
  @ChoiceField(PRECISION) precision?: Precision;
  @TextField({ doc: 'What this belongs to, in the words of your tool.', optional: true, asSaid: true, maxBytes: 200 })
  correlationId?: string;
  @FlagField(ALLOW_CREDENTIAL) allowCredential?: boolean;
}

export class BatchItem extends LogEntryRequest {
  @TextField({ doc: 'As the header Idempotency-Key, for this item.', optional: true, maxBytes: 200 })
  idempotencyKey?: string;
}

export class AmendRequest {
  @TextField({ doc: 'What it should say.', optional: true, ...MESSAGE }) message?: string;
  @InstantField({ doc: 'When it was really done.', optional: true }) occurredAt?: string;
  @ChoiceField(PRECISION) precision?: Precision;
  @TextField({ doc: 'The log it belongs into.', optional: true, maxBytes: 63 }) log?: string;
  @TextField(REASON) reason: string;
  @FlagField(ALLOW_CREDENTIAL) allowCredential?: boolean;
}

export class RetractRequest {
  @TextField(REASON) reason: string;
}

const TIME = 'an instant (2026-11-22T17:05:09Z) or a day (2026-11-22)';

/** Which entries are meant. */
export class EntryFilterQuery extends ReadQuery {
  @TextListField({ doc: 'Only these logs; may be repeated.', optional: true, most: 50, each: { maxBytes: 63 } })
  log?: string[];
  @TextField({
    doc: 'Words over message and actor; `"a phrase"`, `pref*`, `-without`.',
    optional: true,
    asSaid: true,
    maxBytes: 500,
  })
  q?: string;
  @TextField({ doc: 'Who did it: a name, or any alias of a person.', optional: true, asSaid: true, maxBytes: 200 })
  actor?: string;
  @TextField({ doc: 'A host, short or fully qualified.', optional: true, maxBytes: 253 }) host?: string;
  @TextField({
    doc: 'A component, by name, alias or id: what is in a log or on a host of it or of its parts, as it was then.',
    optional: true,
    maxBytes: 63,
  })
  component?: string;
  @TextField({ doc: 'A task, such as T123456.', optional: true, maxBytes: 20 }) task?: string;
  @TextField({ doc: 'A Gerrit change number or Change-Id.', optional: true, maxBytes: 60 }) change?: string;
  @TextField({ doc: 'A tag, without the #.', optional: true, maxBytes: 60 }) tag?: string;
  @TextField({
    doc: 'Name of an operation, such as sre.hosts.reboot, or its id.',
    optional: true,
    asSaid: true,
    maxBytes: 200,
  })
  operation?: string;
  @ChoiceField({ doc: 'What became of it.', optional: true, of: ['logged', 'amended', 'retracted', 'redacted'] })
  status?: string;
  @TextField({ doc: `At or after: ${TIME}.`, optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: `Before: ${TIME}; a day is included.`, optional: true, maxBytes: 40 }) to?: string;
  @TextField({ doc: 'On this UTC day (2026-11-22).', optional: true, maxBytes: 40 }) on?: string;
}

export class EntryQuery extends EntryFilterQuery {
  @WholeNumberField(LIMIT) limit?: number;
  @TextField({
    ...AFTER,
    doc: 'Cursor of the page before: its `page.next`. It is a place between entries: with the other order, what is on its other side.',
  })
  after?: string;
  @ChoiceField({ doc: 'Which comes first; newest, unless told.', optional: true, of: ORDERS }) order?: Order;
}

export class RedactRequest {
  @TextField({ doc: 'Why; it stays for ever, so say it without what is erased.', ...REASON_TEXT }) reason: string;
  @TextField({
    doc: 'The rest of the message, as you state it; without it nothing of it stays.',
    optional: true,
    ...MESSAGE,
  })
  message?: string;
  @FlagField(ALLOW_CREDENTIAL) allowCredential?: boolean;
}

class ViaView {
  @ApiProperty({ type: String, enum: ['api', 'relay', 'import', 'system'] }) kind: string;
  @ApiProperty({ type: Boolean, description: 'Whether the ledger could verify the reporter.' }) verified: boolean;
}

export class RefsView {
  @ApiProperty({ type: [String] }) tasks: readonly string[];
  @ApiProperty({ type: [String] }) hosts: readonly string[];
  @ApiProperty({ type: [String] }) changes: readonly string[];
  @ApiProperty({ type: [String] }) commits: readonly string[];
  @ApiProperty({ type: [String] }) urls: readonly string[];
  @ApiProperty({ type: [String] }) tags: readonly string[];
  @ApiProperty({ type: [String] }) datacenters: readonly string[];
}

class OperationRef {
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, enum: ['start', 'end', 'whole'] }) part: string;
}

export class TaskLink {
  @ApiProperty({ type: String }) task: string;
  @ApiProperty({ type: String, format: 'uri' }) url: string;
}

class ScarView {
  @ApiProperty({ type: Number, description: 'Of the redaction.' }) position: number;
  @ApiProperty({ type: String, format: 'date-time' }) at: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
  @ApiProperty({ type: String }) reason: string;
  @ApiProperty({ type: Number, description: 'Bytes of content that were erased.' }) bytes: number;
}

export class SourceView {
  @ApiProperty({ type: String, enum: [...SOURCE_KINDS] }) kind: string;
  @ApiProperty({ type: String, nullable: true, description: 'Title of the wiki page.' }) page: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'The revision in which the line was found first.' })
  revision: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Its id in the index.' }) id: string | null;
}

export class LogEntryView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) log: string;
  @ApiProperty({ type: String }) message: string;
  @ApiProperty({ type: ActorView, description: 'Who did it.' }) actor: ActorView;
  @ApiProperty({ type: ReporterView, description: 'Who wrote it down.' }) reporter: ReporterView;
  @ApiProperty({ type: ViaView, description: 'Through what.' }) via: ViaView;
  @ApiProperty({ type: String, format: 'date-time' }) occurredAt: string;
  @ApiProperty({ type: String, enum: [...PRECISIONS] }) precision: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'When the newest version was recorded.' })
  changedAt: string;
  @ApiProperty({ type: Boolean, description: 'Written down more than five minutes after.' }) late: boolean;
  @ApiProperty({ type: String, enum: ['logged', 'amended', 'retracted', 'redacted'] }) status: string;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: String, nullable: true }) correlationId: string | null;
  @ApiProperty({ type: ScarView, nullable: true, description: 'Who erased what it said, when and why.' })
  redaction: ScarView | null;
  @ApiProperty({ type: SourceView, nullable: true, description: 'Where it was imported from.' })
  source: SourceView | null;
  @ApiProperty({ type: [SourceView], description: 'Other sources in which it was found.' }) alsoIn: SourceView[];
  @ApiProperty({ type: RefsView }) refs: RefsView;
  @ApiProperty({ type: OperationRef, nullable: true }) operation: OperationRef | null;
  @ApiProperty({ type: [TaskLink] }) taskLinks: TaskLink[];
  @ApiProperty({ type: String, format: 'uri' }) url: string;
}

export class RedactedEntryView extends LogEntryView {
  @ApiProperty({ type: ErasureView }) erased: ErasureView;
}

export class LogEntryList {
  @ApiProperty({ type: [LogEntryView] }) data: LogEntryView[];
  @ApiProperty({ type: Page }) page: Page;
}

class BatchOutcome {
  @ApiProperty({ type: Number, description: '201, or the status of the problem.' }) status: number;
  @ApiProperty({ type: LogEntryView, required: false }) entry?: LogEntryView;
  @ApiProperty({ type: ProblemView, required: false }) problem?: ProblemView;
}

export class BatchAnswer {
  @ApiProperty({ type: [BatchOutcome], description: 'In the order of the request.' }) data: BatchOutcome[];
}

class VersionView {
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: String }) type: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: ActorView, nullable: true, description: 'Who made this version.' }) actor: ActorView | null;
  @ApiProperty({ type: ReporterView, nullable: true }) reporter: ReporterView | null;
  @ApiProperty({ type: ViaView, nullable: true }) via: ViaView | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: ActorView, nullable: true, description: 'Who did what the entry tells, as this version says.' })
  doneBy: ActorView | null;
  @ApiProperty({ type: String, nullable: true }) log: string | null;
  @ApiProperty({ type: String, nullable: true }) message: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) occurredAt: string | null;
  @ApiProperty({ type: String, nullable: true }) precision: string | null;
  @ApiProperty({ type: String, enum: ['logged', 'amended', 'retracted', 'redacted'] }) status: string;
}

export class HistoryView {
  @ApiProperty({ type: [VersionView], description: 'Oldest first.' }) data: VersionView[];
}
