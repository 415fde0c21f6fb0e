import type { components } from '@api/openapi.js';
import { type Command, Option } from 'commander';
import { answered, connect, EXIT, Failure } from './client.js';
import { flush, logOrKeep } from './deliver.js';
import { type Entry, entryLine, print, printable, utc } from './output.js';
import { instantFrom } from './times.js';

type Version = components['schemas']['VersionView'];

const PAGE = 250;

/** Writing down, reading and correcting entries. */
export function addEntryCommands(program: Command): void {
  program
    .command('log [log] [message...]')
    .description('write down what was done; "-" reads the message from standard input')
    .option('--actor <name>', 'who did it, where that is not you')
    .option('--at <time>', 'when it was done: 2026-11-22T17:05Z, 17:05 (today, UTC) or 90m (ago)')
    .option('--allow-credential', 'something in it looks like a credential and is none')
    .option('--spool', 'what cannot be delivered now is kept, to be sent later with its time')
    .addOption(
      new Option('--flush', 'send what was kept, instead of a message').conflicts([
        'actor',
        'at',
        'allowCredential',
        'spool',
      ]),
    )
    .option('--json', 'print the entry as JSON')
    .action(log);

  program
    .command('sal <log>')
    .description('read a server admin log, oldest line last')
    .option('--since <time>', 'only since then: an instant, a day, or 2h (ago)')
    .option('--limit <n>', 'at most so many entries', '50')
    .option('--follow', 'go on with what is logged from now on; resumes by itself')
    .option('--json', 'one JSON object a line')
    .action(sal);

  program
    .command('search <words...>')
    .description('find entries, newest first: words, "a phrase", pref*, -without')
    .option('--log <log>')
    .option('--actor <name>')
    .option('--host <host>')
    .option('--task <task>')
    .option('--since <time>')
    .option('--limit <n>', 'at most so many entries', '50')
    .option('--json', 'print the page as JSON')
    .action(search);

  program
    .command('show <id>')
    .description('one entry and all its versions')
    .option('--json', 'print as JSON')
    .action(show);

  program
    .command('amend <id>')
    .description('say it better; what it said stays in the history')
    .requiredOption('--reason <text>', 'why')
    .option('--message <text>', 'what it should say')
    .option('--at <time>', 'when it was really done')
    .option('--log <log>', 'the log it belongs into')
    .option('--allow-credential', 'something in it looks like a credential and is none')
    .option('--json', 'print the entry as JSON')
    .action(amend);

  program
    .command('retract <id>')
    .description('strike an entry through; it stays readable')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print the entry as JSON')
    .action(retract);

  program
    .command('redact <id>')
    .description('erase for good what an entry said, in all its versions; a scar stays')
    .requiredOption('--reason <text>', 'why; it stays for ever, so say it without what is erased')
    .option('--message <text>', 'the rest of the message, as you state it')
    .option('--event', 'the id is the position of an event of any kind')
    .option('--allow-credential', 'something in it looks like a credential and is none')
    .option('--json', 'print the entry as JSON')
    .action(redact);
}

interface LogOptions {
  readonly actor?: string;
  readonly at?: string;
  readonly allowCredential?: boolean;
  readonly json?: boolean;
}

async function log(
  log: string | undefined,
  words: readonly string[],
  options: LogOptions & { spool?: boolean; flush?: boolean },
  command: Command,
): Promise<void> {
  if (options.flush === true) {
    if (log !== undefined) command.error('error: --flush takes no log and no message');
    return flush(options.json);
  }
  if (log === undefined) command.error("error: missing required argument 'log'");
  if (words.length === 0) command.error("error: missing required argument 'message'");
  const message = words.length === 1 && words[0] === '-' ? await standardInput() : words.join(' ');
  const body = {
    log,
    message,
    ...(options.actor === undefined ? {} : { actor: options.actor }),
    ...(options.at === undefined ? {} : { occurredAt: instantFrom(options.at) }),
    ...(options.allowCredential === true ? { allowCredential: true } : {}),
  };
  if (options.spool === true) return logOrKeep(body, options.json);
  const entry = await answered(connect().POST('/api/v1/log-entries', { body }));
  print(options.json, entry, () => [`logged ${entry.url}`]);
}

async function sal(
  log: string,
  options: { since?: string; limit: string; follow?: boolean; json?: boolean },
): Promise<void> {
  const from = options.since === undefined ? undefined : instantFrom(options.since);
  const query = {
    log: [log],
    limit: wholeNumber(options.limit),
    ...(from === undefined ? {} : { from }),
  };
  const call = connect().GET('/api/v1/log-entries', { params: { query } });
  const { data } = await answered(call);
  const line = (entry: Entry): string => (options.json === true ? JSON.stringify(entry) : entryLine(entry));
  for (const entry of [...data].reverse()) process.stdout.write(`${line(entry)}\n`);
  if (options.follow !== true) return;
  const position = Number((await call).response.headers.get('ledger-position'));
  const { name } = await answered(connect().GET('/api/v1/logs/{name}', { params: { path: { name: log } } }));
  const { follow } = await import('./follow.js');
  await follow(`types=log-entry.*&subjects=${encodeURIComponent(`log:${name}`)}`, position, (event) => {
    // That something stands in another place too is nothing new.
    if (event.type === 'log-entry.linked') return;
    const what = event.data.message ?? event.data.reason ?? '';
    const mark = event.type === 'log-entry.logged' ? '' : ` [${event.type.split('.')[1]}]`;
    const text = `${utc(event.occurredAt)} ${event.data.log} ${printable(event.actor.name)}: ${printable(what)}${mark}`;
    process.stdout.write(`${options.json === true ? JSON.stringify(event) : text}\n`);
  });
}

