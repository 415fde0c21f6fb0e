import { ActorView, Page, ReporterView } from '@platform/http/event.dto.js';
import { ChoiceField, TextField, TextListField } from '@platform/http/fields.js';
import { ListQuery } from '@platform/http/reads.js';
import { ApiProperty } from '@nestjs/swagger';
import {
  COMPONENT_NAME,
  LONG,
  MAX_OF_EACH,
  MAX_PATTERN_BYTES,
  MAX_REASON_BYTES,
  NOTICE_SCOPES,
  type NoticeScope,
  SHORT,
} from './component.events.js';
import { NAME_WORDS } from './component-rules.js';

const NAME = { maxBytes: 63, form: { pattern: COMPONENT_NAME, words: NAME_WORDS } };
const NAMES = { optional: true, most: MAX_OF_EACH, each: { maxBytes: 63 } };
const STATUSES = ['active', 'retired'] as const;

class ComponentFields {
  @TextField({ doc: 'What people call it.', optional: true, ...SHORT }) title?: string;
  @TextField({ doc: 'What it is for.', optional: true, ...LONG }) description?: string;
  @TextField({
    doc: 'Name, alias or id of the component that it is a part of; empty: of none.',
    optional: true,
    maxBytes: 63,
    blank: true,
  })
  parent?: string;
  @TextField({ doc: 'The team that owns it.', optional: true, ...SHORT }) ownerTeam?: string;
  @ChoiceField({
    doc: 'The row of the notification matrix it falls under; empty: that of its parent.',
    optional: true,
    of: [...NOTICE_SCOPES, ''],
  })
  noticeScope?: NoticeScope | '';
  @TextListField({ doc: 'Logs that are about it, all of them; those that you may not see stay.', ...NAMES })
  logs?: string[];
  @TextListField({
    doc: 'Its hosts: `db1101`, `cloudvirt[1001-1080].eqiad.wmnet`, or how they begin: `db1*`.',
    ...NAMES,
    each: { maxBytes: MAX_PATTERN_BYTES },
  })
  hosts?: string[];
  @TextListField({ doc: "Redundancy groups: components of one group are each other's redundancy.", ...NAMES })
  groups?: string[];
  @TextListField({ doc: 'Other names it answers to.', ...NAMES }) aliases?: string[];
  @TextField({ doc: 'Where its owners are found.', optional: true, ...SHORT }) contact?: string;
}

export class ComponentRequest extends ComponentFields {
  @TextField({ doc: 'A name of its own.', ...NAME, example: 'toolforge-kubernetes' }) name: string;
}

export class ComponentPatch extends ComponentFields {
  @TextField({ doc: 'Another name; the id stays.', optional: true, ...NAME }) name?: string;
}

export class ComponentReason {
  @TextField({ doc: 'Why.', maxBytes: MAX_REASON_BYTES, multiline: true }) reason: string;
}

export class ComponentQuery extends ListQuery {
  @TextField({ doc: 'Only the parts of this component, by name or id.', optional: true, maxBytes: 63 }) parent?: string;
  @TextField({ doc: 'Only those that cover this log.', optional: true, maxBytes: 63 }) log?: string;
  @TextField({ doc: 'Only those to which this host belongs.', optional: true, maxBytes: 253 }) host?: string;
  @TextField({ doc: 'Only those of this redundancy group.', optional: true, maxBytes: 63 }) group?: string;
  @ChoiceField({ doc: 'Only those under this notice scope, also by inheritance.', optional: true, of: NOTICE_SCOPES })
  scope?: NoticeScope;
  @ChoiceField({ doc: 'Only those; all, unless told.', optional: true, of: STATUSES })
  status?: (typeof STATUSES)[number];
  @TextField({ doc: 'How its name, an alias or its title begins.', optional: true, maxBytes: 200 }) q?: string;
}

class RetiredView {
  @ApiProperty({ type: String, format: 'date-time' }) at: string;
  @ApiProperty({ type: String }) reason: string;
}

export class ComponentView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: String }) description: string;
  @ApiProperty({ type: String, nullable: true, description: 'Name of what it is a part of.' }) parent: string | null;
  @ApiProperty({ type: String }) ownerTeam: string;
  @ApiProperty({ type: String, enum: [...NOTICE_SCOPES], nullable: true }) noticeScope: string | null;
  @ApiProperty({
    type: String,
    enum: [...NOTICE_SCOPES],
    nullable: true,
    description: 'Its own, else that of the nearest ancestor that has one.',
  })
  effectiveScope: string | null;
  @ApiProperty({ type: [String] }) logs: readonly string[];
  @ApiProperty({ type: [String] }) hosts: readonly string[];
  @ApiProperty({ type: [String] }) groups: readonly string[];
  @ApiProperty({ type: [String] }) aliases: readonly string[];
  @ApiProperty({ type: String }) contact: string;
  @ApiProperty({ type: String, enum: [...STATUSES] }) status: string;
  @ApiProperty({ type: RetiredView, nullable: true }) retired: RetiredView | null;
  @ApiProperty({ type: String, format: 'date-time' }) registeredAt: string;
}

export class OneComponentView extends ComponentView {
  @ApiProperty({ type: [String], description: 'Names of what it is a part of, the outermost first.' })
  ancestors: readonly string[];
  @ApiProperty({ type: [String], description: 'Names of its parts.' }) children: readonly string[];
  @ApiProperty({ type: [String], description: 'Names of active components of the same redundancy groups.' })
  redundantWith: readonly string[];
}

export class ComponentList {
  @ApiProperty({ type: [ComponentView] }) data: ComponentView[];
  @ApiProperty({ type: Page }) page: Page;
}

export class ComponentVersionView {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: String, description: 'Of the event, such as component.changed.' }) type: string;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: ActorView, nullable: true }) actor: ActorView | null;
  @ApiProperty({ type: ReporterView, nullable: true }) reporter: ReporterView | null;
  @ApiProperty({ type: [String], description: 'The fields that it said otherwise than the version before.' })
  changed: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'What it says, whole.' })
  details: object | null;
  @ApiProperty({ type: String, nullable: true, description: 'The log that was attached or detached.' })
  log: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: Boolean, description: 'Whether its words were erased.' }) redacted: boolean;
}

export class ComponentHistory {
  @ApiProperty({ type: [ComponentVersionView] }) data: ComponentVersionView[];
}
