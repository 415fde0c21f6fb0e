import { expandHosts, MAX_HOSTS } from '@kernel/host-ranges.js';

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

/** Host names in a message, lower case, ranges (`db[1101-1103]`) and lists (`{a,b}`) expanded, each once; at most `MAX_HOSTS`. */
export function readHosts(message: string): string[] {
  const hosts = new Set<string>();
  // A message full of ranges that name no host must not cost more than one that names a thousand.
  let expansions = 0;
  for (const candidate of message.match(CANDIDATE) ?? []) {
    const names = expandHosts(candidate.toLowerCase());
    expansions += names.length;
    for (const name of names) {
      if (isHost(name)) hosts.add(name);
      if (hosts.size === MAX_HOSTS) return [...hosts];
    }
    if (expansions > MAX_EXPANSIONS) break;
  }
  return [...hosts];
}

function isHost(name: string): boolean {
  if (name.includes('.')) return true;
  return SHORT_HOST.test(name) && !MONTH_AND_YEAR.test(name) && !/^[0-9a-f]{7,}$/.test(name);
}
