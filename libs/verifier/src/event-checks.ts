import { EventHasher, uuidText } from './event-format.js';
import { DistinctIds } from './distinct-ids.js';
import type { Findings } from './findings.js';
import type { EventRow, LedgerFile } from './ledger-file.js';
import { BadNote, parseVerifierKey, type VerifierKey } from './signed-note.js';

const SALT = /^\s*\{\s*"salt"\s*:\s*"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"\s*[,}]/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID_DIGITS = 32;
const COMMITMENT_DIGITS = 64;
const REPLACEMENT = '\uFFFD';

/** Checks one event after the other against the format, and remembers what can only be judged when all were seen. */
export class EventChecks {
  /** The id in the first event, which is in every leaf; null until it was read, and when it cannot be. */
  ledger: string | null = null;
  readonly keys: VerifierKey[] = [];
  /** Positions whose content is not there. */
  readonly erased: number[] = [];
  /** By the position of a redaction, the positions that it names; also of one that was itself erased by a later one. */
  readonly redactions = new Map<number, readonly number[]>();
  /** Redactions whose content is not there; `redactions` says what those name of which a later one tells it. */
  readonly erasedRedactions: number[] = [];
  private expected = 1;
  private hasLeaves = false;
  private readonly nextRevision = new Map<string | null, number>();
  private readonly ids = new DistinctIds();
  private readonly hasher = new EventHasher();

  constructor(
    private readonly file: LedgerFile,
    private readonly findings: Findings,
  ) {}

  /** @returns the event's leaf, as a `binary` string of 32 characters */
  check(row: EventRow): string {
    const [position, streamId, stream, revision, id, type, version, recordedAt, causation, commitment, content] = row;
    this.checkPlace(position, streamId, revision);
    this.checkColumns(row);
    if (content === null) this.noteErased(position, type);
    else this.checkContent(position, type, commitment, content);
    this.ids.add(id);
    const leaf = this.hasher.leaf(this.ledger ?? '', {
      id: uuidText(id),
      stream: stream ?? '',
      revision: revision ?? '',
      type: type ?? '',
      version: version ?? '',
      recordedAt: recordedAt ?? '',
      causationId: causation === '' ? '' : uuidText(causation),
      commitment,
    });
    this.checkLeaf(position, leaf, row[12]);
    return leaf;
  }

  /** What was written in format 1 has no leaf; after the first that has one, all have. */
  private checkLeaf(position: number, leaf: string, stored: string): void {
    if (stored === '' && !this.hasLeaves) return;
    this.hasLeaves = true;
    if (stored === Buffer.from(leaf, 'binary').toString('hex')) return;
    const sentence = `The stored leaf of event ${position} is not that of its id, stream, revision, type, version and times.`;
    this.findings.add(position, 'leaf-wrong', sentence);
  }

  /** Finds ids that more than one event has. */
  checkIds(): void {
    const suspects = this.ids.suspects();
    if (suspects.size === 0) return;
    const first = new Map<string, number>();
    for (const [position, , , , id] of this.file.events()) {
      if (!suspects.has(id.slice(ID_DIGITS / 2))) continue;
      const earlier = first.get(id);
      if (earlier === undefined) first.set(id, position);
      else this.findings.add(position, 'id-twice', `Event ${position} has the id of event ${earlier}.`);
    }
  }

  private checkPlace(position: number, streamId: string | null, revision: string | null): void {
    if (position !== this.expected) {
      const last = position - 1;
      const which = last === this.expected ? `Event ${last} is` : `Events ${this.expected} to ${last} are`;
      this.findings.add(this.expected, 'event-missing', `${which} missing.`);
    }
    this.expected = position + 1;
    const due = this.nextRevision.get(streamId) ?? 0;
    if (Number(revision) !== due) {
      const sentence = `Event ${position} has revision ${revision} in its stream, where ${due} is due.`;
      this.findings.add(position, 'revision-wrong', sentence);
    }
    this.nextRevision.set(streamId, Number(revision) + 1);
  }

  private checkColumns(row: EventRow): void {
    const [position, streamId, stream, , id, type, , , causation, commitment, content, wellTyped] = row;
    if (wellTyped !== 1) {
      this.findings.add(position, 'wrong-type', `A column of event ${position} has a value of a wrong type.`);
    }
    if (stream === null) {
      this.findings.add(position, 'stream-missing', `Event ${position} is in stream ${streamId}, which has no name.`);
    }
    if (id.length !== ID_DIGITS || (causation.length !== ID_DIGITS && causation !== '')) {
      this.findings.add(position, 'id-wrong', `An id of event ${position} is not 16 bytes.`);
    }
    if (commitment.length !== COMMITMENT_DIGITS) {
      this.findings.add(position, 'commitment-wrong', `The commitment of event ${position} is not 32 bytes.`);
    }
    const doubtful = stream?.includes(REPLACEMENT) || type?.includes(REPLACEMENT) || content?.includes(REPLACEMENT);
    if (doubtful && !this.file.isUtf8(position)) {
      this.findings.add(position, 'not-utf8', `A text of event ${position} is not UTF-8.`);
    }
    if (position === 1 && (type !== 'ledger.opened' || stream !== 'ledger')) {
      const sentence = 'The first event is not ledger.opened in the stream "ledger".';
      this.findings.add(1, 'not-opened', sentence);
    }
  }

