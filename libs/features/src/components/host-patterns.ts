import { expandHosts, MAX_HOSTS, shortName } from '@kernel/host-ranges.js';
import { HOST_PATTERN } from './component.events.js';

/** Characters that must stand before a `*`. */
const SHORTEST_BEGINNING = 2;

/** Which hosts are meant: by name, short or fully qualified, and by how their names begin. */
export interface HostNames {
  readonly names: readonly string[];
  readonly beginnings: readonly string[];
}

/** What patterns of hosts stand for. */
export function hostNames(patterns: readonly string[]): HostNames {
  const of = (isBeginning: boolean): string[] =>
    patterns
      .filter((pattern) => pattern.endsWith('*') === isBeginning)
      .flatMap((pattern) => expandHosts(pattern.replace(/\*$/, '')));
  return { names: [...new Set(of(false))], beginnings: [...new Set(of(true))] };
}

/** Whether a host is meant: without a domain it is any of that name. */
export function meansHost({ names, beginnings }: HostNames, host: string): boolean {
  const isOne = (name: string): boolean =>
    name === host ||
    (!name.includes('.') && name === shortName(host)) ||
    (!host.includes('.') && host === shortName(name));
  return names.some(isOne) || beginnings.some((beginning) => host.startsWith(beginning));
}

/** What is wrong with the patterns of one component, as a sentence; null when nothing is. */
export function patternProblem(patterns: readonly string[]): string | null {
  for (const pattern of patterns) {
    const written = JSON.stringify(pattern.slice(0, 80));
    if (/^[*.?-]*$/.test(pattern)) return `${written} means every host`;
    if (!HOST_PATTERN.test(pattern)) {
      return `${written} is not a host name such as db1101, db[1101-1103].eqiad.wmnet or db1*, with * at its end only`;
    }
    const beginning = pattern.replace(/\*$/, '');
    if (pattern.endsWith('*') && beginning.length < SHORTEST_BEGINNING) return `${written} means too many hosts`;
    if (expandHosts(beginning).length === 0) return `${written} means no host`;
  }
  const { names, beginnings } = hostNames(patterns);
  if (names.length + beginnings.length < MAX_HOSTS) return null;
  return `mean ${MAX_HOSTS} names or more: say what they begin with`;
}
