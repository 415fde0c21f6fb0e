import { isUtf8 } from 'node:buffer';

/**
 * The lines of an archive as docs/archive-format.md says them. Each is read and written again: a line that was written
 * otherwise, be it by a space, is not the one that was written.
 */
const ARCHIVE = 'opsledger-archive-v';
const FORMAT = `${ARCHIVE}1`;
const EVENT_FORMAT = 1;
const CONTENT = ',"content":';
const END = '{"end":';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

export interface ArchivedEvent {
  readonly position: number;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  readonly recordedAt: number;
  readonly causationId: string | null;
  readonly commitment: string;
  readonly leaf: string;
  readonly erasedBy: number | null;
  /** As it is stored, null where it was erased. */
  readonly content: Buffer | null;
}

export interface ArchiveEnd {
  readonly events: number;
  readonly root: string;
  readonly sha256: string;
}

/** Whether a file that begins so is meant to be an archive, also where one of these bytes was changed. */
export function isMeantToBeAnArchive(begin: Buffer): boolean {
  const text = begin.toString('latin1', 0, 256);
  return text.startsWith('{"format":') || text.includes(ARCHIVE) || text.includes('","eventFormat":');
}

/** The id of the ledger; null where it is not the first line of an archive. */
export function ledgerOf(line: Buffer): string | null {
  const { ledger } = parsed(line);
  const isHeader = typeof ledger === 'string' && UUID.test(ledger);
  return isHeader && isWritten(line, { format: FORMAT, ledger, eventFormat: EVENT_FORMAT }) ? ledger : null;
}

/** What a first line says that only a newer program can read; null where it says no such thing. */
export function newerFormatOf(line: Buffer): string | null {
  const { format, eventFormat } = parsed(line);
  if (typeof format === 'string' && /^opsledger-archive-v\d{1,9}$/.test(format) && format !== FORMAT) return format;
  if (format !== FORMAT || typeof eventFormat !== 'number' || eventFormat <= EVENT_FORMAT) return null;
  return `${format} with events of format ${eventFormat}`;
}

/** Null where the line is none of an event. */
export function eventOf(line: Buffer): ArchivedEvent | null {
  // No string of JSON has this in it: a quotation mark in there has a backslash before it.
  const at = line.indexOf(CONTENT);
  if (at < 0 || line.at(-1) !== 0x7d || !isUtf8(line)) return null;
  const head = line.subarray(0, at);
  const { position, id, stream, revision, type, version, recordedAt, causationId, commitment, leaf, erasedBy } = parsed(
    Buffer.concat([head, Buffer.from('}')]),
  ) as unknown as ArchivedEvent;
  const isEvent =
    [position, revision, version, recordedAt].every((number) => Number.isSafeInteger(number)) &&
    (erasedBy === null || Number.isSafeInteger(erasedBy)) &&
    [stream, type].every((text) => typeof text === 'string') &&
    [id, causationId ?? id].every((uuid) => typeof uuid === 'string' && UUID.test(uuid)) &&
    [commitment, leaf].every((hash) => typeof hash === 'string' && HASH.test(hash));
  if (!isEvent) return null;
  const envelope = {
    position,
    id,
    stream,
    revision,
    type,
    version,
    recordedAt,
    causationId,
    commitment,
    leaf,
    erasedBy,
  };
  if (!isWritten(head, envelope, 1)) return null;
  const content = line.subarray(at + CONTENT.length, -1);
  return { ...envelope, content: content.equals(NULL) ? null : content };
}

const NULL = Buffer.from('null');

export function isEnd(line: Buffer): boolean {
  return line.toString('latin1', 0, END.length) === END;
}

/** Null where it is not the last line of an archive. */
export function endOf(line: Buffer): ArchiveEnd | null {
  const { events, root, sha256 } = (parsed(line)['end'] ?? {}) as Partial<ArchiveEnd>;
  const isSound = typeof events === 'number' && typeof root === 'string' && typeof sha256 === 'string';
  return isSound && isWritten(line, { end: { events, root, sha256 } }) ? { events, root, sha256 } : null;
}

function parsed(line: Buffer): Record<string, unknown> {
  try {
    const value = JSON.parse(line.toString()) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // What cannot be read says nothing.
    return {};
  }
}

/** Whether a line is, byte for byte, how this is written, but for so many characters at the end. */
function isWritten(line: Buffer, value: object, but = 0): boolean {
  const text = JSON.stringify(value);
  return line.equals(Buffer.from(but === 0 ? text : text.slice(0, -but)));
}
