import { HOUR, DAY } from '@kernel/time.js';
import { readHosts } from './read-hosts.js';

export type OperationKind = 'cookbook' | 'deploy' | 'database-maintenance' | 'action';
export type Outcome = 'pass' | 'fail' | 'error' | 'aborted';

/** What a message says about an operation: that it began, that it ended, or both in one line. */
export interface Mark {
  readonly part: 'start' | 'end' | 'whole';
  readonly kind: OperationKind;
  /** `sre.hosts.reboot`, `scap sync-world`, `deploy mediawiki/services`: what START and END have in common. */
  readonly name: string;
  readonly text: string;
  readonly hosts: readonly string[];
  readonly outcome: Outcome | null;
  readonly exitCode: number | null;
  /** As the message says it, `(duration: 120m 00s)`. */
  readonly reportedSeconds: number | null;
}

/** After this time without an END an operation counts as abandoned; a later END pairs all the same. */
export const ABANDONED_AFTER: Readonly<Record<OperationKind, number>> = {
  cookbook: 24 * HOUR,
  deploy: 2 * HOUR,
  'database-maintenance': 14 * DAY,
  action: 24 * HOUR,
};

type Reading = Partial<Mark> & Pick<Mark, 'part' | 'kind' | 'name'>;
type Shape = readonly [pattern: RegExp, read: (...groups: string[]) => Reading];

const DURATION = /\(duration: (\d{1,6})m (\d{1,2})s\)/;

/** The shapes that today's tools emit, in the order they are tried. Wording changes over the years: add, do not edit. */
const SHAPES: readonly Shape[] = [
  [/^START - Cookbook (\S+) ?(.*)$/s, (name, text) => cookbook('start', name, text)],
  [/^END \((PASS|FAIL|ERROR)\) - Cookbook (\S+)(?: \(exit_code=(-?\d{1,5})\))? ?(.*)$/s, ended('end')],
  [/^DONE \((PASS|FAIL|ERROR)\) - Cookbook (\S+)(?: \(exit_code=(-?\d{1,5})\))? ?(.*)$/s, ended('whole')],
  [/^Started scap( sync-\w+)?: ?(.*)$/s, (sub, text) => deploy('start', `scap${sub ?? ''}`, text)],
  [/^Finished scap( sync-\w+)?: ?(.*)$/s, (sub, text) => deploy('end', `scap${sub ?? ''}`, text, 'pass')],
  [
    /^Started deploy \[([^\]@]+)(@[^\]]*)?\] ?(.*)$/s,
    (repo, at, text) => deploy('start', `deploy ${repo}`, `${at}${text}`),
  ],
  [
    /^Finished deploy \[([^\]@]+)(@[^\]]*)?\] ?(.*)$/s,
    (repo, at, text) => deploy('end', `deploy ${repo}`, `${at}${text}`, 'pass'),
  ],
  [/^Locking from deployment \[([^\]]+)\]:? ?(.*)$/s, (repo, text) => deploy('start', `deployment lock ${repo}`, text)],
  [
    /^Unlocked for deployment \[([^\]]+)\]:? ?(.*)$/s,
    (repo, text) => deploy('end', `deployment lock ${repo}`, text, 'pass'),
  ],
  [/^(?:scap )?(sync-\w+) aborted: ?(.*)$/s, (program, text) => deploy('end', `scap ${program}`, text, 'aborted')],
  [/^(scap|deploy) aborted: ?(.*)$/s, (program, text) => deploy('end', program, text, 'aborted')],
  [/^Synchronized (\S+): ?(.*)$/s, (file, text) => deploy('whole', 'scap sync-file', `${file} ${text}`, 'pass')],
  [/^Backport for (.*)$/s, (text) => deploy('whole', 'backport', text, null)],
  [/^helmfile \[[^\]]*\] START (.*)$/s, (text) => deploy('start', 'helmfile', text)],
  [/^helmfile \[[^\]]*\] DONE (.*)$/s, (text) => deploy('end', 'helmfile', text, 'pass')],
  [/^helmfile (.*)$/s, (text) => action('whole', 'helmfile', text)],
  [/^Rebooting node (\S+)(.*)$/s, (node, text) => action('start', 'reboot node', `${node}${text}`)],
  [/^Finished rebooting node (\S+)(.*)$/s, (node, text) => action('end', 'reboot node', `${node}${text}`, 'pass')],
  [/^conftool action : (.*)$/s, (text) => action('whole', 'conftool', text)],
  [/^dbctl commit (.*)$/s, (text) => action('whole', 'dbctl commit', text)],
  [/^dbmaint on (.*)$/s, (text) => ({ part: 'start', kind: 'database-maintenance', name: 'dbmaint', text })],
  [
    /^(?:Finished|END(?: \(\w+\))? -) dbmaint on (.*)$/s,
    (text) => ({ part: 'end', kind: 'database-maintenance', name: 'dbmaint', text, outcome: 'pass' }),
  ],
];

/** Null for a message that speaks of no operation. */
export function readMark(message: string): Mark | null {
  for (const [pattern, read] of SHAPES) {
    const found = pattern.exec(message);
    if (found !== null) return complete(read(...found.slice(1).map((group) => group ?? '')), message);
  }
  return null;
}

function complete(reading: Reading, message: string): Mark {
  const duration = DURATION.exec(message);
  const text = (reading.text ?? '').replace(DURATION, '').trim();
  return {
    outcome: null,
    exitCode: null,
    ...reading,
    text,
    hosts: readHosts(text),
    reportedSeconds: duration === null ? null : Number(duration[1]) * 60 + Number(duration[2]),
  };
}

function cookbook(part: Mark['part'], name: string, text = ''): Reading {
  return { part, kind: 'cookbook', name, text };
}

function ended(part: 'end' | 'whole') {
  return (outcome?: string, name?: string, code?: string, text?: string): Reading => ({
    ...cookbook(part, name!, text),
    outcome: outcome!.toLowerCase() as Outcome,
    exitCode: code === undefined || code === '' ? null : Number(code),
  });
}

function deploy(part: Mark['part'], name: string, text = '', outcome: Outcome | null = null): Reading {
  return { part, kind: 'deploy', name, text, outcome };
}

function action(part: Mark['part'], name: string, text = '', outcome: Outcome | null = null): Reading {
  return { part, kind: 'action', name, text, outcome: part === 'whole' ? 'pass' : outcome };
}
