import { ApiProperty } from '@nestjs/swagger';
import { ActorView, Page } from '@platform/http/event.dto.js';
import {
  ChoiceField,
  FlagField,
  InstantField,
  TextField,
  TextListField,
  WholeNumberField,
} from '@platform/http/fields.js';
import { ListQuery, ReadQuery } from '@platform/http/reads.js';
import { ENDED_NOTICES, IMPACT_LENGTHS, POLICY_SCOPES } from '../notice-policies/notice-policy.events.js';
import {
  DOWNTIME_KINDS,
  MAX_AFFECTED,
  MAX_WINDOW_MINUTES,
  MAX_WINDOW_REASON_BYTES,
  MAX_WINDOW_TEXT_BYTES,
} from './maintenance-window.events.js';
import { PlanFindingView } from './plan-finding.dto.js';
import { WINDOW_STATUSES } from './window-state.js';

const COMPONENTS = { most: MAX_AFFECTED, each: { maxBytes: 63 } };
const REASON = { maxBytes: MAX_WINDOW_REASON_BYTES, multiline: true };
const TEXT = { maxBytes: MAX_WINDOW_TEXT_BYTES, multiline: true, blank: true };
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

class WindowFields {
  @TextListField({
    doc: `What people will notice: ${DOWNTIME_KINDS.join(', ')}.`,
    optional: true,
    most: DOWNTIME_KINDS.length,
    each: { maxBytes: 20 },
    example: ['network'],
  })
  kinds?: string[];
  @TextField({ doc: 'The words for the kind `other`.', optional: true, maxBytes: 200, blank: true }) otherKind?: string;
  @TextListField({ doc: 'Names or ids of the components that are affected.', optional: true, ...COMPONENTS })
  affected?: string[];
  @TextListField({
    doc: 'Components of which people would think that they are affected, and that are not.',
    optional: true,
    ...COMPONENTS,
  })
  unaffected?: string[];
  @WholeNumberField({
    doc: 'How long the impact lasts within the window; 0 = none. Left out: not known, so the whole window.',
    optional: true,
    min: 0,
    max: MAX_WINDOW_MINUTES,
  })
  impactMinutes?: number;
  @FlagField({ doc: 'Whether the length of the impact is not known (any more).', optional: true })
  impactUnknown?: boolean;
  @TextListField({
    doc: 'Tasks: T (or D, M) and at least three digits, such as T399210.',
    optional: true,
    most: 50,
    each: { maxBytes: 20 },
  })
  tasks?: string[];
  @TextListField({
    doc: 'Changes that will be made: their numbers, or their Change-Ids (I and 6 to 40 digits of hex).',
    optional: true,
    most: 50,
    each: { maxBytes: 60 },
  })
  changes?: string[];
  @TextField({
    doc: 'Who answers for it: a name or an alias of a person; who plans it, unless told.',
    optional: true,
    maxBytes: 254,
  })
  responsible?: string;
  @TextField({ doc: 'For everybody to read.', optional: true, ...TEXT }) text?: string;
}

export class WindowRequest extends WindowFields {
  @TextField({ doc: 'What is done, in a few words.', maxBytes: 200, example: 'Upgrade of the core routers' })
  title: string;
  @InstantField({ doc: 'When it starts.', example: '2026-12-08T14:00:00Z' }) startsAt: string;
  @InstantField({ doc: 'When it ends.', example: '2026-12-08T15:30:00Z' }) endsAt: string;
}

export class WindowPatch extends WindowFields {
  @TextField({ doc: 'What is done, in a few words.', optional: true, maxBytes: 200 }) title?: string;
  @InstantField({ doc: 'Of a draft: when it starts.', optional: true }) startsAt?: string;
  @InstantField({ doc: 'Of a draft: when it ends.', optional: true }) endsAt?: string;
}

class AssessmentFields {
  @TextField({ doc: 'Why overlaps are accepted.', optional: true, ...REASON }) overlapReason?: string;
  @TextField({
    doc: 'Why it cannot wait: makes it an emergency window, which it stays when it is moved.',
    optional: true,
    ...REASON,
  })
  emergency?: string;
}

export class ScheduleRequest extends AssessmentFields {}

export class RescheduleRequest extends AssessmentFields {
  @InstantField({ doc: 'When it starts from now on.' }) startsAt: string;
  @InstantField({ doc: 'When it ends from now on.' }) endsAt: string;
  @TextField({ doc: 'Why it moves.', ...REASON }) reason: string;
}

