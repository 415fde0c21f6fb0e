/** Where an entry stood before it came into the ledger. */
export interface Source {
  readonly kind: 'wiki-page' | 'index';
  /** Title of the wiki page. */
  readonly page?: string;
  /** Of the page: the revision in which the line is found first. */
  readonly revision?: number;
  /** Which of the same lines of the same minute it is on its page: 0, 1, 2 …, the oldest first. */
  readonly ordinal?: number;
  /** Its id in the index. */
  readonly id?: string;
  /** The line as it stood, where the ledger would write it otherwise. */
  readonly line?: string;
}

/** How exactly an old log knows a time. */
export type OldPrecision = 'millisecond' | 'second' | 'minute' | 'approximate';

/** An entry of an old log. */
export interface OldEntry {
  readonly kind: 'entry';
  /** The log as its source names it. */
  readonly log: string;
  readonly actor: string;
  readonly message: string;
  /** `2010-03-04T17:05:00.000Z` */
  readonly occurredAt: string;
  readonly precision: OldPrecision;
  readonly source: Source;
  /** The line that somebody wrote this one over, in the history of a wiki page. */
  readonly replaces?: Replaced;
}

/** What identifies a line that is no more on its page, and who took it off. */
export interface Replaced {
  readonly actor: string;
  readonly message: string;
  readonly occurredAt: string;
  readonly ordinal: number;
  /** The contributor of the revision. */
  readonly by: string;
}

/** A line that is no entry, or that cannot be read as one: kept as it stands, with the reason. */
export interface LineSetAside {
  readonly kind: 'line';
  readonly log: string;
  readonly source: Source;
  /** Of the line in its file or page, from 1. */
  readonly number: number;
  readonly line: string;
  readonly why: Why;
  /** One line of over 60,000 bytes is set aside in parts: 1, 2, 3 … */
  readonly part: number;
}

/** Why a line is no entry. */
export type Why =
  | 'not-an-entry'
  | 'no-day'
  | 'no-year'
  | 'no-time'
  | 'no-nick'
  | 'bad-time'
  | 'bad-day'
  | 'too-long'
  | 'not-json'
  | 'not-a-document';

/** Something a person should know of what was read, though every line of it is where it belongs. */
export interface Remark {
  readonly kind: 'remark';
  /** Page or file. */
  readonly of: string;
  /** From 1; 0 for the whole. */
  readonly number: number;
  readonly what: string;
}

/** An entry that a revision took off its page, without another one in its place. */
export interface TakenOff {
  readonly kind: 'taken-off';
  readonly entry: OldEntry;
  readonly revision: number;
  /** The contributor. */
  readonly by: string;
}

/** What a reader of an old log gives, oldest first. */
export type Read = OldEntry | LineSetAside | TakenOff | Remark;

/** The file cannot be read on; the sentence says where, why, and what to do. What was given before stands. */
export class Unreadable extends Error {}
