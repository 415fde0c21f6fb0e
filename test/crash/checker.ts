import { decodeContent } from '@kernel/event-format.js';
import type { StoredEvent } from '@kernel/event.js';
import type { Author } from '@kernel/decider.js';
import { RedactionMade } from '@kernel/redaction.js';
import { keyPart, keyPartOf } from '@platform/keyed-ids.js';
import { hashOf } from '../support/journal.js';
import { type Attempt, MARK, markOf } from './deeds.js';
import { type Acknowledged, type Answer, type Line, type Outcome, positionOf } from './writers.js';

/** Written by nobody but our writers. */
const OURS = /^(?:log-entry|redaction|person)\./;

/** One of the words of an attempt. */
interface Part {
  readonly attempt: Attempt;
  readonly words: string;
  /** The last that was heard of it; undefined = unknown. */
  readonly outcome: Outcome | undefined;
  /** The highest position that was acknowledged before it was sent. */
  readonly after: number;
}

/** What the journal says and what the ledger holds, side by side. */
export class Checker {
  private readonly parts = new Map<string, Part>();
  private readonly found = new Map<string, StoredEvent[]>();
  private readonly streams = new Map<string, StoredEvent[]>();
  /** Events that no attempt led to. */
  private readonly strangers: StoredEvent[] = [];

  constructor(
    lines: readonly Line[],
    private readonly events: readonly StoredEvent[],
    private readonly reporter: string,
  ) {
    this.readJournal(lines);
    const byKey = this.marksByKey();
    for (const event of events) {
      this.streams.set(event.stream, [...(this.streams.get(event.stream) ?? []), event]);
      const mark = event.content === null ? byKey.get(keyPartOf(event.id)) : MARK.exec(textOf(event.content))?.[0];
      if (mark === undefined || !this.parts.has(mark)) this.strangers.push(event);
      else this.found.set(mark, [...(this.found.get(mark) ?? []), event]);
    }
  }

  /** Attempts whose outcome nobody knows. */
  get unknown(): Attempt[] {
    return [
      ...new Set([...this.parts.values()].filter((part) => part.outcome === undefined).map((part) => part.attempt)),
    ];
  }

  count(is: Outcome['is']): number {
    return [...this.parts.values()].filter(({ outcome }) => outcome?.is === is).length;
  }

  /** How many events unknown attempts led to. */
  get unknownButThere(): number {
    return [...this.parts].filter(([mark, part]) => part.outcome === undefined && this.found.has(mark)).length;
  }

  /** The words that must be nowhere any more. */
  get erased(): string[] {
    const isErased = (events: readonly StoredEvent[]) => events.every(({ content }) => content === null);
    return [...this.found].filter(([, events]) => isErased(events)).map(([mark]) => mark);
  }

  /** Sentences; nothing is wrong when there are none. */
  findings(): string[] {
    const wrong = [...this.parts].flatMap(([mark, part]) =>
      this.wrongWith(part, this.found.get(mark) ?? []).map(
        (what) => `${part.attempt.kind} ${part.attempt.key} ${mark}: ${what}`,
      ),
    );
    const strangers = this.strangers.filter(({ type }) => OURS.test(type));
    return [
      ...wrong,
      ...strangers.map(({ type, position }) => `nobody wrote the ${type} at ${position}`),
      ...this.gaps(),
      ...this.notErased(),
    ];
  }

  private wrongWith({ attempt, words, outcome, after }: Part, events: readonly StoredEvent[]): string[] {
    const [event] = events;
    if (events.length > 1) return [`there ${events.length} times`];
    if (event === undefined) return outcome?.is === 'acknowledged' ? ['acknowledged and lost'] : [];
    if (outcome?.is === 'refused') return [`refused (${outcome.code}) and there, at ${event.position}`];
    const expected = attempt.expected === undefined ? event.revision : attempt.expected + 1;
    return [
      ...(event.revision === expected ? [] : [`has revision ${event.revision}, not ${expected}`]),
      ...(event.position > after ? [] : [`stands at ${event.position}, before ${after} that was acknowledged earlier`]),
      ...this.wrongWithWords(attempt, words, event),
      ...(outcome === undefined ? [] : wrongWithAnswer(outcome, event)),
    ];
  }

  private wrongWithWords({ entry, kind }: Attempt, words: string, event: StoredEvent): string[] {
    if (event.content === null) return this.isOrdered(event) ? [] : ['erased, and nobody ordered it'];
    const isThere = textOf(event.content).includes(
      JSON.stringify(kind === 'log' || kind === 'token' ? markOf(words) : words),
    );
    const isItsEntry = entry === undefined || event.stream === `log-entry-${entry}`;
    return [...(isThere ? [] : ['says something else']), ...(isItsEntry ? [] : [`is in ${event.stream}`])];
  }

  /** A redaction that was sent for this entry names the event. */
  private isOrdered({ redaction, stream }: StoredEvent): boolean {
    const order = redaction?.content == null ? undefined : this.parts.get(markOf(textOf(redaction.content)));
    return order?.attempt.kind === 'redact' && stream === `log-entry-${order.attempt.entry}`;
  }

  private gaps(): string[] {
    const positions = this.events.filter(({ position }, index) => position !== index + 1);
    const revisions = [...this.streams.values()]
      .flat()
      .filter((event) => this.streams.get(event.stream)![event.revision] !== event);
    return [...positions, ...revisions].map(({ stream, position }) => `${stream} has a gap before ${position}`);
  }

  /** What stands before a redaction of its entry has no content any more. */
  private notErased(): string[] {
    return [...this.streams.values()].flatMap((events) => {
      const last = events.findLast(({ type }) => type === RedactionMade.type)?.position ?? 0;
      const left = events.filter(({ type, position, content }) => {
        return position < last && content !== null && type !== RedactionMade.type;
      });
      return left.map(({ position }) => `${position} was redacted and is there`);
    });
  }

  private readJournal(lines: readonly Line[]): void {
    const answers = new Map(
      lines.filter((line): line is Answer => line.did === 'answer').map((line) => [line.key, line]),
    );
    let after = 0;
    for (const line of lines) {
      if (line.did === 'answer') {
        after = Math.max(after, ...line.outcomes.map(positionOf));
        continue;
      }
      line.words.forEach((words, index) => {
        const outcome = answers.get(line.key)?.outcomes[index];
        this.parts.set(markOf(words), { attempt: line, words, outcome, after });
      });
    }
  }

  /** Of content that is gone only the id says which attempt it came of. */
  private marksByKey(): Map<string, string> {
    const author = { reporter: { id: this.reporter } } as Author;
    return new Map(
      [...this.parts].map(([mark, { attempt }]) => {
        const key =
          attempt.kind === 'batch'
            ? `${attempt.key}#${attempt.words.findIndex((words) => markOf(words) === mark)}`
            : attempt.key;
        return [keyPart(author, key), mark];
      }),
    );
  }
}

function wrongWithAnswer(outcome: Acknowledged | Outcome, event: StoredEvent): string[] {
  if (outcome.is !== 'acknowledged') return [];
  const { position = event.position, revision = event.revision, id = '', hash } = outcome;
  const isSame = position === event.position && revision === event.revision && event.stream.endsWith(id);
  const said = event.content === null || hash === undefined ? hash : hashOf(messageOf(event.content));
  return [
    ...(isSame ? [] : [`answered as ${position} of ${id}, and is ${event.position} of ${event.stream}`]),
    ...(said === hash ? [] : ['answered in other words']),
  ];
}

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString();
}

function messageOf(content: Uint8Array): string {
  return (decodeContent(content).data as { message: string }).message;
}
