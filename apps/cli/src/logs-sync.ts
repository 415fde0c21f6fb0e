import { answered, connect, EXIT, Failure } from './client.js';
import { textOf } from './given-text.js';
import type { components } from '@api/openapi.js';
import { type Json, print, printable } from './output.js';

type Log = components['schemas']['LogView'];
type Changes = components['schemas']['LogPatch'];
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;
const PAGE = 250;
const AT_ONCE = 8;
const SHOWN = 20;

/** A log as a line of the file describes it. */
interface Wanted {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly aliases?: readonly string[];
  /** Its name until now, which it keeps; this one is added. */
  readonly renamedFrom?: string;
}

type Step =
  | { readonly do: 'create'; readonly log: Wanted }
  | { readonly do: 'change' | 'archive' | 'reopen'; readonly name: string; readonly changes: Changes };

interface SyncOptions extends Json {
  readonly under: string;
  readonly allowShrink?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Makes the logs whose names begin alike what a file says: creates, changes and reopens them, and archives those that
 * the file has no more. A file that lacks logs is refused unless told otherwise: a directory that answered with nothing,
 * or with half, must not close logs.
 */
export async function syncLogs(file: string, options: SyncOptions): Promise<void> {
  const prefix = prefixOf(options.under);
  const wanted = readWanted(file, prefix);
  const logs = await allLogs();
  const { steps, gone } = plan(wanted, logs, prefix);
  if (gone.length > 0 && options.allowShrink !== true) {
    const some = gone.slice(0, 5).join(', ');
    throw new Failure(
      EXIT.refused,
      `${file} has ${wanted.length} logs and lacks ${gone.length} that are open under ${options.under}, such as ${some}: ` +
        'nothing was changed; --allow-shrink archives them',
    );
  }
  const all: Step[] = [
    ...steps,
    ...gone.map((name): Step => ({ do: 'archive', name, changes: { status: 'archived' } })),
  ];
  if (options.dryRun !== true) await carryOut(all);
  const counts = { create: 0, change: 0, reopen: 0, archive: 0 };
  for (const step of all) counts[step.do]++;
  print(options.json, { dryRun: options.dryRun === true, unchanged: wanted.length - steps.length, ...counts }, () => [
    `${options.dryRun === true ? 'would be done' : 'done'}: ${counts.create} created, ${counts.change} changed, ` +
      `${counts.reopen} reopened, ${counts.archive} archived; ${wanted.length - steps.length} are as they were`,
    ...all.slice(0, SHOWN).map(stepLine),
    ...(all.length > SHOWN ? [`  … and ${all.length - SHOWN} more`] : []),
  ]);
}

function prefixOf(pattern: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,60}\*$/.test(pattern)) return pattern.slice(0, -1);
  throw new Failure(
    EXIT.usage,
    `--under must be the beginning of names followed by *, such as tools.*, not ${printable(pattern)}`,
  );
}

/** @throws Failure that names the line; nothing is done by halves */
function readWanted(file: string, prefix: string): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const olds = new Set<string>();
  textOf(file)
    .split('\n')
    .forEach((line, index) => {
      const text = line.trim();
      if (text === '' || text.startsWith('#')) return;
      const problem = (what: string): Failure =>
        new Failure(EXIT.refused, `${file}, line ${index + 1}: ${what}; nothing was changed`);
      const log = wantedOf(text, problem);
      if (!NAME.test(log.name)) throw problem(`${printable(log.name)} is not the name of a log`);
      if (!log.name.startsWith(prefix)) throw problem(`${log.name} does not begin with ${prefix}`);
      if (wanted.has(log.name)) throw problem(`${log.name} is there twice`);
      const { renamedFrom } = log;
      if (renamedFrom !== undefined) {
        if (!renamedFrom.startsWith(prefix)) throw problem(`${printable(renamedFrom)} does not begin with ${prefix}`);
        if (olds.has(renamedFrom)) throw problem(`${renamedFrom} was renamed in an earlier line already`);
        olds.add(renamedFrom);
      }
      wanted.set(log.name, log);
    });
  const both = [...olds].find((old) => wanted.has(old));
  if (both !== undefined) {
    throw new Failure(EXIT.refused, `${file}: ${both} is there, and was renamed in another line; nothing was changed`);
  }
  return [...wanted.values()];
}

