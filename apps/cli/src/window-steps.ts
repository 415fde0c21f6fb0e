import type { Command } from 'commander';
import { answered, connect } from './client.js';
import { given } from './given-text.js';
import { type Json, print } from './output.js';
import { momentFrom } from './times.js';
import { type Window, windowLine, windowLines } from './window-words.js';

/** What has to be said where a window cannot wait, or something else takes place. */
export interface Acceptance {
  emergency?: string;
  acceptOverlaps?: string;
}

interface Reason {
  reason: string;
}

/** What happens to a window after it was planned. */
export function addWindowSteps(command: Command): void {
  withAcceptance(command.command('schedule <id>').description('it takes place; from now on it is judged'))
    .option('--json', 'print the window as JSON')
    .action(async (id: string, { json, ...acceptance }: Acceptance & Json) => {
      const window = await scheduled(id, acceptance);
      print(json, window, () => windowLines(window));
    });
  withAcceptance(withReason(command.command('reschedule <id>').description('other times; it is judged anew')))
    .requiredOption('--start <time>', 'such as 2026-12-08T14:00Z')
    .requiredOption('--end <time>')
    .action(reschedule);
  withReason(command.command('hold <id>').description('it must not start, and nobody is told that it does')).action(
    (id: string, options: Reason & Json) => step('hold', id, options),
  );
  withReason(command.command('release <id>').description('it may start again')).action(
    (id: string, options: Reason & Json) => step('release', id, options),
  );
  withReason(command.command('cancel <id>').description('it does not take place')).action(
    (id: string, options: Reason & Json) => step('cancel', id, options),
  );
  command
    .command('start <id>')
    .description('the work has begun')
    .option('--at <time>', 'without it, now')
    .option('--json', 'print the window as JSON')
    .action(start);
  withOverlaps(withReason(command.command('extend <id>').description('it takes longer than was said')))
    .requiredOption('--end <time>')
    .action(extend);
  command
    .command('complete <id>')
    .description('the work has ended')
    .option('--at <time>', 'without it, now')
    .option('--outcome <text>', 'how it went')
    .option('--json', 'print the window as JSON')
    .action(complete);
}

export function withAcceptance(command: Command): Command {
  return withOverlaps(command.option('--emergency <reason>', 'why it cannot wait'));
}

function withOverlaps(command: Command): Command {
  return command.option('--accept-overlaps <reason>', 'why it may take place beside what it overlaps');
}

function withReason(command: Command): Command {
  return command.requiredOption('--reason <text>', 'why').option('--json', 'print the window as JSON');
}

export function scheduled(id: string, acceptance: Acceptance): Promise<Window> {
  const request = { params: { path: { id } }, body: acceptanceOf(acceptance) };
  return answered(connect().POST('/api/v1/maintenance-windows/{id}/schedule', request));
}

function acceptanceOf({ emergency, acceptOverlaps }: Acceptance) {
  return given({ emergency, overlapReason: acceptOverlaps });
}

async function reschedule(
  id: string,
  { json, start: startsAt, end, reason, ...acceptance }: { start: string; end: string } & Reason & Acceptance & Json,
): Promise<void> {
  const body = { startsAt: momentFrom(startsAt), endsAt: momentFrom(end), reason, ...acceptanceOf(acceptance) };
  const request = { params: { path: { id } }, body };
  const window = await answered(connect().POST('/api/v1/maintenance-windows/{id}/reschedule', request));
  print(json, window, () => windowLines(window));
}

async function step(what: 'hold' | 'release' | 'cancel', id: string, { json, reason }: Reason & Json): Promise<void> {
  const request = { params: { path: { id } }, body: { reason } };
  const window = await answered(connect().POST(`/api/v1/maintenance-windows/{id}/${what}`, request));
  print(json, window, () => [windowLine(window)]);
}

async function start(id: string, { json, at }: { at?: string } & Json): Promise<void> {
  const request = { params: { path: { id } }, body: at === undefined ? {} : { occurredAt: momentFrom(at) } };
  const window = await answered(connect().POST('/api/v1/maintenance-windows/{id}/start', request));
  print(json, window, () => [windowLine(window)]);
}

async function extend(
  id: string,
  { json, end, reason, ...acceptance }: { end: string } & Reason & Acceptance & Json,
): Promise<void> {
  const body = { endsAt: momentFrom(end), reason, ...acceptanceOf(acceptance) };
  const request = { params: { path: { id } }, body };
  const window = await answered(connect().POST('/api/v1/maintenance-windows/{id}/extend', request));
  print(json, window, () => [windowLine(window)]);
}

async function complete(id: string, { json, at, outcome }: { at?: string; outcome?: string } & Json): Promise<void> {
  const body = given({ outcome, occurredAt: at === undefined ? undefined : momentFrom(at) });
  const request = { params: { path: { id } }, body };
  const window = await answered(connect().POST('/api/v1/maintenance-windows/{id}/complete', request));
  print(json, window, () => [windowLine(window)]);
}
