import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT, Failure } from './client.js';
import { allOf, jsonOf } from './given-text.js';
import { type Json, print, printable, utc } from './output.js';
import { inWords } from './window-words.js';

type Policy = components['schemas']['PolicyView'];
type Version = components['schemas']['PolicyVersionView'];
type Rules = components['schemas']['RulesView'];
type Request = components['schemas']['PolicyRequest'];

const WITHDRAW = 'take it back: who proposed it, whoever has to agree, and an admin';

/** How long ahead downtime has to be announced: rules with versions, upon which those affected agree. */
export function addPolicyCommands(program: Command): void {
  const command = program.command('policy').description('notice policies: how long ahead downtime is announced');
  command.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listPolicies);
  command
    .command('templates')
    .description('rules that stand ready; with --json, as propose takes them')
    .option('--json', 'print as JSON')
    .action(listTemplates);
  command
    .command('show <name>')
    .description('every version, who agreed and why')
    .option('--json', 'print as JSON')
    .action(showPolicy);
  command
    .command('propose <file>')
    .description('the first or next version of the policy that the JSON file names; - reads the standard input')
    .option('--reason <text>', 'instead of the one in the file')
    .option('--json', 'print as JSON')
    .action(propose);
  command
    .command('approve <name> <version>')
    .description('agree, as one of the people affected')
    .option('--json', 'print as JSON')
    .action(approve);
  for (const what of ['adopt', 'withdraw'] as const) {
    command
      .command(`${what} <name> <version>`)
      .description(what === 'adopt' ? 'bring into force, where nobody is named who could agree' : WITHDRAW)
      .requiredOption('--reason <text>', 'why')
      .option('--json', 'print as JSON')
      .action((name: string, version: string, options: { reason: string } & Json) =>
        decide(what, name, version, options),
      );
  }
}

async function listPolicies({ json }: Json): Promise<void> {
  const answer = await answered(connect().GET('/api/v1/notice-policies'));
  print(json, answer, () => answer.data.map(policyLine));
}

async function listTemplates({ json }: Json): Promise<void> {
  const answer = await answered(connect().GET('/api/v1/notice-policies/templates'));
  print(json, answer, () => answer.data.flatMap(({ name, rules }) => [name, ...rulesLines(rules)]));
}

/** `rule-a version 1 in force: Any downtime … [version 2 proposed]` */
function policyLine({ name, versions, inForce }: Policy): string {
  const current = versions.find(({ version }) => version === inForce);
  const open = versions.find(({ state }) => state === 'proposed');
  const words =
    current === undefined ? 'not in force' : `version ${inForce} in force: ${printable(current.rules.title)}`;
  return `${name} ${words}${open === undefined ? '' : ` [version ${open.version} is proposed]`}`;
}

async function showPolicy(name: string, { json }: Json): Promise<void> {
  const policy = await answered(connect().GET('/api/v1/notice-policies/{name}', { params: { path: { name } } }));
  const names = json === true ? new Map<string, string>() : await namesOf(policy);
  const lines = (version: Version): string[] => versionLines(version, (id) => names.get(id) ?? id);
  print(json, policy, () => [policyLine(policy), ...policy.versions.toReversed().flatMap(lines)]);
}

/** Of the people in it; who may not know them is told their ids. */
async function namesOf({ versions }: Policy): Promise<Map<string, string>> {
  const ids = versions.flatMap(({ rules, asked, approvals }) => [
    ...rules.approvers,
    ...asked.flatMap(({ approvers }) => approvers),
    ...approvals.map(({ person }) => person),
  ]);
  if (ids.length === 0) return new Map();
  try {
    const people = await allOf((page) => answered(connect().GET('/api/v1/people', { params: { query: page } })));
    return new Map(people.map(({ id, displayName }) => [id, displayName]));
  } catch (error) {
    if (error instanceof Failure) return new Map();
    throw error;
  }
}

function versionLines(
  { version, state, since, rules, proposedBy, reason, ...rest }: Version,
  nameOf: (person: string) => string,
): string[] {
  const { asked, approvals, adoptedBecause, withdrawnBecause } = rest;
  return [
    `version ${version} ${state} since ${utc(since)}, proposed by ${printable(proposedBy.name)}: ${printable(reason)}`,
    `  ${printable(rules.title)}`,
    ...rulesLines(rules, nameOf),
    ...asked.map(
      ({ policy, approvers, quorum }) =>
        `  needs, because of ${policy}, the agreement of ${quorum} of: ${approvers.map((id) => printable(nameOf(id))).join(', ')}`,
    ),
    ...approvals.map(({ person, at }) => `  agreed ${utc(at)} ${printable(nameOf(person))}`),
    ...(adoptedBecause === null ? [] : [`  adopted: ${printable(adoptedBecause)}`]),
    ...(withdrawnBecause === null ? [] : [`  withdrawn: ${printable(withdrawnBecause)}`]),
  ];
}

function rulesLines(
  { cells, starting, ended, components: about, approvers, quorum }: Rules,
  nameOf: (person: string) => string = (id) => id,
): string[] {
  const who = approvers.map((id) => printable(nameOf(id))).join(', ');
  return [
    ...cells.map(({ scope, impact, noticeMinutes }) => {
      const demanded = noticeMinutes === null ? 'the log is enough' : `${inWords(noticeMinutes)} of notice`;
      return `  scope ${scope}, impact ${impact.replaceAll('-', ' ')}: ${demanded}`;
    }),
    `  just before the start: ${starting ? 'a mail is owed' : 'none'}; just after the end: ${ended}`,
    `  for ${about.length === 0 ? 'everything that no other policy is for' : about.join(', ')}`,
    `  ${approvers.length === 0 ? 'names nobody who has to agree' : `${quorum} of ${approvers.length} have to agree: ${who}`}`,
  ];
}

async function propose(file: string, { json, reason }: { reason?: string } & Json): Promise<void> {
  const { name, ...rules } = { ...jsonOf(file), ...(reason === undefined ? {} : { reason }) } as Partial<Request>;
  if (typeof name !== 'string') throw new Failure(EXIT.usage, `${file} must have the name of the policy`);
  const client = connect();
  const { data } = await answered(client.GET('/api/v1/notice-policies'));
  // What is missing or wrong in it, the server says.
  const body = rules as Omit<Request, 'name'>;
  const policy = await answered(
    data.some((one) => one.name === name)
      ? client.POST('/api/v1/notice-policies/{name}/propose', { params: { path: { name } }, body })
      : client.POST('/api/v1/notice-policies', { body: { ...body, name } }),
  );
  print(json, policy, () => [policyLine(policy)]);
}

async function approve(name: string, version: string, { json }: Json): Promise<void> {
  const request = { params: { path: { name } }, body: { version: numberOf(version) } };
  const policy = await answered(connect().POST('/api/v1/notice-policies/{name}/approve', request));
  print(json, policy, () => [policyLine(policy)]);
}

async function decide(
  what: 'adopt' | 'withdraw',
  name: string,
  version: string,
  { json, reason }: { reason: string } & Json,
): Promise<void> {
  const request = { params: { path: { name } }, body: { version: numberOf(version), reason } };
  const policy = await answered(connect().POST(`/api/v1/notice-policies/{name}/${what}`, request));
  print(json, policy, () => [policyLine(policy)]);
}

function numberOf(version: string): number {
  if (/^[1-9]\d{0,5}$/.test(version)) return Number(version);
  throw new Failure(EXIT.usage, `${JSON.stringify(version)} is no number of a version`);
}