/** `name title…`, or a JSON object. */
function wantedOf(text: string, problem: (what: string) => Failure): Wanted {
  if (!text.startsWith('{')) {
    const [name = '', title = ''] = text.split(/\s+(.*)/s);
    return { name, ...(title === '' ? {} : { title }) };
  }
  let log: Record<string, unknown>;
  try {
    log = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw problem('this is not JSON');
  }
  const { name, title, description, aliases, renamedFrom, ...rest } = log;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw problem(`${printable(unknown)} is not known; there are name, title, description, aliases, renamedFrom`);
  const texts = { name, title, description, renamedFrom };
  const wrong = Object.entries(texts).find(
    ([key, value]) => typeof value !== 'string' && (value !== undefined || key === 'name'),
  );
  if (wrong !== undefined) throw problem(`${wrong[0]} must be a text`);
  const isList =
    aliases === undefined || (Array.isArray(aliases) && aliases.every((alias) => typeof alias === 'string'));
  if (!isList) throw problem('aliases must be a list of texts');
  return log as unknown as Wanted;
}

export async function allLogs(): Promise<Log[]> {
  const logs: Log[] = [];
  let after: string | undefined;
  do {
    const query = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await answered(connect().GET('/api/v1/logs', { params: { query } }));
    logs.push(...page.data);
    after = page.page.next ?? undefined;
  } while (after !== undefined);
  return logs;
}

function plan(wanted: readonly Wanted[], logs: readonly Log[], prefix: string): { steps: Step[]; gone: string[] } {
  const byName = new Map(logs.flatMap((log) => [log.name, ...log.aliases].map((name) => [name, log] as const)));
  const steps: Step[] = [];
  const kept = new Set<string>();
  for (const one of wanted) {
    const log = byName.get(one.name) ?? byName.get(one.renamedFrom ?? '');
    if (log === undefined) {
      steps.push({ do: 'create', log: one });
      continue;
    }
    if (kept.has(log.name)) {
      throw new Failure(
        EXIT.refused,
        `two lines mean the log ${log.name}, one of them is ${one.name}; nothing was changed`,
      );
    }
    kept.add(log.name);
    const changes = changesOf(one, log);
    if (Object.keys(changes).length === 0) continue;
    steps.push({ do: changes.status === 'open' ? 'reopen' : 'change', name: log.name, changes });
  }
  const gone = logs.filter(({ name, status }) => name.startsWith(prefix) && status === 'open' && !kept.has(name));
  return { steps, gone: gone.map(({ name }) => name) };
}

/** What the file does not say stays as it is; aliases are added, never taken away: they are what old links lead by. */
function changesOf({ name, title, description, aliases = [] }: Wanted, log: Log): Changes {
  const names = new Set([...log.aliases, ...aliases, ...(name === log.name ? [] : [name])]);
  return {
    ...(title === undefined || title === log.title ? {} : { title }),
    ...(description === undefined || description === log.description ? {} : { description }),
    ...(names.size === log.aliases.length ? {} : { aliases: [...names] }),
    ...(log.status === 'open' ? {} : { status: 'open' as const }),
  };
}

function stepLine(step: Step): string {
  if (step.do === 'create') return `  create ${step.log.name}`;
  const { status: _status, ...changes } = step.changes;
  const what = Object.entries(changes).map(([field, value]) => `${field} ${printable(JSON.stringify(value))}`);
  return `  ${step.do} ${step.name}${what.length === 0 ? '' : `: ${what.join(', ')}`}`;
}

async function carryOut(steps: readonly Step[]): Promise<void> {
  const client = connect();
  const rest = [...steps];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let step = rest.shift(); step !== undefined; step = rest.shift()) {
      if (step.do === 'create') {
        const { renamedFrom: _old, aliases = [], ...log } = step.log;
        await answered(client.POST('/api/v1/logs', { body: { ...log, aliases: [...aliases] } }));
      } else {
        const params = { path: { name: step.name } };
        await answered(client.PATCH('/api/v1/logs/{name}', { params, body: step.changes }));
      }
      done++;
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    // The others finish what they are at, and begin nothing more.
    rest.length = 0;
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      error.exitCode,
      `${error.message}; ${done} of ${steps.length} steps were done, give the same command again`,
    );
  }
}
