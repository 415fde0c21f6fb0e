import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT, Failure } from './client.js';
import { allOf, listOf, textOf } from './given-text.js';
import { entryLine, type Json, print, printable, utc } from './output.js';
import { windowLine } from './window-words.js';

type Component = components['schemas']['ComponentView'];
type Patch = components['schemas']['ComponentPatch'];

const SHOWN_ENTRIES = 10;

interface Fields {
  title?: string;
  description?: string;
  parent?: string;
  owner?: string;
  scope?: string;
  log?: string[];
  host?: string[];
  group?: string[];
  alias?: string[];
  contact?: string;
}

interface Filters {
  parent?: string;
  log?: string;
  host?: string;
  group?: string;
  scope?: string;
  status?: string;
}

/** What there is: services and parts of them, with owners, hosts and logs. */
export function addComponentCommands(program: Command): void {
  const command = program.command('components').description('the components: what there is, as a tree');
  command
    .command('list', { isDefault: true })
    .option('--parent <name>', 'only its parts')
    .option('--log <log>')
    .option('--host <host>')
    .option('--group <name>', 'only of this redundancy group')
    .option('--scope <scope>', 'only under this notice scope')
    .option('--status <status>', 'active or retired')
    .option('--json', 'print as JSON')
    .action(listComponents);
  command
    .command('show <name>')
    .description('one component, what it is a part of, its parts and its newest entries')
    .option('--json', 'print as JSON')
    .action(showComponent);
  withFields(command.command('create <name>')).action(createComponent);
  withFields(command.command('set <name>').description('change what is said of it; an empty text clears'))
    .option('--name <name>', 'another name')
    .action(setComponent);
  command
    .command('retire <name>')
    .description('it is not there any more; what it was stays readable')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(retireComponent);
  command
    .command('reinstate <name>')
    .description('it is there again')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(reinstateComponent);
  command
    .command('import <csv>')
    .description('make the components what a CSV file says; - reads the standard input')
    .option('--dry-run', 'change nothing, say what would be done')
    .option('--json', 'print the answer as JSON')
    .action(importComponents);
}

function withFields(command: Command): Command {
  return command
    .option('--title <text>')
    .option('--description <text>')
    .option('--parent <name>', 'what it is a part of')
    .option('--owner <team>')
    .option('--scope <scope>', 'notice scope; without one, that of its parent')
    .option('--log <log...>', 'logs that are about it')
    .option('--host <pattern...>', 'such as db1101, cloudvirt[1001-1080].eqiad.wmnet or db1*')
    .option('--group <name...>', 'redundancy groups')
    .option('--alias <name...>')
    .option('--contact <text>')
    .option('--json', 'print the component as JSON');
}