export class WindowReason {
  @TextField({ doc: 'Why.', ...REASON }) reason: string;
}

export class StartRequest {
  @InstantField({ doc: 'When the work began; now, unless told.', optional: true }) occurredAt?: string;
}

export class ExtendRequest {
  @InstantField({ doc: 'When it ends from now on.' }) endsAt: string;
  @TextField({ doc: 'Why it takes longer.', ...REASON }) reason: string;
  @TextField({ doc: 'Why it may meet what else takes place then.', optional: true, ...REASON }) overlapReason?: string;
}

export class CompleteRequest {
  @InstantField({ doc: 'When the work ended; now, unless told.', optional: true }) occurredAt?: string;
  @TextField({ doc: 'How it went.', optional: true, ...TEXT }) outcome?: string;
}

export class WindowQuery extends ListQuery {
  @TextListField({
    doc: `Only in these states: ${WINDOW_STATUSES.join(', ')}.`,
    optional: true,
    most: WINDOW_STATUSES.length,
    each: { maxBytes: 20 },
  })
  status?: string[];
  @TextField({
    doc: 'Only what affects this component: it, what it is a part of, or its parts.',
    optional: true,
    maxBytes: 63,
  })
  component?: string;
  @TextField({ doc: 'Lasting into the time from this instant or day on.', optional: true, maxBytes: 40 }) from?: string;
  @TextField({ doc: 'Begun before this instant, or on or before this day.', optional: true, maxBytes: 40 }) to?: string;
  @ChoiceField({ doc: 'Only of this kind of downtime.', optional: true, of: DOWNTIME_KINDS }) kind?: string;
  @TextField({ doc: 'Only those for which this person answers.', optional: true, maxBytes: 254 }) responsible?: string;
  @TextField({ doc: 'Only with this task.', optional: true, maxBytes: 20 }) task?: string;
  @TextField({ doc: 'Only of this series.', optional: true, maxBytes: 36 }) series?: string;
  @TextField({ doc: 'A part of its title or text.', optional: true, maxBytes: 200 }) q?: string;
  @ChoiceField({ doc: 'Which comes first by its start.', optional: true, of: ['newest', 'oldest'] })
  order?: 'newest' | 'oldest';
}

export class CalendarQuery extends ReadQuery {
  @TextField({
    doc: 'Only what affects this component, what it is a part of, or its parts.',
    optional: true,
    maxBytes: 63,
  })
  component?: string;
}

export class ComponentRef {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String }) title: string;
}

export class JudgementView {
  @ApiProperty({ type: String, format: 'uuid', description: 'Of the policy.' }) policy: string;
  @ApiProperty({ type: String }) policyName: string;
  @ApiProperty({ type: Number }) policyVersion: number;
  @ApiProperty({ type: String, enum: [...POLICY_SCOPES] }) scope: string;
  @ApiProperty({ type: String, enum: [...IMPACT_LENGTHS] }) impact: string;
  @ApiProperty({ type: Number, ...nullable, description: 'Null: the log is enough.' }) noticeMinutes: number | null;
  @ApiProperty({ type: Boolean, description: 'Whether a mail is owed just before the start.' }) starting: boolean;
  @ApiProperty({ type: String, enum: [...ENDED_NOTICES], description: 'Whether one is owed just after the end.' })
  ended: string;
  @ApiProperty({ type: Boolean, description: 'Less time than demanded was left already.' }) short: boolean;
}

export class OverlapView {
  @ApiProperty({ type: String, enum: ['window', 'vendor-work', 'fault'] }) kind: string;
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ ...when }) startsAt: string;
  @ApiProperty({ ...when, ...nullable, description: 'Null: it is not known yet.' }) endsAt: string | null;
  @ApiProperty({ type: String, description: 'Name of what both touch.' }) on: string;
  @ApiProperty({ type: String, enum: ['redundancy-group', 'component'] }) by: string;
}

class AcceptedOverlapView {
  @ApiProperty({ type: String, enum: ['window', 'vendor-work', 'fault'] }) kind: string;
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, description: 'Name of what both touch.' }) on: string;
}

class StepView {
  @ApiProperty({ ...when }) at: string;
  @ApiProperty({ type: ActorView }) by: ActorView;
  @ApiProperty({ type: String }) reason: string;
}

class ReplacedView {
  @ApiProperty({ ...when }) startsAt: string;
  @ApiProperty({ ...when }) endsAt: string;
}

