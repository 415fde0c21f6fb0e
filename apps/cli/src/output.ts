import type { components } from '@api/openapi.js';

export type Entry = components['schemas']['LogEntryView'];
export type Operation = components['schemas']['OperationView'];

// Terminals obey control characters, and bidirectional ones let a message pretend to be another line.
const DANGEROUS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of others, safe to print as one line. */
export function printable(text: string): string {
  return text.replace(/[\n\u2028\u2029]/g, ' ⏎ ').replace(DANGEROUS, '\ufffd');
}

/** The option that every command has. */
export interface Json {
  readonly json?: boolean;
}

/** Prints a value as JSON, or the lines that people read. */
export function print(json: boolean | undefined, value: unknown, lines: () => readonly string[]): void {
  process.stdout.write(
    json === true
      ? `${JSON.stringify(value)}\n`
      : lines()
          .map((line) => `${line}\n`)
          .join(''),
  );
}

/** `2026-11-22 17:05:09 production admin: message` */
export function entryLine(entry: Entry): string {
  const marks = [entry.status === 'logged' ? '' : entry.status, entry.late ? 'late' : ''].filter((mark) => mark !== '');
  const mark = marks.length === 0 ? '' : ` [${marks.join(', ')}]`;
  return `${utc(entry.occurredAt)} ${entry.log} ${printable(entry.actor.name)}: ${printable(entry.message)}${mark}`;
}

export function operationLine(operation: Operation): string {
  const { startedAt, endedAt, phase, outcome, name, hosts, actor, durationSeconds, id } = operation;
  const when = utc(startedAt ?? endedAt ?? '');
  const how = outcome === null ? phase : `${phase} ${outcome}`;
  const where =
    hosts.length === 0
      ? ''
      : ` on ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ` and ${hosts.length - 3} more` : ''}`;
  return `${when} ${how} ${duration(durationSeconds)} ${printable(name)}${where} by ${printable(actor)} ${id}`;
}

/** `2026-11-22 17:05:09`, UTC */
export function utc(instant: string): string {
  return instant.slice(0, 19).replace('T', ' ');
}

function duration(seconds: number | null): string {
  if (seconds === null) return '?';
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
