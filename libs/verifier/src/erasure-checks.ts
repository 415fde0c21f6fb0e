import { type EventChecks, namedBy } from './event-checks.js';
import type { Findings } from './findings.js';
import type { LedgerFile } from './ledger-file.js';

/**
 * Checks that what is erased was erased by a redaction, and that what a redaction names is erased. It reads all of it
 * again at one moment, because a ledger in use may have erased something since its events were read.
 */
export function checkErasures(file: LedgerFile, events: EventChecks, findings: Findings): void {
  file.atOneMoment(() => {
    const explained = new Set<number>();
    for (const position of events.erasedRedactions.filter((one) => !events.redactions.has(one))) {
      const sentence = `The redaction at ${position} is erased, and no later one says what it named.`;
      findings.add(position, 'redaction-erased', sentence);
    }
    for (const [position, becauseOf] of file.erasures()) {
      explained.add(Number(position));
      const wrong = wrongWith(Number(position), Number(becauseOf), file, events);
      if (wrong !== null) findings.add(Number(position), 'erasure-wrong', wrong);
    }
    for (const position of events.erased) {
      if (explained.has(position)) continue;
      const sentence = `The content of event ${position} is gone, and nothing says why.`;
      findings.add(position, 'erased-without-redaction', sentence);
    }
    for (const [redaction, named] of events.redactions) {
      for (const position of named) {
        if (position >= redaction || file.eventNow(position)?.content === null) continue;
        const sentence =
          `The redaction at ${redaction} erases the content of event ${position}, but it is still there: ` +
          'start opsledger on this ledger, it carries the redaction out.';
        findings.add(position, 'redaction-not-carried-out', sentence);
      }
    }
  });
}

function wrongWith(position: number, becauseOf: number, file: LedgerFile, events: EventChecks): string | null {
  const event = file.eventNow(position);
  if (event === undefined) return `Event ${position} is said to be erased, but there is no such event.`;
  if (event.content !== null) return `Event ${position} is said to be erased, but its content is there.`;
  if (becauseOf <= position)
    return `Event ${position} is said to be erased because of ${becauseOf}, which is not later.`;
  const redaction = file.eventNow(becauseOf);
  if (redaction?.type !== 'redaction.made') {
    return `Event ${position} was erased because of event ${becauseOf}, which is not a redaction.`;
  }
  const named = events.redactions.get(becauseOf) ?? namedBy(redaction.content ?? '');
  if (named?.includes(position) === true) return null;
  return `Event ${position} was erased because of the redaction at ${becauseOf}, which does not name it.`;
}
