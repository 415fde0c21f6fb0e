import type { Author } from '@kernel/decider.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { LiveFact } from '@kernel/event.js';
import { erasedBy, type LetStand, onlyStructure, type Redaction, RedactionMade } from '@kernel/redaction.js';
import { type ExecuteOptions, streamOf } from '@platform/ledger.js';
import type { Redacted, Redactor } from '@platform/redactor.js';
import { refuseCredentials } from '@kernel/credentials.js';
import type { RedactRequest } from './log-entries.dto.js';
import { LogEntryAmended, LogEntryImported, LogEntryLogged } from './log-entry.events.js';
import { logEntry } from './log-entry.js';
import { readRefs } from './read-refs.js';

/** Erases what all versions of an entry say, and states the rest where the redactor gives it. */
export class EntryRedactor {
  constructor(
    private readonly redactor: Redactor,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** @throws Rejected looks-like-a-credential, repeats-what-is-erased, and what `Redactor.redact` throws */
  redact(
    id: string,
    log: string,
    { reason, message, allowCredential }: RedactRequest,
    author: Author,
    options: ExecuteOptions,
  ): Promise<Redacted> {
    refuseCredentials({ message }, allowCredential);
    const structure = onlyStructure((type) => this.catalogue.find(type));
    const order = {
      stream: streamOf(logEntry, id),
      meant: () => true,
      what: 'content',
      reason,
      log,
      letStand: (told: readonly LiveFact<string, object>[]): LetStand =>
        message === undefined ? structure : restating(message, told, structure),
      restates: message !== undefined,
      mayBeNamed,
    } as const;
    return this.redactor.redact(order, author, options);
  }
}

/**
 * Lets the rest of a message stand as the redactor states it: at the event whose words are the newest, with its author.
 * What earlier versions said is erased whole.
 */
function restating(message: string, told: readonly LiveFact<string, object>[], structure: LetStand): LetStand {
  const all = told.flatMap((fact) => [
    fact,
    ...(fact.type === RedactionMade.type ? erasedBy(fact.data as Redaction) : []),
  ]);
  const newest = all
    .filter(({ type }) =>
      ([LogEntryLogged.type, LogEntryImported.type, LogEntryAmended.type] as string[]).includes(type),
    )
    .toSorted((a, b) => a.position - b.position)
    .at(-1);
  return (event, content) => {
    const kept = structure(event, content);
    if (kept === null || event.position !== newest?.position) return kept;
    const { actor } = content.data as { actor?: object };
    return {
      ...kept,
      actor: content.actor,
      data: { ...kept.data, message, ...(actor === undefined ? {} : { actor }) },
    };
  };
}

/** What an entry refers to may be said of it again: the password *of db1101*. */
function mayBeNamed(told: readonly LiveFact<string, object>[]): ReadonlySet<string> {
  const messages = told.map(({ data }) => (data as { message?: string }).message ?? '').join('\n');
  const { hosts, tasks, changes, commits, tags } = readRefs(messages);
  return new Set([...hosts, ...tasks, ...changes, ...commits, ...tags]);
}
