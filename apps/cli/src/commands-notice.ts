import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { answered, connect } from './client.js';
import { allOf, given } from './given-text.js';
import { type Json, print, printable, utc } from './output.js';

type Obligation = components['schemas']['ObligationView'];
type Cell = components['schemas']['ComplianceCellView'];

const COUNTED = ['enough', 'short', 'none', 'emergency', 'notRequired', 'moved', 'overran', 'cancelled'] as const;

interface Filters {
  window?: string;
  state?: string;
  kind?: string;
  from?: string;
  to?: string;
}

interface Months {
  from: string;
  to: string;
  component?: string;
  kind?: string;
  asOf?: string;
  ids?: boolean;
}

/** What people are owed about windows, and whether they got it. */
export function addNoticeCommands(program: Command): void {
  const command = program.command('obligations').description('messages that people are owed about windows');
  command
    .command('list', { isDefault: true })
    .option('--window <id>', 'only about this window')
    .option('--state <state>', 'pending, met, late, missed, waived, void')
    .option('--kind <kind>', 'advance, starting, ended, delayed, rescheduled, cancelled, promise')
    .option('--from <time>', 'only those that are due at or after it; without both, within 31 days of now')
    .option('--to <time>', 'only those that are due before it')
    .option('--json', 'print as JSON')
    .action(listObligations);
  command
    .command('waive <id>')
    .description('nobody is owed it any more')
    .requiredOption('--window <id>', 'of the window that it is about')
    .requiredOption('--reason <text>', 'why')
    .option('--json', 'print as JSON')
    .action(waive);
  program
    .command('compliance')
    .description('whether people were told in time, by month, component and kind of downtime')
    .requiredOption('--from <month>', 'such as 2026-01')
    .requiredOption('--to <month>', 'the last one')
    .option('--component <name>', 'only of it, what it is a part of, or its parts')
    .option('--kind <kind>', 'only of this kind of downtime')
    .option('--as-of <moment>', 'as it was known then: a time, or a position')
    .option('--ids', 'the windows too')
    .option('--json', 'print as JSON')
    .action(showCompliance);
}

async function listObligations({ json, state, kind, ...filters }: Filters & Json): Promise<void> {
  const found = await allOf((page) => {
    const chosen = given({
      state: state as Obligation['state'] | undefined,
      kind: kind as Obligation['kind'] | undefined,
    });
    const query = { ...filters, ...chosen, ...page };
    return answered(connect().GET('/api/v1/obligations', { params: { query } }));
  });
  print(json, { data: found }, () => (found.length === 0 ? ['nothing is owed'] : found.map(obligationLine)));
}

/** `2026-12-01 14:00:00 pending advance … 0199…` */
export function obligationLine({ id, kind, dueAt, state, words, window }: Obligation): string {
  const due = dueAt === null ? 'without a time' : utc(dueAt);
  const about = window === null ? 'no window' : `window ${window}`;
  return `${due} ${state} ${kind} ${printable(words)} ${about} ${id}`;
}

async function waive(id: string, { json, ...body }: { window: string; reason: string } & Json): Promise<void> {
  const request = { params: { path: { id } }, body };
  const waived = await answered(connect().POST('/api/v1/obligations/{id}/waive', request));
  print(json, waived, () => [obligationLine(waived)]);
}

async function showCompliance({ json, ids, kind, ...months }: Months & Json): Promise<void> {
  const query = { ...months, ...given({ kind: kind as Cell['kind'] | undefined }) };
  const answer = await answered(connect().GET('/api/v1/maintenance-windows/compliance', { params: { query } }));
  print(json, answer, () =>
    answer.data.length === 0 ? ['no windows'] : answer.data.flatMap((cell) => cellLines(cell, ids === true)),
  );
}

/** `2026-11 edge network: 3 windows, 2 enough, 1 short, 1 moved` */
function cellLines(cell: Cell, withIds: boolean): string[] {
  const counts = COUNTED.filter((name) => cell[name].length > 0).map((name) => `${cell[name].length} ${wordsOf(name)}`);
  const many = `${cell.windows} window${cell.windows === 1 ? '' : 's'}`;
  return [
    `${cell.month} ${cell.component.name} ${cell.kind}: ${[many, ...counts].join(', ')}`,
    ...(withIds ? COUNTED.flatMap((name) => cell[name].map((id) => `  ${wordsOf(name)} ${id}`)) : []),
  ];
}

function wordsOf(name: (typeof COUNTED)[number]): string {
  return name === 'notRequired' ? 'not required' : name;
}
