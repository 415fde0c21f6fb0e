import type { components } from '@api/openapi.js';
import type { Command } from 'commander';
import { EXIT, Failure } from './client.js';
import { given, listOf } from './given-text.js';
import { momentFrom } from './times.js';

type Patch = components['schemas']['WindowPatch'];

export interface Fields {
  title?: string;
  start?: string;
  end?: string;
  kind?: string[];
  other?: string;
  affected?: string[];
  unaffected?: string[];
  impact?: string;
  task?: string[];
  change?: string[];
  responsible?: string;
  text?: string;
}

export function withFields(command: Command): Command {
  return command
    .option('--start <time>', 'such as 2026-12-08T14:00Z')
    .option('--end <time>')
    .option('--kind <kind...>', 'all-services, network, database, read-only, restarts, degraded, other')
    .option('--other <words>', 'what `other` is')
    .option('--affected <component...>')
    .option('--unaffected <component...>', 'of which people would think that they are affected')
    .option('--impact <minutes>', 'how long the impact lasts within the window; `unknown`: all of it')
    .option('--task <task...>')
    .option('--change <change...>', 'numbers or Change-Ids')
    .option('--responsible <name>', 'who answers for it')
    .option('--text <text>', 'for everybody to read')
    .option('--json', 'print as JSON');
}

export function bodyOf({
  start,
  end,
  kind,
  other,
  affected,
  unaffected,
  impact,
  task,
  change,
  ...same
}: Fields): Patch {
  const { title, responsible, text } = same;
  return given({
    title,
    responsible,
    text,
    startsAt: start === undefined ? undefined : momentFrom(start),
    endsAt: end === undefined ? undefined : momentFrom(end),
    kinds: listOf(kind),
    otherKind: other,
    affected: listOf(affected),
    unaffected: listOf(unaffected),
    tasks: listOf(task),
    changes: listOf(change),
    ...(impact === 'unknown' ? { impactUnknown: true } : { impactMinutes: minutesOf(impact) }),
  });
}

function minutesOf(words: string | undefined): number | undefined {
  if (words === undefined || /^\d{1,6}$/.test(words)) return words === undefined ? undefined : Number(words);
  throw new Failure(EXIT.usage, `--impact: ${JSON.stringify(words)} is neither minutes nor \`unknown\``);
}

/** A plan has times. */
export function wholeOf(fields: Fields & { title: string }): components['schemas']['WindowRequest'] {
  const { startsAt, endsAt, ...rest } = bodyOf(fields);
  if (startsAt === undefined || endsAt === undefined) throw new Failure(EXIT.usage, 'give --start and --end');
  return { ...rest, title: fields.title, startsAt, endsAt };
}
