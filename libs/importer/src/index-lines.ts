import type { OldEntry, OldPrecision, Read, Why } from './old-entry.js';
import { MAX_MESSAGE_BYTES, setAside } from './set-aside.js';
import { lines } from './utf8.js';
import { storable } from './wikitext.js';

const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|\+00:?00)?$/;
/** Where lines belong that name no log. */
const NO_LOG = 'unsorted';
const ID = /^[\x21-\x7e]{1,200}$/;
const MAX_NICK_BYTES = 200;

/**
 * Reads documents of the old index, one JSON object a line: as the index exports them (`_id`, `_source`), or flat.
 * `log` is where all belong; otherwise the document's project says it.
 */
export async function* readIndexLines(chunks: AsyncIterable<Uint8Array>, log?: string): AsyncGenerator<Read> {
  let number = 0;
  for await (const line of lines(chunks)) {
    number++;
    if (line.trim() !== '') yield* readIndexLine(line, number, log);
  }
}

/** When a line says that it happened, milliseconds since 1970; NaN where it does not. */
export function timeOfIndexLine(line: string): number {
  try {
    return Date.parse(timeOf(documentOf(JSON.parse(line), undefined).fields));
  } catch {
    return NaN;
  }
}

export function readIndexLine(line: string, number: number, log?: string): Read[] {
  let document: Document;
  try {
    document = documentOf(JSON.parse(line), log);
  } catch {
    return aside('not-json', line, number, log ?? NO_LOG);
  }
  const entry = entryOf(document);
  return typeof entry === 'string' ? aside(entry, line, number, document.log) : [entry];
}

/** A document of the index, whatever it came in. */
export interface Document {
  readonly id: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly log: string;
}

function documentOf(value: unknown, log: string | undefined): Document {
  const outer = object(value);
  const fields = object(outer['_source'] ?? value);
  const id = outer['_id'] ?? outer['id'];
  return {
    id: typeof id === 'string' ? id : undefined,
    fields,
    log: log ?? (text(fields['project']).toLowerCase() || NO_LOG),
  };
}

/** The entry of a document, or why there is none in it. */
export function entryOf({ id, fields, log }: Document): OldEntry | Why {
  const message = storable(text(fields['message'])).trim();
  const actor = storable(text(fields['nick']) || text(fields['user'])).trim();
  if (id === undefined || !ID.test(id) || message === '') return 'not-a-document';
  if (actor === '' || Buffer.byteLength(actor) > MAX_NICK_BYTES) return 'no-nick';
  if (timeOf(fields) === '') return 'no-time';
  const [, day, time, fraction] = INSTANT.exec(timeOf(fields)) ?? [];
  const at = new Date(`${day}T${time}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return 'bad-time';
  if (Buffer.byteLength(message) > MAX_MESSAGE_BYTES) return 'too-long';
  const precision: OldPrecision = fraction === undefined ? 'second' : 'millisecond';
  return { kind: 'entry', log, actor, message, occurredAt: at.toISOString(), precision, source: { kind: 'index', id } };
}

function aside(why: Why, line: string, number: number, log: string): Read[] {
  return setAside({ log, source: { kind: 'index' }, number, why }, line);
}

function timeOf(fields: Readonly<Record<string, unknown>>): string {
  return text(fields['@timestamp']) || text(fields['timestamp']);
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  return value as Record<string, unknown>;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
