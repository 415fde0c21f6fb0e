import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { rulesFrom } from './channel-rules.js';
import { answered, connect, EXIT, Failure } from './client.js';
import { allOf, given } from './given-text.js';
import { type Json, print, printable, utc } from './output.js';

type Channel = components['schemas']['ChannelView'];
type Subscription = components['schemas']['SubscriptionView'];

interface Fields {
  title?: string;
  target?: string;
  listId?: string;
  rule?: string[];
}

interface Reason {
  reason: string;
}

/** Where announcements go. */
export function addChannelCommands(program: Command): void {
  const command = program.command('channel').description('where announcements go, and by which rules');
  command.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listChannels);
  command
    .command('show <name>')
    .option('--json', 'print as JSON')
    .action(async (name: string, { json }: Json) => {
      const channel = await answered(connect().GET('/api/v1/channels/{name}', { params: { path: { name } } }));
      print(json, channel, () => channelLines(channel));
    });
  withFields(command.command('add <name>'))
    .requiredOption('--type <type>', 'mailing-list, webhook, subscribers, page, atom, manual')
    .action(addChannel);
  withFields(command.command('change <name>').description('rules are given whole'))
    .option('--name <name>', 'another name')
    .action(changeChannel);
  command
    .command('retire <name>')
    .description('nothing is sent there any more')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(retireChannel);
  for (const what of ['secret', 'rotate-secret'] as const) {
    command
      .command(`${what} <name>`)
      .description(what === 'secret' ? 'by which a webhook is signed' : 'another one; the one before it signs too')
      .option('--json', 'print as JSON')
      .action((name: string, options: Json) => showSecret(what, name, options));
  }
}

function withFields(command: Command): Command {
  return command
    .option('--title <text>', 'what it is for')
    .option('--target <address>', 'of a list or webhook; of a manual one, where a person sends it')
    .option('--list-id <id>', 'of a mailing list; made of its address, unless told')
    .option('--rule <rule...>', "what goes there: 'scope=toolforge,cloud-vps impact=from-5-min', or 'everything'")
    .option('--json', 'print as JSON');
}

function bodyOf({ title, target, listId, rule }: Fields) {
  return given({ title, target, listId, rules: rulesFrom(rule) });
}

async function listChannels({ json }: Json): Promise<void> {
  const answer = await answered(connect().GET('/api/v1/channels'));
  print(json, answer, () => (answer.data.length === 0 ? ['no channels'] : answer.data.flatMap(channelLines)));
}

function channelLines({ name, type, target, title, rules, retired }: Channel): string[] {
  const words = [name, target, title].filter((word) => word !== '').map(printable);
  const mark = retired === null ? '' : ` [retired ${utc(retired.at)}: ${printable(retired.reason)}]`;
  return [
    `${words.join('  ')} (${type})${mark}`,
    ...(rules.length === 0 ? ['  nothing goes there by itself'] : rules.map((rule) => `  ${rule.words}`)),
  ];
}

async function addChannel(name: string, { json, type, ...fields }: Fields & Json & { type: string }): Promise<void> {
  const body = { ...bodyOf(fields), name, type: type as Channel['type'] };
  const channel = await answered(connect().POST('/api/v1/channels', { body }));
  print(json, channel, () => channelLines(channel));
}

async function changeChannel(
  typed: string,
  { json, name, ...fields }: Fields & Json & { name?: string },
): Promise<void> {
  const body = { ...bodyOf(fields), ...given({ name }) };
  if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'give what should change, such as --rule');
  const request = { params: { path: { name: typed } }, body };
  const channel = await answered(connect().PATCH('/api/v1/channels/{name}', request));
  print(json, channel, () => channelLines(channel));
}

async function retireChannel(name: string, { json, reason }: Reason & Json): Promise<void> {
  const request = { params: { path: { name } }, body: { reason } };
  const channel = await answered(connect().POST('/api/v1/channels/{name}/retire', request));
  print(json, channel, () => channelLines(channel));
}

async function showSecret(what: 'secret' | 'rotate-secret', name: string, { json }: Json): Promise<void> {
  const request = { params: { path: { name } } };
  const answer = await answered(connect().POST(`/api/v1/channels/{name}/${what}`, request));
  print(json, answer, () => [answer.secret]);
}

/** Who is told by mail, and whether anything is sent at all. */
export function addSendingCommands(program: Command): void {
  const subscriptions = program.command('subscriptions').description('who is told by mail');
  subscriptions
    .command('list', { isDefault: true })
    .option('--status <status>', 'requested, active, ended')
    .option('--json', 'print as JSON')
    .action(listSubscriptions);
  subscriptions
    .command('end <id>')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(endSubscription);
  const sending = program.command('sending').description('whether announcements are sent');
  sending.command('status', { isDefault: true }).option('--json', 'print as JSON').action(showSending);
  sending
    .command('resume')
    .description('after a restore: this is the ledger that sends')
    .requiredOption('--reason <text>', 'how you know that no other ledger sends the same')
    .option('--json', 'print as JSON')
    .action(resumeSending);
}

async function listSubscriptions({ json, status }: { status?: string } & Json): Promise<void> {
  const found = await allOf((page) => {
    const query = { ...page, ...given({ status: status as Subscription['status'] | undefined }) };
    return answered(connect().GET('/api/v1/subscriptions', { params: { query } }));
  });
  print(json, { data: found }, () => (found.length === 0 ? ['no subscriptions'] : found.map(subscriptionLine)));
}

function subscriptionLine({ id, status, address, components: about, kinds, lastFailure }: Subscription): string {
  const words = [...about.map(({ name }) => name), ...kinds];
  const failure = lastFailure === null || status !== 'requested' ? '' : ` [${printable(lastFailure)}]`;
  return `${status} ${printable(address)} ${words.length === 0 ? 'everything' : words.join(', ')}${failure} ${id}`;
}

async function endSubscription(id: string, { json, reason }: Reason & Json): Promise<void> {
  const request = { params: { path: { id } }, body: { reason } };
  const ended = await answered(connect().POST('/api/v1/subscriptions/{id}/end', request));
  print(json, ended, () => [`ended the subscription ${ended.id}`]);
}

async function showSending({ json }: Json): Promise<void> {
  const state = await answered(connect().GET('/api/v1/sending'));
  print(json, state, () => sendingLines(state));
}

async function resumeSending({ json, reason }: Reason & Json): Promise<void> {
  const state = await answered(connect().POST('/api/v1/sending/resume', { body: { reason } }));
  print(json, state, () => sendingLines(state));
}

function sendingLines({ paused, mail, underWay }: components['schemas']['SendingView']): string[] {
  return [
    paused ? 'paused since the ledger was restored; opsledger sending resume goes on' : 'sending',
    mail ? 'a mail server is set' : 'no mail server is set (OPSLEDGER_SMTP_URL)',
    `under way: ${underWay}`,
  ];
}