  private checkContent(position: number, type: string | null, commitment: string, content: string): void {
    if (this.hasher.commitment(content) !== commitment) {
      const sentence = `The content of event ${position} is not what its commitment was made of.`;
      this.findings.add(position, 'commitment-wrong', sentence);
    }
    // All of it is parsed only where it is needed below: what the commitment holds is what was written.
    if (!SALT.test(content) || !content.trimEnd().endsWith('}')) {
      const sentence = `The content of event ${position} is not JSON that begins with a salt of 32 bytes.`;
      this.findings.add(position, 'content-malformed', sentence);
    }
    if (position === 1) this.readOpening(content);
    if (type === 'redaction.made') this.readRedaction(position, content);
    if (type === 'checkpoint-key.added') this.readKey(position, dataOf(content) ?? {});
    if (type === 'checkpoint-key.retired') this.readRetirement(position, content);
  }

  private noteErased(position: number, type: string | null): void {
    this.erased.push(position);
    if (type === 'redaction.made') this.erasedRedactions.push(position);
    if (position === 1)
      this.findings.add(1, 'not-opened', 'The first event, which says whose ledger it is, is erased.');
  }

  private readOpening(content: string): void {
    const id = dataOf(content)?.['ledger'];
    if (typeof id === 'string' && UUID.test(id)) this.ledger = id;
    else this.findings.add(1, 'not-opened', 'The first event does not say the id of the ledger.');
  }

  private readRedaction(position: number, content: string): void {
    const named = namedBy(content);
    if (named !== null) this.redactions.set(position, named);
    this.readKept(dataOf(content));
    if (named?.every((other) => other < position) !== true) {
      const sentence = `The redaction at ${position} does not say which earlier events it erases.`;
      this.findings.add(position, 'content-malformed', sentence);
    }
  }

  /** What a redaction lets stand of events that it erases: earlier redactions and keys still count. */
  private readKept(redaction: Record<string, unknown> | null): void {
    const events = Array.isArray(redaction?.['events']) ? (redaction['events'] as unknown[]) : [];
    for (const event of events) {
      const { position, type, kept } = (event ?? {}) as {
        position?: unknown;
        type?: unknown;
        kept?: { data?: unknown };
      };
      const data = kept?.data as Record<string, unknown> | undefined;
      if (typeof position !== 'number' || typeof data !== 'object') continue;
      const named = positionsIn(data);
      if (type === 'redaction.made' && named !== null) {
        this.redactions.set(position, named);
        this.readKept(data);
      }
      if (type === 'checkpoint-key.added') this.readKey(position, data);
    }
  }

  private readKey(position: number, { id, verifierKey }: Record<string, unknown>): void {
    try {
      const key = parseVerifierKey(String(verifierKey));
      if (key.id !== id || key.name !== originOf(this.ledger)) {
        throw new BadNote(`The key is ${key.name}+${key.id}, not ${originOf(this.ledger)}+${String(id)}.`);
      }
      this.keys.push(key);
    } catch (error) {
      const sentence = `Event ${position} adds a key that is none. ${(error as Error).message}`;
      this.findings.add(position, 'key-malformed', sentence);
    }
  }

  private readRetirement(position: number, content: string): void {
    const id = dataOf(content)?.['id'];
    if (!this.keys.some((key) => key.id === id)) {
      const sentence = `Event ${position} retires the key ${String(id)}, which was not added before.`;
      this.findings.add(position, 'key-malformed', sentence);
    }
  }
}

/** The first line of every checkpoint of a ledger, and the name of its keys. */
export function originOf(ledger: string | null): string {
  return `opsledger/${ledger}`;
}

/** The positions that the content of a redaction names, or null when it is not the content of one. */
export function namedBy(content: string): readonly number[] | null {
  return positionsIn(dataOf(content));
}

export function positionsIn(redaction: Record<string, unknown> | null): readonly number[] | null {
  const events = redaction?.['events'];
  if (!Array.isArray(events) || events.length === 0) return null;
  const positions = events.map((event: unknown) => (event as { position?: unknown } | null)?.position);
  return positions.every((position) => Number.isSafeInteger(position)) ? (positions as number[]) : null;
}

/** What the content of an event says; null where it cannot be read. */
export function dataOf(content: string): Record<string, unknown> | null {
  try {
    const { data } = JSON.parse(content) as { data?: unknown };
    return typeof data === 'object' ? (data as Record<string, unknown> | null) : null;
  } catch {
    // What cannot be read says nothing; each caller reports that in its own words.
    return null;
  }
}
