import type { Candidate } from '../../pieces/completion-list.js';

interface Named {
  readonly name: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly status: string;
}

const MOST = 10;

/** What may stand in the place of the word that is being typed: components of that name, alias or title, each once. */
export function componentCandidates(typed: string, components: readonly Named[]): Candidate[] {
  const before = /^(.*[\s,])?/s.exec(typed)![0];
  const word = typed.slice(before.length).toLowerCase();
  const taken = new Set(before.split(/[\s,]+/));
  const has = ({ name, title, aliases }: Named): boolean =>
    [name, title, ...aliases].some((text) => text.toLowerCase().includes(word));
  return components
    .filter((component) => component.status === 'active' && !taken.has(component.name) && component.name !== word)
    .filter(has)
    .toSorted((a, b) => Number(b.name.startsWith(word)) - Number(a.name.startsWith(word)))
    .slice(0, MOST)
    .map(({ name, title }) => ({ text: name, kind: title, from: before.length, to: typed.length }));
}
