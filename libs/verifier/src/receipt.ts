import { commitmentOf, leafOf } from './event-format.js';
import { isConsistent, rootOfInclusion, type TreeHead } from './merkle-tree.js';
import { parseReceipt, type Receipt, type ReceiptEvent } from './receipt-format.js';
import { BadNote, type Checkpoint, decodeBase64, openNote, parseCheckpoint, parseVerifierKey } from './signed-note.js';

export interface ReceiptOptions {
  /** Verifier keys that the caller trusts. Without any, the receipt's own keys are used, which prove only so much. */
  readonly keys?: readonly string[];
  /** A checkpoint that was kept, and the consistency proof between it and the receipt's, hashes in base64. */
  readonly saved?: { readonly checkpoint: string; readonly proof: readonly string[] };
}

export interface CheckedReceipt {
  /** What is wrong, one sentence each. The receipt holds when there are none. */
  readonly problems: readonly string[];
  readonly ledger: string | null;
  readonly events: readonly CheckedEvent[];
  /** The size of the tree that was signed; null when the checkpoint cannot be believed. */
  readonly size: number | null;
  /** The keys that signed it, `<name>+<id>`. */
  readonly signedBy: readonly string[];
  readonly keysFrom: 'caller' | 'receipt';
}

export interface CheckedEvent {
  readonly position: number;
  readonly type: string;
  /** Milliseconds since 1970-01-01T00:00:00Z, by the ledger's clock. */
  readonly recordedAtMs: number;
  /** The bytes that were committed to, or null when they were erased or are withheld. */
  readonly content: Uint8Array | null;
}

/**
 * Checks a receipt without the ledger: content → commitment → leaf → root → signature. It never throws for what is
 * wrong in a receipt, that is a problem in a sentence.
 */
export function checkReceipt(json: string, options: ReceiptOptions = {}): CheckedReceipt {
  const keysFrom = options.keys !== undefined && options.keys.length > 0 ? 'caller' : 'receipt';
  let receipt: Receipt;
  try {
    receipt = parseReceipt(json);
  } catch (error) {
    if (!(error instanceof BadNote)) throw error;
    return { problems: [error.message], ledger: null, events: [], size: null, signedBy: [], keysFrom };
  }
  const problems: string[] = [];
  const orProblem = <Result>(work: () => Result): Result | null => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof BadNote)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  const keys = keysFrom === 'caller' ? options.keys! : receipt.keys;
  const opened = orProblem(() => openCheckpoint(receipt.checkpoint, keys, receipt.ledger));
  if (opened !== null) {
    for (const event of receipt.events) orProblem(() => requireIncluded(receipt.ledger, event, opened.checkpoint));
    const { saved } = options;
    if (saved !== undefined) orProblem(() => requireSameHistory(saved, keys, receipt.ledger, opened.checkpoint));
  }
  const events = receipt.events.map(({ position, envelope, content }) => {
    return { position, type: envelope.type, recordedAtMs: envelope.recordedAtMs, content };
  });
  const { checkpoint = null, signedBy = [] } = opened ?? {};
  return { problems, ledger: receipt.ledger, events, size: checkpoint?.size ?? null, signedBy, keysFrom };
}

function openCheckpoint(note: string, vkeys: readonly string[], ledger: string) {
  const { text, signedBy } = openNote(note, vkeys.map(parseVerifierKey));
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== `opsledger/${ledger}`) {
    throw new BadNote(`The checkpoint is of ${checkpoint.origin}, not of the ledger ${ledger}.`);
  }
  return { checkpoint, signedBy: signedBy.map(({ name, id }) => `${name}+${id}`) };
}

function requireIncluded(ledger: string, event: ReceiptEvent, head: TreeHead): void {
  const { position, envelope, content, proof } = event;
  if (content !== null && commitmentOf(content).toString('hex') !== envelope.commitment) {
    throw new BadNote(`The content of event ${position} is not what its commitment was made of.`);
  }
  const leaf = leafOf(ledger, {
    ...envelope,
    revision: String(envelope.revision),
    version: String(envelope.version),
    recordedAt: String(envelope.recordedAtMs),
    causationId: envelope.causationId ?? '',
  });
  if (position > head.size) {
    throw new BadNote(`Event ${position} is later than the checkpoint, which has ${head.size} events.`);
  }
  if (rootOfInclusion(position - 1, head.size, leaf, proof)?.equals(head.root) !== true) {
    throw new BadNote(`Event ${position} is not in the history that was signed: its proof leads to another root.`);
  }
}

function requireSameHistory(
  saved: NonNullable<ReceiptOptions['saved']>,
  vkeys: readonly string[],
  ledger: string,
  head: Checkpoint,
): void {
  const { checkpoint: kept } = openCheckpoint(saved.checkpoint, vkeys, ledger);
  const proof = saved.proof.map(decodeBase64).filter((hash) => hash?.length === 32) as Buffer[];
  const [earlier, later] = kept.size <= head.size ? [kept, head] : [head, kept];
  if (proof.length !== saved.proof.length || !isConsistent(earlier, later, proof)) {
    throw new BadNote(
      `The kept checkpoint of size ${kept.size} and the receipt's of size ${head.size} are not shown to be of one ` +
        'history: the proof between them does not hold.',
    );
  }
}
