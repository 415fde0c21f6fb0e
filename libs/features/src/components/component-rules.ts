import { Rejected } from '@kernel/decider.js';
import { COMPONENT_NAME, type ComponentDetails } from './component.events.js';
import type { ComponentsState, KnownComponent } from './components.js';
import { patternProblem } from './host-patterns.js';

export const NAME_WORDS = 'lower case letters, digits and . _ -, at most 63, beginning with a letter or digit';

/** @throws Rejected where names are taken or have no form, or hosts cannot be meant so */
export function checkDetails(id: string, details: ComponentDetails, state: ComponentsState): void {
  for (const field of ['hosts', 'groups', 'aliases'] as const) {
    const twice = details[field].find((one, index) => details[field].indexOf(one) !== index);
    if (twice !== undefined) {
      throw new Rejected('invalid', 'named-twice', `${field}: ${twice} stands there twice`, field);
    }
  }
  for (const field of ['groups', 'aliases'] as const) {
    const wrong = details[field].find((name) => !COMPONENT_NAME.test(name));
    if (wrong === undefined) continue;
    throw new Rejected('invalid', 'form', `${field}: has ${JSON.stringify(wrong)}, which is not ${NAME_WORDS}`, field);
  }
  const problem = patternProblem(details.hosts);
  if (problem !== null) throw new Rejected('invalid', 'host-pattern', `hosts: ${problem}`, 'hosts');
  checkUnique(id, details, state);
}

function checkUnique(id: string, { name, aliases }: ComponentDetails, state: ComponentsState): void {
  if (aliases.includes(name)) throw taken('aliases', name, name);
  for (const [other, { details }] of state) {
    if (other === id) continue;
    const theirs = new Set([details.name, ...details.aliases]);
    if (theirs.has(name)) throw taken('name', name, details.name);
    const alias = aliases.find((alias) => theirs.has(alias));
    if (alias !== undefined) throw taken('aliases', alias, details.name);
  }
}

function taken(field: string, word: string, owner: string): Rejected {
  const sentence = `${field}: ${word} already belongs to the component ${owner}`;
  return new Rejected('conflict', 'name-taken', sentence, field);
}

/** @throws Rejected where a parent is not there or retired, or is a part of what it would be the parent of */
export function checkParent(id: string, parent: string | null, state: ComponentsState): void {
  if (parent === null) return;
  const known = state.get(parent);
  if (known === undefined) {
    throw new Rejected('invalid', 'unknown-component', 'parent: there is no component with this id', 'parent');
  }
  if (known.retired !== null) {
    throw new Rejected('conflict', 'parent-retired', `parent: ${known.details.name} is retired`, 'parent');
  }
  const seen = new Set<string>();
  for (let above: string | null = parent; above !== null && !seen.has(above);) {
    if (above === id) {
      const is = parent === id ? 'is this component' : 'is a part of this component';
      const sentence = `parent: ${known.details.name} ${is} itself: the tree would have a loop`;
      throw new Rejected('invalid', 'loop', sentence, 'parent');
    }
    seen.add(above);
    above = state.get(above)?.details.parent ?? null;
  }
}

export function childrenOf(id: string, state: ComponentsState): KnownComponent[] {
  return [...state.values()].filter(({ details }) => details.parent === id);
}
