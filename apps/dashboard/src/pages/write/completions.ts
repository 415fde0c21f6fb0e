import type { Entry } from '../../api/api.js';

/** What a message can go on with. */
export interface Completion {
  /** The whole message, when it is taken. */
  readonly message: string;
  /** What is shown of it. */
  readonly shown: string;
}

const MOST = 7;
const SHORTEST = 2;

/** The messages of a log that go on as this one begins, and hosts, tasks and tags of it that its last word may become. */
export function completionsOf(typed: string, recent: readonly Entry[]): readonly Completion[] {
  const begun = typed.trimStart().toLowerCase();
  if (begun.length < SHORTEST) return [];
  const messages = recent
    .filter(({ status, message }) => status === 'logged' && message.toLowerCase().startsWith(begun))
    .map(({ message }) => ({ message, shown: message }));
  const word = /[\w#.-]+$/.exec(typed)?.[0] ?? '';
  const before = typed.slice(0, typed.length - word.length);
  const words = word.length < SHORTEST ? [] : recent.flatMap(wordsOf).filter((known) => goesOn(known, word));
  const all = [...messages, ...words.map((known) => ({ message: `${before}${known} `, shown: known }))];
  const once = new Map(all.map((completion) => [completion.message.trim(), completion]));
  once.delete(typed.trim());
  return [...once.values()].slice(0, MOST);
}

function wordsOf({ refs, operation }: Entry): string[] {
  const { hosts, tasks, tags } = refs;
  return [...hosts, ...tasks, ...tags.map((tag) => `#${tag}`), ...(operation === null ? [] : [operation.name])];
}

function goesOn(known: string, word: string): boolean {
  return known.length > word.length && known.toLowerCase().startsWith(word.toLowerCase());
}
