import { WholeNumberField, TextField } from '../http/fields.js';
import { ReadQuery } from '../http/reads.js';
import { ApiProperty } from '@nestjs/swagger';
import type { CheckpointKeyRow } from './checkpoint-keys.js';
import { RECEIPT_FORMAT, type Receipt, type ReceiptEvent } from './checkpoints.js';

export class ConsistencyQuery extends ReadQuery {
  @WholeNumberField({ doc: 'Size of the older checkpoint.', min: 1, max: Number.MAX_SAFE_INTEGER }) from: number;
  @WholeNumberField({
    doc: 'Size of the newer one; without it the newest.',
    optional: true,
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
  })
  to?: number;
}

export class ConsistencyView {
  @ApiProperty({ type: Number }) from: number;
  @ApiProperty({ type: Number }) to: number;
  @ApiProperty({ type: [String], description: 'Hashes, base64, in the order of RFC 6962 2.1.2.' }) proof: string[];
  @ApiProperty({ type: String, description: 'Signed checkpoint of the newer size.' }) checkpoint: string;
}

export class CheckpointView {
  @ApiProperty({ type: String, example: 'opsledger/0198…' }) origin: string;
  @ApiProperty({ type: Number, description: 'It vouches for so many first events.' }) size: number;
  @ApiProperty({ type: String, description: 'Root of the Merkle tree, base64.' }) root: string;
  @ApiProperty({ type: String, description: 'The signed note: keep this, somewhere else.' }) note: string;
}

class EnvelopeView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) stream: string;
  @ApiProperty({ type: Number }) revision: number;
  @ApiProperty({ type: String }) type: string;
  @ApiProperty({ type: Number }) version: number;
  @ApiProperty({ type: Number, description: 'Milliseconds since 1970, as it is hashed.' }) recordedAtMs: number;
  @ApiProperty({ type: String, nullable: true }) causationId: string | null;
  @ApiProperty({ type: String, description: 'Hex.' }) commitment: string;
}

class ReceiptEventView implements ReceiptEvent {
  @ApiProperty({ type: Number }) position: number;
  @ApiProperty({ type: EnvelopeView }) envelope: EnvelopeView;
  @ApiProperty({ type: String, nullable: true, description: 'The stored bytes, base64.' }) content: string | null;
  @ApiProperty({
    type: String,
    enum: ['erased', 'withheld'],
    nullable: true,
    description:
      'Why there is no content: it names tokens and addresses, so only its reporter and administrators get it.',
  })
  why: 'erased' | 'withheld' | null;
  @ApiProperty({ type: [String], description: 'Inclusion proof, base64, the sibling of the leaf first.' })
  proof: string[];
}

export class ReceiptView implements Receipt {
  @ApiProperty({ type: String, enum: [RECEIPT_FORMAT] }) format: typeof RECEIPT_FORMAT;
  @ApiProperty({ type: String, format: 'uuid' }) ledger: string;
  @ApiProperty({ type: [ReceiptEventView] }) events: ReceiptEventView[];
  @ApiProperty({ type: String, description: 'The signed checkpoint the proofs lead to.' }) checkpoint: string;
  @ApiProperty({ type: [String], description: 'Verifier keys, as the ledger has them.' }) keys: string[];
}

export class CheckpointKeyView implements CheckpointKeyRow {
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String, description: 'What others need to verify (C2SP signed-note).' }) verifierKey: string;
  @ApiProperty({ type: String, format: 'date-time' }) addedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) retiredAt: string | null;
}

export class CheckpointKeyList {
  @ApiProperty({ type: [CheckpointKeyView], description: 'Oldest first.' }) data: CheckpointKeyView[];
}

export class RetireKeyRequest {
  @TextField({ doc: 'Why.', maxBytes: 2000, multiline: true }) reason: string;
}