async function search(
  words: readonly string[],
  options: {
    log?: string;
    actor?: string;
    host?: string;
    task?: string;
    since?: string;
    limit: string;
    json?: boolean;
  },
): Promise<void> {
  const { log, actor, host, task, since } = options;
  const query = {
    q: words.join(' '),
    limit: wholeNumber(options.limit),
    ...(log === undefined ? {} : { log: [log] }),
    ...(actor === undefined ? {} : { actor }),
    ...(host === undefined ? {} : { host }),
    ...(task === undefined ? {} : { task }),
    ...(since === undefined ? {} : { from: instantFrom(since) }),
  };
  const page = await answered(connect().GET('/api/v1/log-entries', { params: { query } }));
  print(options.json, page, () => (page.data.length === 0 ? ['nothing found'] : page.data.map(entryLine)));
}

async function show(id: string, options: { json?: boolean }): Promise<void> {
  const client = connect();
  const params = { params: { path: { id } } };
  const entry = await answered(client.GET('/api/v1/log-entries/{id}', params));
  const history = await answered(client.GET('/api/v1/log-entries/{id}/history', params));
  print(options.json, { ...entry, history: history.data }, () => [
    entryLine(entry),
    `  id ${entry.id}, position ${entry.position}`,
    `  written down ${utc(entry.recordedAt)} by ${printable(entry.reporter.name)} (${entry.via.kind}${entry.via.verified ? '' : ', unverified'})`,
    ...(entry.operation === null
      ? []
      : [`  ${entry.operation.part} of ${printable(entry.operation.name)} ${entry.operation.id}`]),
    ...entry.taskLinks.map(({ url }) => `  ${url}`),
    ...(entry.source === null ? [] : [`  imported from ${sourceText(entry.source)}`]),
    ...entry.alsoIn.map((source) => `  also in ${sourceText(source)}`),
    ...history.data.map(versionLine),
  ]);
}

function versionLine({ revision, recordedAt, type, status, actor, reporter, reason }: Version): string {
  // Who did it says nothing of who found it again elsewhere.
  const [what, who] = type === 'log-entry.linked' ? ['linked', reporter?.name] : [status, actor?.name];
  const why = reason === null ? '' : `: ${printable(reason)}`;
  return `  ${revision} ${utc(recordedAt)} ${what} by ${printable(who ?? '?')}${why}`;
}

function sourceText({ kind, page, revision, id }: NonNullable<Entry['source']>): string {
  if (kind === 'index') return `the index, as ${printable(id ?? '?')}`;
  return `the wiki page ${printable(page ?? '?')}${revision === null ? '' : `, revision ${revision}`}`;
}

async function amend(
  id: string,
  options: LogOptions & { reason: string; message?: string; log?: string },
): Promise<void> {
  const { reason, message, at, log, allowCredential } = options;
  const body = {
    reason,
    ...(message === undefined ? {} : { message }),
    ...(at === undefined ? {} : { occurredAt: instantFrom(at) }),
    ...(log === undefined ? {} : { log }),
    ...(allowCredential === true ? { allowCredential } : {}),
  };
  const entry = await answered(connect().POST('/api/v1/log-entries/{id}/amend', { params: { path: { id } }, body }));
  print(options.json, entry, () => [entryLine(entry)]);
}

async function retract(id: string, { reason, json }: { reason: string; json?: boolean }): Promise<void> {
  const call = connect().POST('/api/v1/log-entries/{id}/retract', { params: { path: { id } }, body: { reason } });
  const entry = await answered(call);
  print(json, entry, () => [entryLine(entry)]);
}

interface RedactOptions {
  readonly reason: string;
  readonly message?: string;
  readonly event?: boolean;
  readonly allowCredential?: boolean;
  readonly json?: boolean;
}

async function redact(id: string, { reason, message, event, allowCredential, json }: RedactOptions): Promise<void> {
  if (event === true) {
    const params = { path: { position: id } };
    const erased = await answered(connect().POST('/api/v1/events/{position}/redact', { params, body: { reason } }));
    return print(json, erased, () => [`redacted event ${id}`, ...erasureLines(erased)]);
  }
  const body = {
    reason,
    ...(message === undefined ? {} : { message }),
    ...(allowCredential === true ? { allowCredential } : {}),
  };
  const entry = await answered(connect().POST('/api/v1/log-entries/{id}/redact', { params: { path: { id } }, body }));
  print(json, entry, () => [
    entryLine(entry),
    `erased ${entry.redaction!.bytes} bytes, redaction at position ${entry.erased.redaction}`,
    ...erasureLines(entry.erased),
  ]);
}

function erasureLines({ erasure, advice }: { erasure: string; advice: string }): string[] {
  const files =
    erasure === 'complete'
      ? 'no file of the server holds it any more; older backups do, until they are restored or deleted'
      : 'the ledger holds it no more; its read model is being built anew without it, see /readyz';
  return [files, advice];
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks)
    .toString()
    .replace(/\r?\n$/, '');
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > PAGE)
    throw new Failure(EXIT.usage, `--limit must be a whole number up to ${PAGE}, not ${JSON.stringify(text)}`);
  return Number(text);
}
