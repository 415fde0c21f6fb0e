import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT, Failure } from './client.js';
import { given } from './given-text.js';
import { findingLines, isWrong, readMail } from './mail-file.js';
import { type Json, print, printable } from './output.js';
import { instantFrom } from './times.js';
import { announcementLine, deliveryLines, labelled } from './window-words.js';

type Request = components['schemas']['ComposeRequest'];
type Preview = components['schemas']['PreviewView'];
type Announcement = components['schemas']['AnnouncementView'];

interface Fields {
  window?: string;
  kind?: string;
  subject?: string;
  file?: string;
  component?: string[];
  downtime?: string[];
  impact?: string;
  reason?: string;
}

interface Sent {
  channel?: string;
  where?: string;
  sentAt?: string;
  proof: string;
}

/** From the first draft to what a person saw in the archive of a list. */
export function addDraftCommands(command: Command): void {
  withFields(command.command('preview [id]'))
    .description('what would be sent, where it goes and why; of a draft, or of what compose would write')
    .action(previewOne);
  withFields(command.command('compose'))
    .description('a draft: nobody is told yet; when its window owes this notice, the ledger sends it in these words')
    .action(composeOne);
  withText(command.command('edit <id>').description('say it otherwise, while it is a draft')).action(editOne);
  command
    .command('send <id>')
    .description('give it to the channels; wrong facts forbid that')
    .option('--channel <name...>', 'instead of those that the rules choose')
    .option('--override <reason>', 'why it is sent though its facts are wrong')
    .option('--json', 'print as JSON')
    .action(sendOne);
  withFields(command.command('record-sent [id]'))
    .description('a person sent it, with the proof; without an id, what compose would write')
    .requiredOption('--proof <url>', 'where everybody can read it')
    .option('--channel <name>')
    .option('--where <text>', 'where it was sent, if it is not the address of the channel')
    .option('--sent-at <time>', 'without it, now')
    .action(recordSent);
  command
    .command('seen <id>')
    .description('what a server accepted was seen where everybody can read it')
    .requiredOption('--channel <name>')
    .requiredOption('--proof <url>')
    .option('--json', 'print as JSON')
    .action(see);
  command
    .command('settle <id>')
    .description('what it promised has come, or is not expected any more')
    .requiredOption('--promise <number>', 'the first is 0', Number)
    .requiredOption('--reason <text>', 'how it was kept, or why nothing is expected')
    .option('--by <id>', 'the announcement that keeps it')
    .option('--waived', 'nothing is expected any more')
    .option('--json', 'print as JSON')
    .action(settle);
  command
    .command('discard <id>')
    .description('nobody will get this draft, nor the notice that the ledger would have sent in its place')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(discard);
}

function withText(command: Command): Command {
  return command
    .option('--subject <text>')
    .option('--file <file>', 'its text, and the subject among its headers; - reads the standard input')
    .option('--json', 'print as JSON');
}

function withFields(command: Command): Command {
  return withText(command)
    .option('--window <id>', 'of which it tells; it writes subject and text, unless given')
    .option('--kind <kind>', 'advance, starting, ended, delayed, rescheduled, cancelled, update, outage')
    .option('--component <name...>', 'without a window: what it is about')
    .option('--downtime <kind...>', 'without a window: the kinds of downtime')
    .option('--impact <length>', 'without a window: none, under-5-min, from-5-min, over-1-hour')
    .option('--reason <text>', 'why something is moved, late or off, for the text');
}

function textsOf({ subject, file }: Pick<Fields, 'subject' | 'file'>): { subject?: string; text?: string } {
  const mail = file === undefined ? undefined : readMail(file);
  const text = mail?.text.replace(/^\n+|\s+$/g, '');
  return given({ subject: subject ?? mail?.subject, text });
}

function requestOf({ window, kind, component, downtime, impact, reason, ...texts }: Fields): Request {
  if (kind === undefined) throw new Failure(EXIT.usage, 'give --kind, such as advance');
  return {
    ...textsOf(texts),
    ...given({ window, components: component, kinds: downtime, reason }),
    ...given({ impact: impact as Request['impact'] }),
    kind: kind as Request['kind'],
  };
}

async function previewOne(id: string | undefined, { json, ...fields }: Fields & Json): Promise<void> {
  const body = id === undefined ? requestOf(fields) : asRequested(await find(id), fields);
  const preview = await previewed(body);
  print(json, preview, () => previewLines(preview));
  if (isWrong(preview.findings)) process.exitCode = EXIT.refused;
}

