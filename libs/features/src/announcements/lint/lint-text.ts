import type { Finding, TextPromise } from './finding.js';
import { promisesMade } from './promises.js';
import { readMail } from './read-mail.js';
import type { Rule } from './rule.js';
import { rulesOfDays } from './rules-of-days.js';
import { rulesOfTimes } from './rules-of-times.js';
import { rulesOfWords } from './rules-of-words.js';
import { typedMail } from './typed-mail.js';

/** One per mistake; docs/linter.md lists them. */
export const textRules: readonly Rule[] = [...rulesOfDays, ...rulesOfTimes, ...rulesOfWords];
/** Of one text; what has more is no mail. */
export const MOST_FINDINGS = 200;

export interface LintOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly subject?: string | undefined;
}

export interface TextLint {
  readonly findings: readonly Finding[];
  readonly promises: readonly TextPromise[];
}

/** What is wrong with an announcement that somebody wrote: by place, then what it lacks. */
export function lintText(text: string, options: LintOptions): readonly Finding[] {
  return lintMail(text, options).findings;
}

/** With the promises that it makes, dated or not. */
export function lintMail(text: string, { now, subject }: LintOptions): TextLint {
  const { typed, place } = typedMail(text, subject);
  const mail = readMail(typed, now);
  const said = textRules.flatMap(({ name, severity, mend, find }) =>
    find(mail).map(({ message, at }) => ({ rule: name, severity, message, mend, at })),
  );
  return {
    findings: said
      .sort((a, b) => (a.at?.start ?? Infinity) - (b.at?.start ?? Infinity) || 0)
      .slice(0, MOST_FINDINGS)
      .map(({ at, ...finding }) => ({ ...finding, place: place(at) })),
    promises: promisesMade(mail).map(({ start, end, dueAt }) => ({
      text: typed.slice(start, end),
      place: place({ start, end }),
      dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    })),
  };
}
