import type { Command } from 'commander';
import { allLogs, syncLogs } from './logs-sync.js';
import { wholeNumber } from './commands-entries.js';
import { answered, connect, EXIT, Failure } from './client.js';
import { type Json, operationLine, print, printable } from './output.js';
import { instantFrom } from './times.js';

/** Operations, logs, people and tokens. */
export function addRecordCommands(program: Command): void {
  const operations = program.command('operations').description('operations, newest first');
  operations
    .command('list', { isDefault: true })
    .option('--log <log>')
    .option('--name <name>', 'such as sre.hosts.reboot')
    .option('--host <host>')
    .option('--limit <n>', 'at most so many', '50')
    .option('--json', 'print the page as JSON')
    .action(listOperations);
  operations
    .command('close <id>')
    .description('say how an operation ended whose END never came')
    .requiredOption('--outcome <outcome>', 'pass, fail, error or aborted')
    .requiredOption('--at <time>', 'when it ended')
    .requiredOption('--reason <text>', 'how you know')
    .option('--json', 'print the operation as JSON')
    .action(closeOperation);

  program
    .command('in-flight')
    .description('operations that have begun and not ended')
    .option('--json', 'print as JSON')
    .action(inFlight);

  const logs = program.command('logs').description('the logs');
  logs.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listLogs);
  logs
    .command('create <name>')
    .option('--title <text>')
    .option('--description <text>')
    .option('--private', 'only those with the right token may read it')
    .option('--json', 'print the log as JSON')
    .action(createLog);
  logs
    .command('archive <name>')
    .description('take no more entries')
    .option('--json', 'print as JSON')
    .action((name: string, options: Json) => setStatus(name, 'archived', options));
  logs
    .command('reopen <name>')
    .description('take entries again')
    .option('--json', 'print as JSON')
    .action((name: string, options: Json) => setStatus(name, 'open', options));

  logs
    .command('sync <file>')
    .description(
      'make the logs whose names begin alike what a file says: a line for each, "name title" or a JSON object',
    )
    .option('--under <pattern>', 'the logs that are meant', 'tools.*')
    .option('--allow-shrink', 'archive logs that the file has no more')
    .option('--dry-run', 'change nothing, say what would be done')
    .option('--json', 'print the numbers as JSON')
    .action(syncLogs);

  const people = program.command('people').description('the people and their names elsewhere');
  people.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listPeople);
  people
    .command('add <displayName>')
    .option('--nick <name...>')
    .option('--shell <name...>')
    .option('--mail <address...>')
    .option('--time-zone <zone>')
    .option('--json', 'print the person as JSON')
    .action(addPerson);
  people
    .command('erase <id>')
    .description('take name and aliases out of everything that was ever recorded')
    .requiredOption('--reason <text>', 'why; it stays for ever, so say it without a name')
    .option('--keep-mentions', 'leave the names where they stand in messages and other texts')
    .option('--json', 'print as JSON')
    .action(erasePerson);

  const token = program.command('token').description('the tokens of tools and people');
  token.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listTokens);
  token
    .command('create <scopes...>')
    .description('issue a token; its secret is shown this once')
    .option('--tool <name>', 'the tool it is for')
    .option('--person <id>', 'the person it is for')
    .option('--label <text>', 'what it is for')
    .option('--log <log...>', 'only for these logs')
    .option('--expires <time>', 'good for nothing from then on')
    .option('--json', 'print the token as JSON')
    .action(createToken);
  token.command('revoke <id>').option('--reason <text>').option('--json', 'print as JSON').action(revokeToken);
}

async function listOperations(
  options: { log?: string; name?: string; host?: string; limit: string } & Json,
): Promise<void> {
  const { log, name, host } = options;
  const query = {
    limit: wholeNumber(options.limit),
    ...(log === undefined ? {} : { log }),
    ...(name === undefined ? {} : { name }),
    ...(host === undefined ? {} : { host }),
  };
  const page = await answered(connect().GET('/api/v1/operations', { params: { query } }));
  print(options.json, page, () => (page.data.length === 0 ? ['no operations'] : page.data.map(operationLine)));
}

async function closeOperation(
  id: string,
  options: { outcome: string; at: string; reason: string } & Json,
): Promise<void> {
  const outcome = options.outcome as 'pass' | 'fail' | 'error' | 'aborted';
  const body = { outcome, endedAt: instantFrom(options.at), reason: options.reason };
  const closed = await answered(connect().POST('/api/v1/operations/{id}/close', { params: { path: { id } }, body }));
  print(options.json, closed, () => [operationLine(closed)]);
}

async function inFlight({ json }: Json): Promise<void> {
  const page = await answered(connect().GET('/api/v1/operations/in-flight'));
  print(json, page, () => (page.data.length === 0 ? ['nothing is in flight'] : page.data.map(operationLine)));
}