class MoveView extends StepView {
  @ApiProperty({ type: String, enum: ['rescheduled', 'extended'] }) step: string;
  @ApiProperty({ type: ReplacedView, description: 'The times that people had been told.' }) replaces: ReplacedView;
  @ApiProperty({ ...when }) startsAt: string;
  @ApiProperty({ ...when }) endsAt: string;
  @ApiProperty({ type: JudgementView, ...nullable }) judgement: JudgementView | null;
}

export class WindowView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: Number, description: 'Of its last event: its ETag.' }) revision: number;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String, enum: [...WINDOW_STATUSES] }) status: string;
  @ApiProperty({ ...when, description: 'Of the status.' }) since: string;
  @ApiProperty({ type: [String], enum: [...DOWNTIME_KINDS] }) kinds: readonly string[];
  @ApiProperty({ type: String }) otherKind: string;
  @ApiProperty({ type: [ComponentRef] }) affected: readonly ComponentRef[];
  @ApiProperty({ type: [ComponentRef] }) unaffected: readonly ComponentRef[];
  @ApiProperty({ ...when }) startsAt: string;
  @ApiProperty({ ...when }) endsAt: string;
  @ApiProperty({ type: Number, ...nullable, description: 'Null: not known, so the whole window.' })
  impactMinutes: number | null;
  @ApiProperty({ type: [String] }) tasks: readonly string[];
  @ApiProperty({ type: [String] }) changes: readonly string[];
  @ApiProperty({ type: ActorView }) responsible: ActorView;
  @ApiProperty({ type: String }) text: string;
  @ApiProperty({ type: String, format: 'uuid', ...nullable }) series: string | null;
  @ApiProperty({ type: String, ...nullable, description: 'The day for which the series planned it.' })
  occurrence: string | null;
  @ApiProperty({ ...when }) draftedAt: string;
  @ApiProperty({ type: ActorView }) draftedBy: ActorView;
  @ApiProperty({ ...when, ...nullable }) scheduledAt: string | null;
  @ApiProperty({ type: JudgementView, ...nullable, description: 'By which it is judged; null while it is a draft.' })
  judgement: JudgementView | null;
  @ApiProperty({ type: JudgementView, ...nullable, description: 'By which it was judged first.' })
  firstJudgement: JudgementView | null;
  @ApiProperty({ type: String, ...nullable }) emergency: string | null;
  @ApiProperty({ type: [AcceptedOverlapView], description: 'What it was known to overlap, and was accepted.' })
  overlaps: readonly AcceptedOverlapView[];
  @ApiProperty({ type: String, ...nullable, description: 'As it was said last.' }) overlapReason: string | null;
  @ApiProperty({ type: StepView, ...nullable }) held: StepView | null;
  @ApiProperty({ type: StepView, ...nullable }) cancelled: StepView | null;
  @ApiProperty({ type: [MoveView], description: 'Oldest first.' }) moves: readonly MoveView[];
  @ApiProperty({ ...when, ...nullable, description: 'When the work began.' }) startedAt: string | null;
  @ApiProperty({ type: Number, ...nullable, description: 'Milliseconds behind its planned start.' })
  lateByMs: number | null;
  @ApiProperty({ ...when, ...nullable, description: 'When the work ended.' }) completedAt: string | null;
  @ApiProperty({ type: Number, ...nullable, description: 'Milliseconds behind its planned end; negative: before it.' })
  overranByMs: number | null;
  @ApiProperty({ type: String }) outcome: string;
  @ApiProperty({ type: Number, description: 'How often a calendar had to be told anew.' }) sequence: number;
  @ApiProperty({ ...when }) changedAt: string;
  @ApiProperty({ type: String, format: 'uri' }) url: string;
}

export class WindowList {
  @ApiProperty({ type: [WindowView] }) data: WindowView[];
  @ApiProperty({ type: Page }) page: Page;
}

export class AssessmentView {
  @ApiProperty({ type: JudgementView }) judgement: JudgementView;
  @ApiProperty({ type: String, description: 'The judgement in words.' }) words: string;
  @ApiProperty({ type: [OverlapView] }) overlaps: readonly OverlapView[];
  @ApiProperty({ type: [PlanFindingView], description: 'What is wrong with the plan, or missing in it.' })
  findings: readonly PlanFindingView[];
}

export class OverlapList {
  @ApiProperty({ type: [OverlapView] }) data: readonly OverlapView[];
}
