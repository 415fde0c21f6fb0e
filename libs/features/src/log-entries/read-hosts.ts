/** Hosts that one message may name after its ranges are expanded; the rest is cut. */
export const MAX_HOSTS = 1000;
const MAX_EXPANSIONS = 20_000;

const DOMAINS = String.raw`(?:\.[a-z0-9-]+)*\.(?:wmnet|wikimedia\.(?:org|cloud)|wmcloud\.org|wmflabs)`;
const GROUP = String.raw`(?:\[[0-9,\s-]{1,400}\]|\{[a-z0-9.,\s-]{1,400}\})`;
// A name with at least one group; a fully qualified name; a short name with the four digits that our hosts carry.
const CANDIDATE = new RegExp(
  String.raw`(?<![\w@./:-])(?:` +
    String.raw`(?:[a-z][a-z0-9-]{0,40})?${GROUP}(?:[a-z0-9-]{1,20}|${GROUP}){0,4}(?:${DOMAINS})?` +
    String.raw`|[a-z][a-z0-9-]{0,60}${DOMAINS}` +
    String.raw`|[a-z][a-z-]{1,40}[1-7]\d{3}` +
    String.raw`)(?![\w-])`,
  'gi',
);
const SHORT_HOST = /^[a-z][a-z0-9-]*\d$/;
const MONTH_AND_YEAR = /^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z-]*(?:19|20)\d\d$/;
const PARTS = /\[([^\]]*)\]|\{([^}]*)\}|([^[\]{}]+)/g;

/** Host names in a message, lower case, ranges (`db[1101-1103]`) and lists (`{a,b}`) expanded, each once. */
export function readHosts(message: string): string[] {
  const hosts = new Set<string>();
  // A message full of ranges that name no host must not cost more than one that names a thousand.
  let expansions = 0;
  for (const candidate of message.match(CANDIDATE) ?? []) {
    const names = expand(candidate.toLowerCase());
    expansions += names.length;
    for (const name of names) {
      if (isHost(name)) hosts.add(name);
      if (hosts.size === MAX_HOSTS) return [...hosts];
    }
    if (expansions > MAX_EXPANSIONS) break;
  }
  return [...hosts];
}

/** `db1101.eqiad.wmnet` → `db1101` */
export function shortName(host: string): string {
  return host.split('.')[0]!;
}

function isHost(name: string): boolean {
  if (name.includes('.')) return true;
  return SHORT_HOST.test(name) && !MONTH_AND_YEAR.test(name) && !/^[0-9a-f]{7,}$/.test(name);
}

/** At most `MAX_HOSTS` names; what is beyond is never made. */
function expand(pattern: string): string[] {
  if (!/[[{]/.test(pattern)) return [pattern];
  let names = [''];
  for (const [, range, list, literal] of pattern.matchAll(PARTS)) {
    const choices = literal === undefined ? choicesOf(list ?? range!) : [literal];
    const longer: string[] = [];
    for (const name of names) {
      for (const choice of choices.slice(0, MAX_HOSTS - longer.length)) longer.push(name + choice);
    }
    names = longer;
  }
  return names;
}

function choicesOf(group: string): string[] {
  const choices: string[] = [];
  for (const item of group.split(',')) {
    if (choices.length < MAX_HOSTS) choices.push(...numbers(item.trim()));
  }
  return choices;
}

/** `1101-1103` → three numbers of the same width; anything else is itself. */
function numbers(item: string): string[] {
  const range = /^(\d{1,9})-(\d{1,9})$/.exec(item);
  if (range === null) return item === '' ? [] : [item];
  const from = range[1]!;
  const count = Math.min(Number(range[2]) - Number(from) + 1, MAX_HOSTS);
  return Array.from({ length: Math.max(count, 0) }, (_, n) => String(Number(from) + n).padStart(from.length, '0'));
}
