import type { components } from '@api/openapi.js';
import { textOf } from './given-text.js';
import { printable } from './output.js';

export type Finding = components['schemas']['FindingView'];

/** The lines of a header at the top of a mail, up to the first empty one. */
const HEADERS = /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\n)/;
const SUBJECT = /^subject:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)/im;
// What a mail program leaves in a file and no text may hold: each becomes a space, so that columns stay.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** A mail in a file, with or without its headers. */
export interface MailFile {
  /** As findings call it. */
  readonly name: string;
  /** Empty where there is no subject among them: then they are no headers. */
  readonly headers: string;
  readonly subject: string | undefined;
  readonly text: string;
}

export function readMail(file: string): MailFile {
  const mail = textOf(file).replace(/\r\n/g, '\n').replace(CONTROL, ' ');
  const found = HEADERS.exec(mail)?.[0] ?? '';
  const subject = SUBJECT.exec(found)?.[1]?.replace(/\s+/g, ' ').trim();
  const headers = subject === undefined ? '' : found;
  return { name: file === '-' ? '<stdin>' : printable(file), headers, subject, text: mail.slice(headers.length) };
}

/** As a compiler prints mistakes: `mail.txt:3:4 error weekday …` */
export function findingLines(findings: readonly Finding[], name: string, headers = ''): string[] {
  return findings.map(({ place, severity, rule, message, mend }) => {
    const words = `${severity} ${rule} ${printable(message)} (${printable(mend)})`;
    return `${name}:${lineAndColumn(place, headers)} ${words}`;
  });
}

export function isWrong(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function lineAndColumn(place: Finding['place'], headers: string): string {
  if ('line' in place) return `${place.line}:${place.column}`;
  const before = place.field === 'subject' ? headers.slice(0, Math.max(0, headers.search(SUBJECT))) : '';
  return `${before.split('\n').length}:1`;
}
