import type { Entry } from '../../api/api.js';
import type { Candidate } from '../../pieces/completion-list.js';

/** What was said before in a log, newest first, each once. */
export interface SaidBefore {
  readonly messages: readonly string[];
  readonly hosts: readonly string[];
  readonly tasks: readonly string[];
  readonly tags: readonly string[];
  readonly operations: readonly string[];
}

/** Of a log, by its names. */
export interface LogNames {
  readonly name: string;
  readonly aliases: readonly string[];
}

const MOST_OF_A_KIND = 5;
const MOST_LOGS = 12;
/** So much must be typed before anything is offered without being asked for. */
const LEAST_TYPED = 2;
/** A longer message is not said twice. */
const LONGEST = 300;

export function saidIn(entries: readonly Entry[]): SaidBefore {
  const live = entries.filter(({ status }) => status === 'logged' || status === 'amended');
  const messages = live.map(({ message }) => message).filter((text) => text.length <= LONGEST && !text.includes('\n'));
  return {
    messages: once(messages),
    hosts: once(live.flatMap(({ refs }) => refs.hosts)),
    tasks: once(live.flatMap(({ refs }) => refs.tasks)),
    tags: once(live.flatMap(({ refs }) => refs.tags.map((tag) => `#${tag}`))),
    operations: once(live.flatMap(({ operation }) => operation?.name ?? [])),
  };
}

/** What may follow in a message: references that begin like the word at the caret, and messages that begin like this. */
export function messageCandidates(text: string, caret: number, said: SaidBefore, isAsked: boolean): Candidate[] {
  const before = text.slice(0, caret);
  const word = /#?[\w.-]+$/.exec(before)?.[0] ?? '';
  const isAtEndOfWord = !/^[\w.-]/.test(text.slice(caret));
  const words = word.length >= LEAST_TYPED && isAtEndOfWord ? referencesLike(word, said) : [];
  const isWhole = caret === text.length && !text.includes('\n');
  const isEnough = isAsked || before.trim().length >= LEAST_TYPED;
  const messages = isWhole && isEnough ? beginningWith(before.trimStart(), said.messages) : [];
  return [
    ...words.map(([kind, reference]) => ({ kind, text: reference, from: caret - word.length, to: caret })),
    ...messages.map((message) => ({ kind: 'said before', text: message, from: 0, to: text.length })),
  ];
}

function referencesLike(
  word: string,
  { hosts, tasks, tags, operations }: SaidBefore,
): (readonly [kind: string, text: string])[] {
  const found: (readonly [string, string])[] = [];
  const add = (kind: string, texts: readonly string[]): void => {
    found.push(...beginningWith(word, texts).map((text) => [kind, text] as const));
  };
  if (word.startsWith('#')) add('tag', tags);
  else {
    if (/^t\d/i.test(word)) add('task', tasks);
    add('host', hosts);
    add('operation', operations);
  }
  return found;
}

function beginningWith(typed: string, texts: readonly string[]): string[] {
  const start = typed.toLowerCase();
  return texts
    .filter((text) => text.length > typed.length && text.toLowerCase().startsWith(start))
    .slice(0, MOST_OF_A_KIND);
}

/** Logs whose name or alias begins with what was typed, then those that have it elsewhere. */
export function logCandidates(typed: string, logs: readonly LogNames[]): { offered: Candidate[]; found: number } {
  const part = typed.trim().toLowerCase();
  const has = (test: (name: string) => boolean) => (log: LogNames) => test(log.name) || log.aliases.some(test);
  const first = logs.filter(has((name) => name.startsWith(part)));
  const begun = new Set(first);
  const rest = logs.filter(has((name) => name.includes(part))).filter((log) => !begun.has(log));
  const found = [...first, ...rest];
  const offered = found.slice(0, MOST_LOGS).map(({ name, aliases }) => {
    const alias = name.includes(part) ? undefined : aliases.find((alias) => alias.includes(part));
    return { text: name, from: 0, to: typed.length, kind: alias === undefined ? '' : `also ${alias}` };
  });
  return { offered, found: found.length };
}

function once(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
