import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT } from './client.js';
import { allOf, textOf } from './given-text.js';
import { type Json, print, printable, utc } from './output.js';
import { instantFrom } from './times.js';

type Risk = components['schemas']['RiskView'];
type Request = components['schemas']['RiskRequest'];

interface Filters {
  kind?: string;
  group?: string;
  component?: string;
  from?: string;
  to?: string;
  all?: boolean;
}

interface Fields {
  kind: string;
  start: string;
  end?: string;
  group?: string[];
  component?: string[];
  vendor?: string;
  text?: string;
}

interface ImportFields {
  group?: string[];
  component?: string[];
  vendor?: string;
  dryRun?: boolean;
}

/** What takes redundancy away: the work of vendors, and faults. */
export function addRiskCommands(program: Command): void {
  const command = program.command('risks').description('what takes redundancy away: work of vendors, and faults');
  command
    .command('list', { isDefault: true })
    .option('--kind <kind>', 'vendor-work or fault')
    .option('--group <name>', 'only of this redundancy group')
    .option('--component <name>', 'only those that name it')
    .option('--from <time>', 'only those that last beyond it')
    .option('--to <time>', 'only those that begin before it')
    .option('--all', 'also those that are over or cancelled')
    .option('--json', 'print as JSON')
    .action(listRisks);
  command
    .command('record <title>')
    .requiredOption('--kind <kind>', 'vendor-work or fault')
    .requiredOption('--start <time>', 'such as 2026-11-22T17:05Z')
    .option('--end <time>', 'without one, a fault is open')
    .option('--group <name...>', 'redundancy groups of which a part is away')
    .option('--component <name...>', 'components that are touched')
    .option('--vendor <name>', 'who does it, or who knows of it')
    .option('--text <text>')
    .option('--json', 'print the risk as JSON')
    .action(recordRisk);
  withReason(command.command('end <id>').description('the fault is mended, the work is done'))
    .option('--at <time>', 'when it ended; without it, now')
    .action((id: string, options: { reason: string; at?: string } & Json) => closeRisk('end', id, options));
  withReason(command.command('cancel <id>').description('it does not take place, or never was')).action(
    (id: string, options: { reason: string } & Json) => closeRisk('cancel', id, options),
  );
  command
    .command('import <ics>')
    .description('make the work of a vendor what its iCal file says; - reads the standard input')
    .option('--group <name...>', 'redundancy groups of which the events take a part away')
    .option('--component <name...>', 'components that they touch')
    .option('--vendor <name>', 'whose work it is')
    .option('--dry-run', 'change nothing, say what would be done')
    .option('--json', 'print the answer as JSON')
    .action(importRisks);
}

function withReason(command: Command): Command {
  return command.requiredOption('--reason <text>', 'why').option('--json', 'print the risk as JSON');
}

async function listRisks({ json, kind, all, ...filters }: Filters & Json): Promise<void> {
  const found = await allOf((page) => {
    const query = {
      ...filters,
      ...page,
      ...(kind === undefined ? {} : { kind: kind as Risk['kind'] }),
      ...(all === true ? {} : { open: 'true' as const }),
    };
    return answered(connect().GET('/api/v1/redundancy-risks', { params: { query } }));
  });
  print(json, { data: found }, () => (found.length === 0 ? ['no redundancy risks'] : found.map(riskLine)));
}

/** `2026-11-22 09:00:00 – open fault One of two uplinks is down on uplinks 0199…` */
function riskLine({ startsAt, endsAt, status, kind, title, groups, components, id }: Risk): string {
  const end = endsAt === null ? '' : ` ${utc(endsAt)}`;
  const touched = [...groups, ...components].join(', ');
  return `${utc(startsAt)} –${end} ${status} ${kind} ${printable(title)} on ${touched} ${id}`;
}

async function recordRisk(title: string, { json, ...fields }: Fields & Json): Promise<void> {
  const { kind, start, end, group = [], component = [], vendor, text } = fields;
  const body = {
    kind: kind as Request['kind'],
    title,
    startsAt: instantFrom(start),
    groups: group,
    components: component,
    ...(end === undefined ? {} : { endsAt: instantFrom(end) }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(text === undefined ? {} : { text }),
  };
  const risk = await answered(connect().POST('/api/v1/redundancy-risks', { body }));
  print(json, risk, () => [`recorded ${riskLine(risk)}`]);
}

async function closeRisk(
  what: 'end' | 'cancel',
  id: string,
  { reason, at, json }: { reason: string; at?: string } & Json,
): Promise<void> {
  const params = { path: { id } };
  const client = connect();
  const risk = await answered(
    what === 'end'
      ? client.POST('/api/v1/redundancy-risks/{id}/end', {
          params,
          body: { reason, ...(at === undefined ? {} : { endsAt: instantFrom(at) }) },
        })
      : client.POST('/api/v1/redundancy-risks/{id}/cancel', { params, body: { reason } }),
  );
  print(json, risk, () => [riskLine(risk)]);
}

async function importRisks(file: string, options: ImportFields & Json): Promise<void> {
  const { group = [], component = [], vendor, dryRun, json } = options;
  const answer = await answered(
    connect().POST('/api/v1/redundancy-risks/import', {
      params: {
        query: {
          groups: group,
          components: component,
          ...(vendor === undefined ? {} : { vendor }),
          ...(dryRun === true ? { dryRun: 'true' as const } : {}),
        },
      },
      headers: { 'content-type': 'text/calendar' },
      body: textOf(file),
      bodySerializer: (text) => text,
    }),
  );
  const refused = answer.data.filter(({ problem }) => problem !== undefined);
  print(json, answer, () => {
    const count = (wanted: string): number => answer.data.filter(({ outcome }) => outcome === wanted).length;
    const outcomes = ['recorded', 'changed', 'cancelled', 'unchanged'] as const;
    return [
      ...refused.map(
        ({ uid, problem }) => `${printable(uid ?? 'an event without UID')}: ${printable(problem!.detail)}`,
      ),
      `${dryRun === true ? 'would be done' : 'done'}: ${outcomes.map((one) => `${count(one)} ${one}`).join(', ')}, ${refused.length} refused`,
      `what recurs was read until ${utc(answer.readUntil)}, ${beyondWords(answer.beyond)}`,
    ];
  });
  if (refused.length > 0) process.exitCode = EXIT.refused;
}

function beyondWords(beyond: number): string {
  if (beyond === 0) return 'and nothing does so later';
  return `${beyond} ${beyond === 1 ? 'event goes' : 'events go'} on after that: import the file again before then`;
}
