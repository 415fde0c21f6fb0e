import type { components } from '@api/openapi.js';
import { EXIT, Failure } from './client.js';

type Rule = components['schemas']['RuleFields'];

const FIELDS = { scope: 'scopes', kind: 'kinds', announcement: 'announcements' } as const;
const EVERYTHING = 'everything';
const USAGE = "use 'scope=toolforge,cloud-vps kind=network announcement=advance impact=from-5-min', or 'everything'";

/** `scope=toolforge,cloud-vps impact=from-5-min`; what a word may be, the server knows. @throws Failure */
export function ruleFrom(typed: string): Rule {
  const words = typed.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) throw wrong(typed, 'is empty');
  if (words.length === 1 && words[0] === EVERYTHING) return {};
  const rule: Rule = {};
  const seen = new Set<string>();
  for (const word of words) {
    const [, key, list] = /^([a-z]+)=([a-z0-9-]+(?:,[a-z0-9-]+)*)$/.exec(word) ?? [];
    if (key === undefined || list === undefined)
      throw wrong(typed, `has ${JSON.stringify(word)}, which is no name=word`);
    if (seen.has(key)) throw wrong(typed, `says twice what ${key} is`);
    seen.add(key);
    if (key === 'impact') rule.impact = list as NonNullable<Rule['impact']>;
    else if (key in FIELDS) rule[FIELDS[key as keyof typeof FIELDS]] = list.split(',');
    else throw wrong(typed, `has ${JSON.stringify(key)}, which is none of scope, kind, announcement and impact`);
  }
  return rule;
}

/** `--rule ''` takes all rules away. */
export function rulesFrom(typed: readonly string[] | undefined): Rule[] | undefined {
  if (typed?.length === 1 && typed[0] === '') return [];
  return typed?.map(ruleFrom);
}

function wrong(typed: string, what: string): Failure {
  return new Failure(EXIT.usage, `--rule: ${JSON.stringify(typed)} ${what}; ${USAGE}`);
}