function bodyOf({ owner, scope, log, host, group, alias, ...same }: Fields): Patch {
  const { title, description, parent, contact } = same;
  const given = {
    title,
    description,
    parent,
    contact,
    ownerTeam: owner,
    noticeScope: scope as Patch['noticeScope'],
    logs: listOf(log),
    hosts: listOf(host),
    groups: listOf(group),
    aliases: listOf(alias),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function listComponents({ json, scope, status, ...filters }: Filters & Json): Promise<void> {
  const all = await allOf((page) => {
    const query = {
      ...filters,
      ...page,
      ...(scope === undefined ? {} : { scope: scope as 'toolforge' }),
      ...(status === undefined ? {} : { status: status as 'active' }),
    };
    return answered(connect().GET('/api/v1/components', { params: { query } }));
  });
  print(json, { data: all }, () => (all.length === 0 ? ['no components'] : treeLines(all)));
}

/** Parts below what they are a part of; what is a part of something that is not listed stands for itself. */
function treeLines(all: readonly Component[]): string[] {
  const isListed = new Set(all.map(({ name }) => name));
  const below = (parent: string | null, depth: number): string[] =>
    all.flatMap((one) => {
      const above = one.parent !== null && isListed.has(one.parent) ? one.parent : null;
      return above === parent ? [`${'  '.repeat(depth)}${componentLine(one)}`, ...below(one.name, depth + 1)] : [];
    });
  return below(null, 0);
}

function componentLine({ name, title, status, effectiveScope, ownerTeam }: Component): string {
  const marks = [effectiveScope ?? '', printable(ownerTeam), status === 'retired' ? 'retired' : ''].filter(Boolean);
  const words = title === '' ? name : `${name}  ${printable(title)}`;
  return marks.length === 0 ? words : `${words} [${marks.join(', ')}]`;
}

async function showComponent(name: string, { json }: Json): Promise<void> {
  const one = await answered(connect().GET('/api/v1/components/{name}', { params: { path: { name } } }));
  const query = { component: one.id, limit: SHOWN_ENTRIES };
  const { data: entries } = await answered(connect().GET('/api/v1/log-entries', { params: { query } }));
  print(json, { ...one, entries }, () => [
    componentLine(one),
    ...(one.description === '' ? [] : [printable(one.description)]),
    ...[
      ['part of', one.ancestors.join(' > ')],
      ['parts', one.children.join(', ')],
      ['logs', one.logs.join(', ')],
      ['hosts', one.hosts.join(' ')],
      ['groups', one.groups.join(', ')],
      ['redundant with', one.redundantWith.join(', ')],
      ['aliases', one.aliases.join(', ')],
      ['contact', printable(one.contact)],
      ['retired', one.retired === null ? '' : `${utc(one.retired.at)} ${printable(one.retired.reason)}`],
    ]
      .filter(([, words]) => words !== '')
      .map(([label, words]) => `  ${label!.padEnd(15)}${words}`),
    ...entries.map(entryLine),
  ]);
}

async function createComponent(name: string, { json, ...fields }: Fields & Json): Promise<void> {
  const made = await answered(connect().POST('/api/v1/components', { body: { ...bodyOf(fields), name } }));
  print(json, made, () => [`registered the component ${made.name}`]);
}

async function setComponent(
  typed: string,
  { json, name, ...fields }: Fields & Json & { name?: string },
): Promise<void> {
  const body = { ...bodyOf(fields), ...(name === undefined ? {} : { name }) };
  if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'give what should change, such as --owner');
  const params = { path: { name: typed } };
  const set = await answered(connect().PATCH('/api/v1/components/{name}', { params, body }));
  print(json, set, () => [`changed the component ${set.name}`]);
}

/** Retired it is all the same; windows on it stay as they are, and somebody has to know of them. */
async function retireComponent(name: string, { reason, json }: { reason: string } & Json): Promise<void> {
  const client = connect();
  const retired = await answered(
    client.POST('/api/v1/components/{name}/retire', { params: { path: { name } }, body: { reason } }),
  );
  const status = ['draft', 'scheduled', 'in-progress'];
  const near = await allOf((page) =>
    answered(
      client.GET('/api/v1/maintenance-windows', { params: { query: { ...page, component: retired.id, status } } }),
    ),
  );
  const windows = near.filter(({ affected }) => affected.some(({ id }) => id === retired.id));
  print(json, { ...retired, windows }, () => [
    `retired the component ${retired.name}`,
    ...(windows.length === 0 ? [] : ['these windows still name it as affected: change or cancel them']),
    ...windows.map((window) => `  ${windowLine(window)}`),
  ]);
}

async function reinstateComponent(name: string, { reason, json }: { reason: string } & Json): Promise<void> {
  const request = { params: { path: { name } }, body: { reason } };
  const reinstated = await answered(connect().POST('/api/v1/components/{name}/reinstate', request));
  print(json, reinstated, () => [`reinstated the component ${reinstated.name}`]);
}

async function importComponents(file: string, { dryRun, json }: { dryRun?: boolean } & Json): Promise<void> {
  const answer = await answered(
    connect().POST('/api/v1/components/import', {
      params: { query: dryRun === true ? { dryRun: 'true' } : {} },
      headers: { 'content-type': 'text/csv' },
      body: textOf(file),
      bodySerializer: (text) => text,
    }),
  );
  const refused = answer.data.filter(({ problem }) => problem !== undefined);
  print(json, answer, () => {
    const count = (wanted: string): number => answer.data.filter(({ outcome }) => outcome === wanted).length;
    const counts = ['registered', 'changed', 'unchanged'].map((outcome) => `${count(outcome)} ${outcome}`).join(', ');
    return [
      ...refused.map(({ row, problem }) => `row ${row}: ${printable(problem!.detail)}`),
      `${dryRun === true ? 'would be done' : 'done'}: ${counts}, ${refused.length} refused`,
    ];
  });
  if (refused.length > 0) process.exitCode = EXIT.refused;
}
