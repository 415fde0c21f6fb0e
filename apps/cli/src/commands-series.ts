import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT, Failure } from './client.js';
import { given } from './given-text.js';
import { type Json, print, printable, utc } from './output.js';
import { bodyOf, type Fields, wholeOf, withFields } from './window-fields.js';
import { labelled, span } from './window-words.js';

type Series = components['schemas']['SeriesView'];

interface Recurring extends Fields {
  rule?: string;
  ahead?: string;
}

/** Windows that recur. */
export function addSeriesCommands(program: Command): void {
  const command = program.command('series').description('maintenance windows that recur');
  command.command('list', { isDefault: true }).option('--json', 'print as JSON').action(listSeries);
  command
    .command('show <id>')
    .option('--json', 'print as JSON')
    .action(async (id: string, { json }: Json) => {
      const one = await answered(connect().GET('/api/v1/window-series/{id}', { params: { path: { id } } }));
      print(json, one, () => seriesLines(one));
    });
  withRule(command.command('plan <title>').description('its windows are scheduled by themselves')).action(planSeries);
  withRule(command.command('change <id>').description('change the windows that are not scheduled yet'))
    .option('--title <text>')
    .action(changeSeries);
  command
    .command('skip <id> <day>')
    .description('on one day, such as 2026-12-24, it does not take place')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(skipDay);
  command
    .command('end <id>')
    .description('it does not recur any more; windows that have not begun are cancelled')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(endSeries);
}

function withRule(command: Command): Command {
  return withFields(command)
    .option('--rule <rule>', 'such as FREQ=WEEKLY;BYDAY=TU (RFC 5545, in UTC)')
    .option('--ahead <days>', 'so many days ahead its windows are scheduled');
}

function ruleOf({ rule, ahead }: Recurring) {
  if (ahead !== undefined && !/^\d{1,3}$/.test(ahead)) {
    throw new Failure(EXIT.usage, `--ahead: ${JSON.stringify(ahead)} is no number of days`);
  }
  return given({ rule, daysAhead: ahead === undefined ? undefined : Number(ahead) });
}

async function listSeries({ json }: Json): Promise<void> {
  const answer = await answered(connect().GET('/api/v1/window-series'));
  print(json, answer, () => (answer.data.length === 0 ? ['no series'] : answer.data.map(seriesLine)));
}

/** `FREQ=WEEKLY Weekly deployment on beta-cluster, next 2026-12-01 15:00 to 15:30 0199…` */
function seriesLine({ rule, title, affected, upcoming, ended, id }: Series): string {
  const [next] = upcoming
    .filter(({ window }) => window?.status !== 'cancelled' && window?.status !== 'completed')
    .map(({ window, ...byRule }) => span((window ?? byRule).startsAt, (window ?? byRule).endsAt))
    .sort();
  const when = ended !== null ? 'ended' : next === undefined ? 'none ahead' : `next ${next}`;
  return `${rule} ${printable(title)} on ${affected.map(({ name }) => name).join(', ')}, ${when} ${id}`;
}

function seriesLines(one: Series): string[] {
  const { plannedAt, plannedBy, daysAhead, skipped, ended, upcoming } = one;
  return [
    seriesLine(one),
    ...labelled([
      ['planned', `${utc(plannedAt)} ${printable(plannedBy.name)}`],
      ['scheduled', `${daysAhead} days ahead`],
      ['ended', ended === null ? '' : `${utc(ended.at)} ${printable(ended.by.name)}: ${printable(ended.reason)}`],
    ]),
    ...skipped.map(({ day, by, reason }) => `  not on ${day}: ${printable(by.name)}: ${printable(reason)}`),
    ...upcoming.map(occurrenceLine),
  ];
}

/** `2026-12-03 15:00 to 15:30 scheduled, by the rule 2026-12-01 15:00 to 15:30` */
function occurrenceLine({ window, startsAt, endsAt }: Series['upcoming'][number]): string {
  if (window === null) return `  ${span(startsAt, endsAt)}`;
  const isMoved = window.startsAt !== startsAt || window.endsAt !== endsAt;
  const from = isMoved ? `, by the rule ${span(startsAt, endsAt)}` : '';
  return `  ${span(window.startsAt, window.endsAt)} ${window.status}${from}`;
}

async function planSeries(title: string, { json, ...fields }: Recurring & Json): Promise<void> {
  const { rule, ...rest } = ruleOf(fields);
  if (rule === undefined) throw new Failure(EXIT.usage, 'give --rule, such as FREQ=WEEKLY;BYDAY=TU');
  const body = { ...wholeOf({ ...fields, title }), ...rest, rule };
  const one = await answered(connect().POST('/api/v1/window-series', { body }));
  print(json, one, () => seriesLines(one));
}

async function changeSeries(id: string, { json, ...fields }: Recurring & Json): Promise<void> {
  const body = { ...bodyOf(fields), ...ruleOf(fields) };
  if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'give what should change, such as --rule');
  const one = await answered(connect().PATCH('/api/v1/window-series/{id}', { params: { path: { id } }, body }));
  print(json, one, () => seriesLines(one));
}

async function skipDay(id: string, day: string, { json, reason }: { reason: string } & Json): Promise<void> {
  const request = { params: { path: { id } }, body: { day, reason } };
  const one = await answered(connect().POST('/api/v1/window-series/{id}/skip', request));
  print(json, one, () => seriesLines(one));
}

async function endSeries(id: string, { json, reason }: { reason: string } & Json): Promise<void> {
  const request = { params: { path: { id } }, body: { reason } };
  const one = await answered(connect().POST('/api/v1/window-series/{id}/end', request));
  print(json, one, () => seriesLines(one));
}
