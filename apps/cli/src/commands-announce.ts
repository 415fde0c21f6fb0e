import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { addDraftCommands } from './announce-drafts.js';
import { answered, connect, EXIT } from './client.js';
import { allOf, given } from './given-text.js';
import { findingLines, isWrong, readMail } from './mail-file.js';
import { type Json, print, printable, utc } from './output.js';
import { announcementLine, deliveryLines, labelled } from './window-words.js';

type Announcement = components['schemas']['AnnouncementView'];

interface Filters {
  status?: string;
  kind?: string;
  window?: string;
  component?: string;
  from?: string;
  to?: string;
}

/** Announcements of downtime. */
export function addAnnounceCommands(program: Command): void {
  const command = program.command('announce').description('announcements: what people are told');
  command
    .command('list', { isDefault: true })
    .option('--status <status>', 'draft, sent, discarded')
    .option('--kind <kind>', 'such as advance, rescheduled, ended')
    .option('--window <id>', 'only about this window')
    .option('--component <name>', 'only about it, what it is a part of, or its parts')
    .option('--from <time>', 'composed at or after it')
    .option('--to <time>', 'composed before it')
    .option('--json', 'print as JSON')
    .action(listAnnouncements);
  command
    .command('show <id>')
    .description('what it says, where it went and what became of it')
    .option('--mails', 'the mails instead, byte for byte as the mailing lists would get them now')
    .option('--json', 'print as JSON')
    .action(showAnnouncement);
  command
    .command('deliveries <id>')
    .description('what became of it in each channel')
    .option('--json', 'print as JSON')
    .action(listDeliveries);
  command
    .command('lint <file>')
    .description('the mistakes in the text of a mail, with or without its headers; - reads the standard input')
    .option('--subject <text>', 'instead of the one in the file')
    .option('--json', 'print as JSON')
    .action(lintFile);
  addDraftCommands(command);
}

async function listAnnouncements({ json, status, kind, ...filters }: Filters & Json): Promise<void> {
  const found = await allOf((page) => {
    const chosen = given({ status: status as 'sent' | undefined, kind: kind as 'advance' | undefined });
    const query = { ...filters, ...chosen, ...page };
    return answered(connect().GET('/api/v1/announcements', { params: { query } }));
  });
  print(json, { data: found }, () => (found.length === 0 ? ['no announcements'] : found.map(announcementLine)));
}

async function showAnnouncement(id: string, { json, mails }: { mails?: boolean } & Json): Promise<void> {
  const client = connect();
  const params = { path: { id } };
  if (mails === true) {
    const answer = await answered(client.GET('/api/v1/announcements/{id}/mails', { params }));
    if (json === true || answer.data.length === 0) return print(json, answer, () => ['no mailing list gets it']);
    for (const { source } of answer.data) process.stdout.write(source);
    return;
  }
  const one = await answered(client.GET('/api/v1/announcements/{id}', { params }));
  const { data: deliveries } = await answered(client.GET('/api/v1/announcements/{id}/deliveries', { params }));
  print(json, { ...one, deliveries }, () => [...announcementLines(one), ...deliveries.flatMap(deliveryLines)]);
}

function announcementLines(one: Announcement): string[] {
  const { window, composedAt, composedBy, sentAt, sentBy, promises, elsewhere, discarded } = one;
  return [
    announcementLine(one),
    ...labelled([
      ['about', window === null ? '' : `window ${window}`],
      ['components', one.concerns.components.map(({ name }) => name).join(', ')],
      ['composed', `${utc(composedAt)} ${printable(composedBy.name)}`],
      ['sent', sentAt === null ? '' : `${utc(sentAt)} ${printable(sentBy?.name ?? '')}`.trim()],
      ['late', printable(one.late ?? '')],
      ['findings', (one.findings ?? []).join(', ')],
      ['sent anyway', printable(one.overridden ?? '')],
      ['discarded', discarded === null ? '' : `${utc(discarded.at)} ${printable(discarded.reason)}`],
      ['answers', one.thread.at(-1) ?? ''],
    ]),
    ...promises.map(({ text, dueAt, settled }, index) => {
      const due = dueAt === null ? 'without a time' : `by ${utc(dueAt)}`;
      const how = settled === null ? 'open' : `${settled.waived ? 'waived' : 'kept'}: ${printable(settled.reason)}`;
      return `  promise ${index} ${due}, ${how}: ${printable(text)}`;
    }),
    ...one.text.split('\n').map((line) => `  | ${printable(line)}`.trimEnd()),
    ...elsewhere.map(({ sentAt: at, where, proof }) => {
      return `sent by a person ${utc(at)} to ${printable(where)}: ${printable(proof)}`;
    }),
  ];
}

async function listDeliveries(id: string, { json }: Json): Promise<void> {
  const params = { path: { id } };
  const answer = await answered(connect().GET('/api/v1/announcements/{id}/deliveries', { params }));
  print(json, answer, () => (answer.data.length === 0 ? ['no channel has it'] : answer.data.flatMap(deliveryLines)));
}

async function lintFile(file: string, { subject: chosen, json }: { subject?: string } & Json): Promise<void> {
  const mail = readMail(file);
  const subject = chosen ?? mail.subject;
  // Empty lines in their place: a finding is on the line that an editor shows.
  const text = mail.headers.replace(/[^\n]/g, '') + mail.text;
  const body = subject === undefined ? { text } : { text, subject };
  const answer = await answered(connect().POST('/api/v1/announcements/lint', { body }));
  print(json, answer, () => findingLines(answer.findings, mail.name, mail.headers));
  if (isWrong(answer.findings)) process.exitCode = EXIT.refused;
}
