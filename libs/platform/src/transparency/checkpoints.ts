import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { Fact, StoredEvent } from '@kernel/event.js';
import type { LedgerIdentity } from '../platform.tokens.js';
import type { ReadModel } from '../read-model/read-model.js';
import { readCheckpointKeys } from './checkpoint-keys.js';
import { consistencyProof, inclusionProof, rootOf } from './merkle-tree.js';
import { signedNote } from './signed-note.js';
import type { SigningKeys } from './signing-keys.js';

export const RECEIPT_FORMAT = 'opsledger-receipt-v1';

export interface Checkpoint {
  readonly origin: string;
  /** How many events it vouches for: the first ones. */
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The signed note (C2SP tlog-checkpoint). */
  readonly note: string;
}

/** What proves that one event is where it is; see docs/verifying.md. */
export interface ReceiptEvent {
  readonly position: number;
  readonly envelope: {
    readonly id: string;
    readonly stream: string;
    readonly revision: number;
    readonly type: string;
    readonly version: number;
    readonly recordedAtMs: number;
    readonly causationId: string | null;
    /** Hex. */
    readonly commitment: string;
  };
  /** The stored bytes, base64; null where they were erased or are withheld. */
  readonly content: string | null;
  readonly why: 'erased' | 'withheld' | null;
  /** Inclusion proof, base64, the leaf's sibling first. */
  readonly proof: readonly string[];
}

export interface Receipt {
  readonly format: typeof RECEIPT_FORMAT;
  readonly ledger: string;
  readonly events: readonly ReceiptEvent[];
  readonly checkpoint: string;
  readonly keys: readonly string[];
}

/** Signs what the ledger is, and proves what is in it. */
export class Checkpoints {
  private newest: Checkpoint | null = null;
  private signers = '';

  constructor(
    private readonly readModel: ReadModel,
    private readonly catalogue: EventCatalogue,
    private readonly ledger: LedgerIdentity,
    private readonly keys: SigningKeys,
  ) {}

  /** The checkpoint of the first `size` events, signed by every key that signs now. */
  at(size: number): Checkpoint {
    const signing = this.keys.all();
    const signers = signing.map(({ id }) => id).join();
    if (this.newest?.size === size && this.signers === signers) return this.newest;
    this.signers = signers;
    const root = base64(rootOf(size, this.node));
    const { origin } = this.keys;
    this.newest = { origin, size, root, note: signedNote(`${origin}\n${size}\n${root}\n`, signing) };
    return this.newest;
  }

  /** 0 < from ≤ to ≤ the newest position. */
  consistency(from: number, to: number): string[] {
    return consistencyProof(from, to, this.node).map(base64);
  }

  /** Of events up to `size`. `mayRead` says whose content is given out: it holds more than a list shows. */
  receipt(events: readonly StoredEvent[], size: number, mayRead: (fact: Fact) => boolean): Receipt {
    return {
      format: RECEIPT_FORMAT,
      ledger: this.ledger.id,
      events: events.map((event) => this.receiptOf(event, size, mayRead(this.catalogue.read(event)))),
      checkpoint: this.at(size).note,
      keys: readCheckpointKeys(this.readModel, this.readModel.position()).map(({ verifierKey }) => verifierKey),
    };
  }

  private receiptOf(event: StoredEvent, size: number, mayRead: boolean): ReceiptEvent {
    const { position, id, stream, revision, type, version, recordedAt, causationId, commitment, content } = event;
    return {
      position,
      envelope: {
        id,
        stream,
        revision,
        type,
        version,
        recordedAtMs: recordedAt,
        causationId,
        commitment: Buffer.from(commitment).toString('hex'),
      },
      content: content === null || !mayRead ? null : base64(content),
      why: content === null ? 'erased' : mayRead ? null : 'withheld',
      proof: inclusionProof(position - 1, size, this.node).map(base64),
    };
  }

  private readonly node = (number: number): Uint8Array => {
    const row = this.readModel.get({ text: 'SELECT hash FROM tree_nodes WHERE number = ?', values: [number] });
    return row!['hash'] as Uint8Array;
  };
}

/** The name under which a ledger signs. */
export function originOf(ledgerId: string): string {
  return `opsledger/${ledgerId}`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
