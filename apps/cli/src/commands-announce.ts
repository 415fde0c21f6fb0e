import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT } from './client.js';
import { textOf } from './given-text.js';
import { type Json, print, printable } from './output.js';

type Place = components['schemas']['TextPlaceView'] | components['schemas']['FieldPlaceView'];

/** The lines of a header at the top of a mail, up to the first empty one. */
const HEADERS = /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\n)/;
const SUBJECT = /^subject:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)/im;
// What a mail program leaves in a file and no text may hold: each becomes a space, so that columns stay.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Announcements of downtime. */
export function addAnnounceCommands(program: Command): void {
  const command = program.command('announce').description('announcements: what people are told');
  command
    .command('lint <file>')
    .description('the mistakes in the text of a mail, with or without its headers; - reads the standard input')
    .option('--subject <text>', 'instead of the one in the file')
    .option('--json', 'print as JSON')
    .action(lintFile);
}

async function lintFile(file: string, { subject: given, json }: { subject?: string } & Json): Promise<void> {
  const mail = textOf(file).replace(/\r\n/g, '\n').replace(CONTROL, ' ');
  const headers = subjectOf(mail) === undefined ? '' : HEADERS.exec(mail)![0];
  const subject = given ?? subjectOf(mail);
  // Empty lines in their place: a finding is on the line that an editor shows.
  const text = headers.replace(/[^\n]/g, '') + mail.slice(headers.length);
  const body = subject === undefined ? { text } : { text, subject };
  const answer = await answered(connect().POST('/api/v1/announcements/lint', { body }));
  const name = file === '-' ? '<stdin>' : printable(file);
  print(json, answer, () =>
    answer.findings.map(({ place, severity, rule, message, mend }) => {
      const words = `${severity} ${rule} ${printable(message)} (${printable(mend)})`;
      return `${name}:${lineAndColumn(place, headers)} ${words}`;
    }),
  );
  if (answer.findings.some(({ severity }) => severity === 'error')) process.exitCode = EXIT.refused;
}

function subjectOf(mail: string): string | undefined {
  const headers = HEADERS.exec(mail)?.[0] ?? '';
  return SUBJECT.exec(headers)?.[1]?.replace(/\s+/g, ' ').trim();
}

function lineAndColumn(place: Place, headers: string): string {
  if ('line' in place) return `${place.line}:${place.column}`;
  const before = place.field === 'subject' ? headers.slice(0, Math.max(0, headers.search(SUBJECT))) : '';
  return `${before.split('\n').length}:1`;
}