async function listLogs({ json }: Json): Promise<void> {
  const logs = await allLogs();
  print(json, { data: logs }, () =>
    logs.map(({ name, title, visibility, status }) => {
      const marks = [visibility === 'private' ? 'private' : '', status === 'archived' ? 'archived' : ''].filter(
        Boolean,
      );
      return `${name.padEnd(24)} ${printable(title)}${marks.length === 0 ? '' : ` [${marks.join(', ')}]`}`;
    }),
  );
}

async function createLog(
  name: string,
  { title, description, private: hidden, json }: { title?: string; description?: string; private?: boolean } & Json,
): Promise<void> {
  const body = {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(hidden === true ? { visibility: 'private' as const } : {}),
  };
  const log = await answered(connect().POST('/api/v1/logs', { body }));
  print(json, log, () => [`created the log ${log.name}`]);
}

async function setStatus(name: string, status: 'open' | 'archived', { json }: Json): Promise<void> {
  const params = { path: { name } };
  const log = await answered(connect().PATCH('/api/v1/logs/{name}', { params, body: { status } }));
  print(json, log, () => [`${status === 'open' ? 'reopened' : 'archived'} the log ${log.name}`]);
}

async function listPeople({ json }: Json): Promise<void> {
  const page = await answered(connect().GET('/api/v1/people', { params: { query: { limit: 250 } } }));
  print(json, page, () =>
    page.data.length === 0
      ? ['nobody yet: opsledger people add "Display Name" --nick … --shell …']
      : page.data.map(({ id, displayName, aliases }) => {
          const names = aliases.map((alias) => `${alias.kind} ${printable(alias.name)}`).join(', ');
          return `${id} ${printable(displayName)}${names === '' ? '' : ` (${names})`}`;
        }),
  );
}

async function addPerson(
  displayName: string,
  options: { nick?: string[]; shell?: string[]; mail?: string[]; timeZone?: string } & Json,
): Promise<void> {
  const aliases = (['nick', 'shell', 'mail'] as const).flatMap((kind) =>
    (options[kind] ?? []).map((name) => ({ kind, name })),
  );
  const body = { displayName, aliases, ...(options.timeZone === undefined ? {} : { timeZone: options.timeZone }) };
  const person = await answered(connect().POST('/api/v1/people', { body }));
  print(options.json, person, () => [`added ${person.id} ${printable(person.displayName)}`]);
}

async function erasePerson(
  id: string,
  { reason, keepMentions, json }: { reason: string; keepMentions?: boolean } & Json,
): Promise<void> {
  const body = { reason, mentions: keepMentions !== true };
  const erased = await answered(connect().POST('/api/v1/people/{id}/erase', { params: { path: { id } }, body }));
  print(json, erased, () => [
    erased.erasure === 'complete'
      ? `erased ${id}: no event and no file of the server holds the names any more`
      : `erasing ${id}: it goes on in the server, and after a restart; ask again to see whether it is complete`,
  ]);
}

async function listTokens({ json }: Json): Promise<void> {
  const page = await answered(connect().GET('/api/v1/tokens', { params: { query: { limit: 250 } } }));
  print(json, page, () =>
    page.data.map(({ id, ownerKind, owner, label, scopes, logs, expiresAt, revokedAt }) => {
      const limits = [
        logs === null ? '' : `only ${logs.join(', ')}`,
        expiresAt === null ? '' : `until ${expiresAt}`,
        revokedAt === null ? '' : `revoked ${revokedAt}`,
      ].filter((limit) => limit !== '');
      const text = [`${ownerKind} ${printable(owner)}`, scopes.join(','), printable(label), ...limits];
      return `${id} ${text.filter((part) => part !== '').join(' · ')}`;
    }),
  );
}

async function createToken(
  scopes: string[],
  options: { tool?: string; person?: string; label?: string; log?: string[]; expires?: string } & Json,
): Promise<void> {
  const { tool, person, label, log, expires } = options;
  if ((tool === undefined) === (person === undefined))
    throw new Failure(EXIT.usage, 'give --tool or --person, one of them');
  const body = {
    scopes,
    ...(tool === undefined ? { person: person! } : { tool }),
    ...(label === undefined ? {} : { label }),
    ...(log === undefined ? {} : { logs: log }),
    ...(expires === undefined ? {} : { expiresAt: instantFrom(expires) }),
  };
  const token = await answered(connect().POST('/api/v1/tokens', { body }));
  print(options.json, token, () => (token.secret === null ? [] : [token.secret]));
  // Not with the secret: that is often caught in a variable.
  process.stderr.write(`token ${token.id}; the secret is shown this once\n`);
}

async function revokeToken(id: string, { reason, json }: { reason?: string } & Json): Promise<void> {
  const body = reason === undefined ? {} : { reason };
  const token = await answered(connect().POST('/api/v1/tokens/{id}/revoke', { params: { path: { id } }, body }));
  print(json, token, () => [`revoked ${token.id}`]);
}
