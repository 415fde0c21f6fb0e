import type { Reply } from './session.js';
import type { Actor } from './world.js';

/** A read, and what was answered to it as of a position. */
export interface Remembered {
  readonly url: string;
  readonly by: Actor;
  readonly position: number;
  answer: string;
  /** How many events there were when it was answered last. */
  at: number;
}

/** What happened since an answer that may change it. */
export interface Since {
  /** Streams of which something was erased, and words that are gone. */
  readonly touched: readonly string[];
  /** A half of an operation was erased, so that others may belong together. */
  readonly isPairedAnew: boolean;
  /** A log was hidden or shown, and the reader may not see all logs. */
  readonly isSeenOtherwise: boolean;
}

/** The answer as text that can be compared; what is refused is refused, in whatever words. */
export function answerOf({ status, text }: Reply): string {
  return status === 200 ? text : `status ${status}`;
}

/** What was answered as of then is answered for ever, but for what was erased since. */
export function requireSameAnswer(before: Remembered, now: string, since: Since): void {
  if (before.answer === now || since.isSeenOtherwise) return;
  const all = [before.url, before.answer, now].join();
  const isTouched = since.touched.some((word) => all.includes(word)) || (since.touched.length > 0 && !isList(now));
  const isPaired = since.isPairedAnew && /operation/.test(before.answer + before.url);
  if (isTouched || isPaired) {
    if (before.url.includes('/operations') || isPaired || !isList(now) || !before.url.includes('limit=250')) return;
    if (rest(before.answer, since) === rest(now, since)) return;
  }
  throw new Error(`${before.url} as of ${before.position} was answered\n${before.answer}\nand is now\n${now}`);
}

function isList(answer: string): boolean {
  return answer.startsWith('{"data":[');
}

/** The rows of a list that have nothing to do with what was erased. */
function rest(answer: string, { touched }: Since): string {
  const rows = (JSON.parse(answer).data as object[]).map((row) => JSON.stringify(row));
  return rows.filter((row) => !touched.some((word) => row.includes(word))).join('\n');
}

/** Ages are computed for the moment of the read: how long an operation takes, and which message is owed or was missed. */
export function withoutAges(answer: string): string {
  return answer
    .replaceAll(/"phase":"(?:in-flight|abandoned)"|"durationSeconds":\d+/g, '')
    .replaceAll(/\{[^{}]*"dueAt":[^{}]*"state":"(?:pending|missed|void)"[^{}]*\},?/g, '')
    .replaceAll(',]', ']');
}
