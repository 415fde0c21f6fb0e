import { originOf } from './event-checks.js';
import type { Findings } from './findings.js';
import {
  BadNote,
  type Checkpoint,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  SignedByNobodyKnown,
  type VerifierKey,
} from './signed-note.js';

/** What became of one checkpoint that the ledger was held against. */
export interface CheckedCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The names and ids of the keys that vouch for it, `<name>+<id>`. */
  readonly signedBy: readonly string[];
  /** Where those keys are from: the caller, or the ledger itself; null when no key vouches for it. */
  readonly keysFrom: 'caller' | 'ledger' | null;
  /** Whether the ledger still has the history that was signed. */
  readonly holds: boolean;
}

/** What the ledger was found to be. */
export interface LedgerSeen {
  readonly ledger: string | null;
  readonly head: number;
  /** How far its events could be read. */
  readonly reached: number;
  /** Roots by size, of every size that a checkpoint asks for and that was reached. */
  readonly roots: ReadonlyMap<number, Buffer>;
  readonly keys: readonly VerifierKey[];
}

interface SavedCheckpoint extends Checkpoint {
  readonly note: string;
}

/** Checkpoints that somebody kept, and the keys that the caller trusts. */
export class SavedCheckpoints {
  private readonly saved: SavedCheckpoint[] = [];
  private readonly trusted: VerifierKey[] = [];

  constructor(
    notes: readonly string[],
    keys: readonly string[],
    private readonly findings: Findings,
  ) {
    for (const note of notes) {
      this.orReport(() => this.saved.push({ ...parseCheckpoint(parseNote(note).text), note }));
    }
    for (const key of keys) this.orReport(() => this.trusted.push(parseVerifierKey(key)));
    this.saved.sort((a, b) => a.size - b.size);
  }

  sizes(): Set<number> {
    return new Set(this.saved.map(({ size }) => size));
  }

  /** Holds the ledger against each of them, the smallest first. */
  check(seen: LedgerSeen): CheckedCheckpoint[] {
    let unchanged = 0;
    return this.saved.map((checkpoint) => {
      const voucher = this.vouch(checkpoint, seen);
      const holds = this.compare(checkpoint, seen, unchanged);
      if (holds) unchanged = checkpoint.size;
      const { origin, size, root } = checkpoint;
      return { origin, size, root: root.toString('base64'), ...voucher, holds };
    });
  }

  private vouch({ note, size }: SavedCheckpoint, seen: LedgerSeen): Pick<CheckedCheckpoint, 'signedBy' | 'keysFrom'> {
    // Whoever says which keys count means these: a ledger that was made anew has recorded keys of its own.
    const keysFrom = this.trusted.length > 0 ? 'caller' : 'ledger';
    try {
      const { signedBy } = openNote(note, keysFrom === 'caller' ? this.trusted : seen.keys);
      return { signedBy: signedBy.map(({ name, id }) => `${name}+${id}`), keysFrom };
    } catch (error) {
      if (!(error instanceof BadNote)) throw error;
      const whose = keysFrom === 'caller' ? 'you trust' : 'the ledger records';
      const why = error instanceof SignedByNobodyKnown ? `It is signed by no key that ${whose}. ` : '';
      const sentence = `The checkpoint of size ${size} cannot be trusted. ${why}${error.message}`;
      this.findings.add(null, 'checkpoint-not-vouched-for', sentence);
      return { signedBy: [], keysFrom: null };
    }
  }

  private compare({ origin, size, root }: Checkpoint, seen: LedgerSeen, unchanged: number): boolean {
    if (origin !== originOf(seen.ledger)) {
      const sentence = `The checkpoint is of ${origin}, this ledger is ${originOf(seen.ledger)}.`;
      this.findings.add(null, 'checkpoint-of-another-ledger', sentence);
      return false;
    }
    if (size > seen.head) {
      const range = size === seen.head + 1 ? `${size}` : `from ${seen.head + 1} to ${size}`;
      const missing = `${size - seen.head} positions (${range}) of the checkpoint of size ${size} are missing`;
      this.findings.add(null, 'ledger-cut', `The ledger has been cut: ${missing}.`);
      return false;
    }
    if (size > seen.reached) {
      const sentence = `The checkpoint of size ${size} cannot be compared: only ${seen.reached} can be read.`;
      this.findings.add(null, 'unreadable', sentence);
      return false;
    }
    const found = seen.roots.get(size);
    if (found?.equals(root) === true) return true;
    const sentence =
      `History has been changed: events ${unchanged + 1} to ${size} are not those that the checkpoint of ` +
      `size ${size} was signed for (root ${found?.toString('base64') ?? 'none'} instead of ${root.toString('base64')}).`;
    this.findings.add(null, 'history-changed', sentence);
    return false;
  }

  private orReport(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof BadNote)) throw error;
      this.findings.add(null, 'checkpoint-malformed', error.message);
    }
  }
}