/** Of a draft that is there, with another text where one is given. */
function asRequested({ kind, window, subject, text, concerns }: Announcement, texts: Fields): Request {
  const said = { kind, subject, text, ...textsOf(texts) };
  if (window !== null) return { ...said, window };
  const { components: about, kinds, impact } = concerns;
  return { ...said, components: about.map(({ id }) => id), kinds, impact };
}

function previewLines({ subject, text, destinations, findings, promises }: Preview): string[] {
  return [
    ...destinations.map(({ name, type, why }) => `to ${name} (${type}) because: ${printable(why)}`),
    ...(destinations.length === 0 ? ['to nobody: no rule of a channel takes it'] : []),
    `subject ${printable(subject)}`,
    ...text.split('\n').map((line) => `| ${printable(line)}`.trimEnd()),
    ...promises.map(({ text: words, dueAt }) => `promises by ${dueAt ?? 'no time'}: ${printable(words)}`),
    ...findingLines(findings, 'text'),
  ];
}

async function composeOne({ json, ...fields }: Fields & Json): Promise<void> {
  const made = await answered(connect().POST('/api/v1/announcements', { body: requestOf(fields) }));
  const wrong = made.findings ?? [];
  print(json, made, () => [announcementLine(made), ...labelled([['findings', wrong.join(', ')]])]);
}

async function editOne(id: string, { json, ...texts }: Fields & Json): Promise<void> {
  const body = textsOf(texts);
  if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'give --subject or --file');
  const edited = await answered(connect().PATCH('/api/v1/announcements/{id}', { params: { path: { id } }, body }));
  print(json, edited, () => [announcementLine(edited)]);
}

async function sendOne(
  id: string,
  { json, channel, override }: { channel?: string[]; override?: string } & Json,
): Promise<void> {
  const client = connect();
  const params = { path: { id } };
  const body = given({ channels: channel, override });
  const sending = answered(client.POST('/api/v1/announcements/{id}/send', { params, body }));
  const sent = await sending.catch(async (error: unknown) => {
    if (!isRefusedForFacts(error) || json === true) throw error;
    const { findings } = await previewed(asRequested(await find(id), {}));
    print(false, findings, () => findingLines(findings, 'text'));
    throw error;
  });
  const { data } = await answered(client.GET('/api/v1/announcements/{id}/deliveries', { params }));
  print(json, { ...sent, deliveries: data }, () => [announcementLine(sent), ...data.flatMap(deliveryLines)]);
}

function isRefusedForFacts(error: unknown): boolean {
  return error instanceof Failure && (error.problem as { code?: string } | undefined)?.code === 'wrong-facts';
}

async function recordSent(
  id: string | undefined,
  { json, channel, where, sentAt, proof, ...fields }: Fields & Sent & Json,
): Promise<void> {
  const at = sentAt === undefined ? undefined : instantFrom(sentAt);
  const body = { ...given({ channel, where, sentAt: at }), proof };
  const client = connect();
  const draft = id ?? (await answered(client.POST('/api/v1/announcements', { body: requestOf(fields) }))).id;
  const path = { id: draft };
  const recording = answered(client.POST('/api/v1/announcements/{id}/record-sent', { params: { path }, body }));
  const recorded = await recording.catch((error: unknown) => {
    if (id !== undefined || !(error instanceof Failure)) throw error;
    throw new Failure(error.exitCode, `the draft ${draft} is not recorded: ${error.message}`, error.problem);
  });
  print(json, recorded, () => [announcementLine(recorded)]);
}

async function see(id: string, { json, ...body }: { channel: string; proof: string } & Json): Promise<void> {
  const seen = await answered(connect().POST('/api/v1/announcements/{id}/seen', { params: { path: { id } }, body }));
  print(json, seen, () => [announcementLine(seen)]);
}

async function settle(
  id: string,
  { json, ...body }: { promise: number; reason: string; by?: string; waived?: boolean } & Json,
): Promise<void> {
  const request = { params: { path: { id } }, body };
  const settled = await answered(connect().POST('/api/v1/announcements/{id}/settle-promise', request));
  print(json, settled, () => [announcementLine(settled)]);
}

async function discard(id: string, { json, reason }: { reason: string } & Json): Promise<void> {
  const request = { params: { path: { id } }, body: { reason } };
  const discarded = await answered(connect().POST('/api/v1/announcements/{id}/discard', request));
  const instead = 'the ledger sends no notice of its own in its place: to tell people, compose another and send it';
  print(json, discarded, () => [announcementLine(discarded), ...(discarded.window === null ? [] : [`  ${instead}`])]);
}

function find(id: string): Promise<Announcement> {
  return answered(connect().GET('/api/v1/announcements/{id}', { params: { path: { id } } }));
}

function previewed(body: Request): Promise<Preview> {
  return answered(connect().POST('/api/v1/announcements/preview', { body }));
}
