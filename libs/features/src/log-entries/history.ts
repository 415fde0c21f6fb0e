import { unreachable } from '@kernel/decider.js';
import { type Actor, type Fact, type FactOf, publicVia, type Reporter, type Via } from '@kernel/event.js';
import { isoInstant } from '@kernel/time.js';
import type { RedactionMade } from '@kernel/redaction.js';
import type { Linked, LogEntryEvent } from './log-entry.events.js';

/** What one event made of an entry. */
export interface Version {
  readonly revision: number;
  readonly position: number;
  readonly type: string;
  readonly recordedAt: string;
  /** Who made this version. */
  readonly actor: Actor | null;
  readonly reporter: Reporter | null;
  readonly via: Via | null;
  readonly reason: string | null;
  /** Who did what the entry tells, as this version says. */
  readonly doneBy: Actor | null;
  readonly log: string | null;
  readonly message: string | null;
  readonly occurredAt: string | null;
  readonly precision: string | null;
  readonly status: string;
}

/** The life of an entry, one version for each event, oldest first. */
export function historyOf(facts: readonly Fact[]): Version[] {
  const versions: Version[] = [];
  for (const fact of facts as readonly FactOf<EntryEvent>[]) {
    const { revision, position, type } = fact;
    const place = { revision, position, type, recordedAt: isoInstant(fact.recordedAt) };
    versions.push({ ...place, ...said(fact, versions.at(-1)) });
  }
  return versions;
}

type EntryEvent = LogEntryEvent | typeof RedactionMade;
type Said = Omit<Version, 'revision' | 'position' | 'type' | 'recordedAt'>;

const NOTHING: Said = {
  actor: null,
  reporter: null,
  via: null,
  reason: null,
  doneBy: null,
  log: null,
  message: null,
  occurredAt: null,
  precision: null,
  status: 'redacted',
};

function said(fact: FactOf<EntryEvent>, before: Version | undefined): Said {
  if (fact.erased) return NOTHING;
  const words = wordsOf(fact, before);
  return fact.scar?.what === 'content' ? { ...words, status: 'redacted' } : words;
}

function wordsOf(fact: Extract<FactOf<EntryEvent>, { erased: false }>, before: Version | undefined): Said {
  const { actor, reporter, via, occurredAt, precision } = fact;
  const author = { actor, reporter, via: publicVia(via) };
  switch (fact.type) {
    case 'log-entry.logged':
    case 'log-entry.imported': {
      const { log, message } = fact.data;
      return { ...author, reason: null, doneBy: actor, log, message, occurredAt, precision, status: 'logged' };
    }
    case 'log-entry.amended':
      // The actor of a version is who made it.
      return { ...fact.data, ...author, doneBy: fact.data.actor, status: 'amended' };
    case 'log-entry.retracted': {
      return { ...author, ...toldBefore(before), ...fact.data, status: 'retracted' };
    }
    case 'log-entry.linked': {
      const { status = 'logged' } = before ?? {};
      return { ...author, ...toldBefore(before), reason: linkedTo(fact.data), status };
    }
    case 'redaction.made': {
      const { reason, what } = fact.data;
      const { status = 'redacted' } = before ?? {};
      return { ...author, ...toldBefore(before), reason, status: what === 'names' ? status : 'redacted' };
    }
    default:
      return unreachable(fact);
  }
}

/** What goes on being told by a version that says nothing new. */
function toldBefore(
  before: Version | undefined,
): Pick<Version, 'doneBy' | 'log' | 'message' | 'occurredAt' | 'precision'> {
  const { doneBy = null, log = null, message = null, occurredAt = null, precision = null } = before ?? {};
  return { doneBy, log, message, occurredAt, precision };
}

/** Which other source has the entry too, and what it says otherwise. */
function linkedTo({ source, differs }: Linked): string {
  const place = source.kind === 'wiki-page' ? `the wiki page ${source.page}` : `the index as ${source.id}`;
  const others = Object.entries(differs ?? {}).map(([what, value]) => `${what} ${JSON.stringify(value)}`);
  return `is in ${place} too${others.length === 0 ? '' : `, there with ${others.join(', ')}`}`;
}
