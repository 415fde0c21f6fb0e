import { ApiProperty } from '@nestjs/swagger';
import { SCOPES, type Scope } from '@platform/auth/principal.js';
import { Page } from '@platform/http/event.dto.js';
import { InstantField, TextField, TextListField } from '@platform/http/fields.js';
import { MAX_TOKEN_LOGS } from './token.events.js';

export class TokenRequest {
  @TextField({ doc: 'Name of the tool that uses it (this or `person`).', optional: true, maxBytes: 100 }) tool?: string;
  @TextField({ doc: 'Id of the person that uses it (this or `tool`).', optional: true, maxBytes: 36 }) person?: string;
  @TextField({ doc: 'What it is for.', optional: true, maxBytes: 200, blank: true }) label?: string;
  @TextListField({ doc: `Any of ${SCOPES.join(', ')}.`, most: SCOPES.length, each: { maxBytes: 20 } }) scopes: string[];
  @TextListField({ doc: 'Only for these logs.', optional: true, most: MAX_TOKEN_LOGS, each: { maxBytes: 63 } })
  logs?: string[];
  @InstantField({ doc: 'Good for nothing from then on.', optional: true }) expiresAt?: string;
}

export class RevokeRequest {
  @TextField({ doc: 'Why.', optional: true, maxBytes: 2000 }) reason?: string;
}

export class TokenView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, enum: ['person', 'tool'] }) ownerKind: string;
  @ApiProperty({ type: String, description: 'Id of the person or name of the tool.' }) owner: string;
  @ApiProperty({ type: String }) label: string;
  @ApiProperty({ type: [String], enum: SCOPES }) scopes: readonly Scope[];
  @ApiProperty({ type: [String], nullable: true, description: 'null = all logs' }) logs: readonly string[] | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) expiresAt: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) issuedAt: string;
  @ApiProperty({ type: String }) issuedBy: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt: string | null;
}

export class NewTokenView extends TokenView {
  @ApiProperty({ type: String, nullable: true, description: 'Shown this once; null when the request is repeated.' })
  secret: string | null;
}

export class TokenList {
  @ApiProperty({ type: [TokenView] }) data: TokenView[];
  @ApiProperty({ type: Page }) page: Page;
}

export class MeView {
  @ApiProperty({ type: String, enum: ['person', 'tool'] }) kind: string;
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, nullable: true }) person: string | null;
  @ApiProperty({ type: String }) token: string;
  @ApiProperty({ type: [String] }) scopes: readonly string[];
  @ApiProperty({ type: [String], nullable: true }) logs: readonly string[] | null;
}
