import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect, EXIT, Failure } from './client.js';
import { allOf, given } from './given-text.js';
import { isWrong } from './mail-file.js';
import { type Json, print } from './output.js';
import { bodyOf, type Fields, wholeOf, withFields } from './window-fields.js';
import { overlapLine, planFindingLine, type Window, windowLine, windowLines } from './window-words.js';
import { showWindow } from './window-show.js';
import { addWindowSteps, scheduled, type Acceptance, withAcceptance } from './window-steps.js';

const NOT_OVER = ['draft', 'scheduled', 'in-progress'];

interface Filters {
  status?: string[];
  component?: string;
  from?: string;
  to?: string;
  kind?: string;
  responsible?: string;
  task?: string;
  query?: string;
  all?: boolean;
}

/** Expected downtime: planned once, and told from then on. */
export function addWindowCommands(program: Command): void {
  const command = program
    .command('window')
    .description('maintenance windows: expected downtime, from the plan to its end');
  command
    .command('list', { isDefault: true })
    .option('--status <status...>', 'draft, scheduled, in-progress, completed, cancelled')
    .option('--component <name>', 'only what affects it, what it is a part of, or its parts')
    .option('--from <time>', 'only those that last beyond it')
    .option('--to <time>', 'only those that begin before it')
    .option('--kind <kind>', 'only of this kind of downtime')
    .option('--responsible <name>')
    .option('--task <task>')
    .option('--query <words>', 'a part of the title or text')
    .option('--all', 'also those that are over or cancelled')
    .option('--json', 'print as JSON')
    .action(listWindows);
  command
    .command('show <id>')
    .description('plan, judgement, moves, announcements with their deliveries, and the entries inside')
    .option('--json', 'print as JSON')
    .action(showWindow);
  const plan = withFields(command.command('plan <title>').description('a draft, of which nobody is told')).option(
    '--schedule',
    'it takes place: schedule it at once',
  );
  withAcceptance(plan).action(planWindow);
  withFields(command.command('change <id>').description('change what is planned; an empty text clears'))
    .option('--title <text>')
    .action(changeWindow);
  withFields(
    command
      .command('check [id]')
      .description('how a plan stands to the policies and to what else takes place, and what is wrong with it'),
  )
    .option('--title <text>')
    .action(checkPlan);
  command
    .command('overlaps <id>')
    .description('what takes place at the same time on its components or their redundancy')
    .option('--json', 'print as JSON')
    .action(listOverlaps);
  addWindowSteps(command);
}

async function listWindows({ json, all, status, kind, query: q, ...filters }: Filters & Json): Promise<void> {
  const found = await allOf((page) => {
    const query = {
      ...filters,
      ...page,
      order: 'oldest' as const,
      ...given({ status: status ?? (all === true ? undefined : NOT_OVER), kind: kind as 'other' | undefined, q }),
    };
    return answered(connect().GET('/api/v1/maintenance-windows', { params: { query } }));
  });
  print(json, { data: found }, () => (found.length === 0 ? ['no maintenance windows'] : found.map(windowLine)));
}

async function planWindow(
  title: string,
  { json, schedule, emergency, acceptOverlaps, ...fields }: Fields & Acceptance & Json & { schedule?: boolean },
): Promise<void> {
  const acceptance = given({ emergency, acceptOverlaps });
  if (schedule !== true && Object.keys(acceptance).length > 0) {
    throw new Failure(EXIT.usage, '--emergency and --accept-overlaps are said when it is scheduled: add --schedule');
  }
  const client = connect();
  const body = wholeOf({ ...fields, title });
  const check = json === true ? null : await answered(client.POST('/api/v1/maintenance-windows/check', { body }));
  const findings = (check?.findings ?? []).map(planFindingLine);
  const draft = await answered(client.POST('/api/v1/maintenance-windows', { body }));
  if (schedule !== true) return print(json, draft, () => [windowLine(draft), ...findings]);
  try {
    const window = await scheduled(draft.id, acceptance);
    print(json, window, () => [...windowLines(window), ...findings]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const again = `opsledger window schedule ${draft.id}`;
    throw new Failure(error.exitCode, `it stays a draft (then: ${again}): ${error.message}`, error.problem);
  }
}

async function changeWindow(id: string, { json, ...fields }: Fields & Json): Promise<void> {
  const body = bodyOf(fields);
  if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'give what should change, such as --text');
  const request = { params: { path: { id } }, body };
  const window = await answered(connect().PATCH('/api/v1/maintenance-windows/{id}', request));
  print(json, window, () => [windowLine(window)]);
}

async function checkPlan(id: string | undefined, { json, ...fields }: Fields & Json): Promise<void> {
  const client = connect();
  const body =
    id === undefined
      ? wholeOf({ ...fields, title: fields.title ?? 'a plan' })
      : {
          ...planned(await answered(client.GET('/api/v1/maintenance-windows/{id}', { params: { path: { id } } }))),
          ...bodyOf(fields),
        };
  const answer = await answered(client.POST('/api/v1/maintenance-windows/check', { body }));
  const overlaps = answer.overlaps.filter((one) => one.id !== id);
  print(json, { ...answer, overlaps }, () => [
    answer.words,
    ...overlaps.map(overlapLine),
    ...answer.findings.map(planFindingLine),
  ]);
  // Overlaps forbid to schedule it, unless a reason is given; what is wrong, to announce it.
  if (overlaps.length > 0 || isWrong(answer.findings)) process.exitCode = EXIT.refused;
}

/** What was planned, as one would ask for it anew. */
function planned(window: Window): components['schemas']['WindowRequest'] {
  const { title, startsAt, endsAt, kinds, otherKind, tasks, changes, text, impactMinutes } = window;
  const idsOf = (refs: Window['affected']): string[] => refs.map(({ id }) => id);
  return {
    title,
    startsAt,
    endsAt,
    kinds,
    otherKind,
    tasks,
    changes,
    text,
    affected: idsOf(window.affected),
    unaffected: idsOf(window.unaffected),
    ...(impactMinutes === null ? {} : { impactMinutes }),
  };
}

async function listOverlaps(id: string, { json }: Json): Promise<void> {
  const params = { path: { id } };
  const answer = await answered(connect().GET('/api/v1/maintenance-windows/{id}/overlaps', { params }));
  print(json, answer, () => (answer.data.length === 0 ? ['it overlaps nothing'] : answer.data.map(overlapLine)));
}
