import { ApiProperty } from '@nestjs/swagger';
import { ActorView, ReporterView } from '@platform/http/event.dto.js';
import {
  ChoiceField,
  FlagField,
  ObjectListField,
  TextField,
  TextListField,
  WholeNumberField,
} from '@platform/http/fields.js';
import { ValidateIf } from 'class-validator';
import {
  ENDED_NOTICES,
  IMPACT_LENGTHS,
  type ImpactLength,
  MAX_NOTICE_MINUTES,
  POLICY_NAME,
  POLICY_SCOPES,
  type PolicyScope,
} from './notice-policy.events.js';
import { VERSION_STATES } from './notices-in-force.js';

const REASON = { maxBytes: 2000, multiline: true };
const when = { type: String, format: 'date-time' } as const;
const nullable = { nullable: true } as const;

class CellFields {
  @ChoiceField({ doc: 'The row: a notice scope, or any.', of: POLICY_SCOPES }) scope: PolicyScope;
  @ChoiceField({ doc: 'The column: how long the impact lasts.', of: IMPACT_LENGTHS }) impact: ImpactLength;
  // Null as it is answered too, so that what was read can be proposed again.
  @ApiProperty({ nullable: true })
  @ValidateIf((_, minutes) => minutes !== null)
  @WholeNumberField({
    doc: 'How long ahead it has to be announced; null or left out: the log is enough.',
    optional: true,
    min: 0,
    max: MAX_NOTICE_MINUTES,
  })
  noticeMinutes?: number | null;
}

export class RulesRequest {
  @TextField({ doc: 'What it says, in a few words.', maxBytes: 200 }) title: string;
  @ObjectListField({ doc: 'What each case needs; what no cell names needs no notice.', most: 100, of: CellFields })
  cells: CellFields[];
  @FlagField({ doc: 'Whether a mail is owed within the 15 minutes before the start.' }) starting: boolean;
  @ChoiceField({ doc: 'Whether one is owed within the 15 minutes after the actual end.', of: ENDED_NOTICES })
  ended: (typeof ENDED_NOTICES)[number];
  @TextListField({
    doc: 'Names or ids of the components, with their parts, that it is for; none: everything else.',
    optional: true,
    most: 200,
    each: { maxBytes: 63 },
  })
  components?: string[];
  @TextListField({
    doc: 'Aliases or ids of the people affected, whose agreement a change needs.',
    optional: true,
    most: 50,
    each: { maxBytes: 254 },
  })
  approvers?: string[];
  @WholeNumberField({ doc: 'How many of them; all, unless told.', optional: true, min: 0, max: 50 }) quorum?: number;
  @TextField({ doc: 'Why it is proposed.', ...REASON }) reason: string;
}

export class PolicyRequest extends RulesRequest {
  @TextField({
    doc: 'A name of its own.',
    maxBytes: 63,
    form: { pattern: POLICY_NAME, words: 'lower-case letters, digits and hyphens' },
    example: 'rule-a',
  })
  name: string;
}

export class VersionRequest {
  @WholeNumberField({ doc: 'Which version.', min: 1, max: 1_000_000 }) version: number;
}

export class VersionReasonRequest extends VersionRequest {
  @TextField({ doc: 'Why.', ...REASON }) reason: string;
}

class CellView {
  @ApiProperty({ type: String, enum: [...POLICY_SCOPES] }) scope: string;
  @ApiProperty({ type: String, enum: [...IMPACT_LENGTHS] }) impact: string;
  @ApiProperty({ type: Number, ...nullable, description: 'Null: the log is enough.' }) noticeMinutes: number | null;
}

export class RulesView {
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: [CellView] }) cells: readonly CellView[];
  @ApiProperty({ type: Boolean }) starting: boolean;
  @ApiProperty({ type: String, enum: [...ENDED_NOTICES] }) ended: string;
  @ApiProperty({ type: [String], description: 'Names of components; none: everything else.' })
  components: readonly string[];
  @ApiProperty({ type: [String], description: 'Ids of people.' }) approvers: readonly string[];
  @ApiProperty({ type: Number }) quorum: number;
}

class ApprovalView {
  @ApiProperty({ type: String, format: 'uuid' }) person: string;
  @ApiProperty({ ...when }) at: string;
}

class AskedView {
  @ApiProperty({ type: String, description: 'Name of the policy that names them.' }) policy: string;
  @ApiProperty({ type: [String], description: 'Ids of people.' }) approvers: readonly string[];
  @ApiProperty({ type: Number, description: 'How many of them.' }) quorum: number;
}

export class PolicyVersionView {
  @ApiProperty({ type: Number }) version: number;
  @ApiProperty({ type: String, enum: [...VERSION_STATES] }) state: string;
  @ApiProperty({ ...when, description: 'Of the state.' }) since: string;
  @ApiProperty({ type: RulesView }) rules: RulesView;
  @ApiProperty({ ...when }) proposedAt: string;
  @ApiProperty({ type: ActorView }) proposedBy: ActorView;
  @ApiProperty({ type: String }) reason: string;
  @ApiProperty({
    type: [AskedView],
    description:
      'While it is proposed: who has to agree, because its policy or one that judges its components now names them.',
  })
  asked: readonly AskedView[];
  @ApiProperty({ type: [ApprovalView] }) approvals: readonly ApprovalView[];
  @ApiProperty({ type: String, ...nullable, description: 'Why an admin adopted it; null: the quorum agreed.' })
  adoptedBecause: string | null;
  @ApiProperty({ type: String, ...nullable }) withdrawnBecause: string | null;
}

export class PolicyView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: Number, ...nullable, description: 'The version that is in force.' }) inForce: number | null;
  @ApiProperty({ type: [PolicyVersionView], description: 'Oldest first.' }) versions: readonly PolicyVersionView[];
}

export class PolicyList {
  @ApiProperty({ type: [PolicyView] }) data: readonly PolicyView[];
}

class PolicyStepView {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: String, description: 'Of the event, such as notice-policy.adopted.' }) type: string;
  @ApiProperty({ ...when }) recordedAt: string;
  @ApiProperty({ type: ActorView }) actor: ActorView;
  @ApiProperty({ type: ReporterView }) reporter: ReporterView;
  @ApiProperty({ type: Number, description: 'Of the policy.' }) version: number;
  @ApiProperty({ type: RulesView, ...nullable, description: 'What was proposed.' }) rules: RulesView | null;
  @ApiProperty({ type: String, ...nullable, description: 'Id of who agreed.' }) person: string | null;
  @ApiProperty({ type: String, ...nullable }) reason: string | null;
  @ApiProperty({ type: Boolean, description: 'Whether its words were erased.' }) redacted: boolean;
}

export class PolicyHistory {
  @ApiProperty({ type: [PolicyStepView], description: 'Oldest first.' }) data: readonly PolicyStepView[];
}

export class TemplateView {
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: RulesView }) rules: RulesView;
}

export class TemplateList {
  @ApiProperty({ type: [TemplateView] }) data: readonly TemplateView[];
}
