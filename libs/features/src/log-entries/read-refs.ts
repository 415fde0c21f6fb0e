import { readHosts } from './read-hosts.js';

/** What a message refers to. Each list without repetition, in the order of the message, at most `MAX_REFS` long. */
export interface Refs {
  /** `T123456`; also `D…` and `M…` objects of at least three digits. */
  readonly tasks: readonly string[];
  readonly hosts: readonly string[];
  /** Gerrit change numbers and Change-Ids. */
  readonly changes: readonly string[];
  readonly commits: readonly string[];
  readonly urls: readonly string[];
  /** Without the `#`, lower case. */
  readonly tags: readonly string[];
  readonly datacenters: readonly string[];
}

export const MAX_REFS = 200;

const TASK = /(?<![A-Za-z0-9])(?:T\d{1,8}|[DM]\d{3,8})(?![A-Za-z0-9])/g;
const CHANGE_NUMBER = /(?:\bgerrit[:|]|gerrit\.[a-z.]{1,60}\/r\/(?:c\/\S{1,200}?\/\+\/|#\/c\/)?)(\d{1,8})(?!\d)/gi;
const CHANGE_ID = /(?<![A-Za-z0-9])I[0-9a-f]{6,40}(?![A-Za-z0-9])/g;
const COMMIT = /(?<![A-Za-z0-9_./-])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?![A-Za-z0-9_-])/g;
const URL_TEXT = /\bhttps?:\/\/[^\s<>"\]|]{3,2000}/gi;
const TAG = /(?<![\w/#&])#([A-Za-z][\w-]{1,60})/g;
const DATACENTER = /(?<![A-Za-z0-9-])(eqiad|codfw|ulsfo|esams|eqsin|drmrs|magru)(?![A-Za-z0-9-])/gi;

/** Finds the references in a message. Pure and linear; raise the version of its projections when it changes. */
export function readRefs(message: string): Refs {
  const urls = unique(message, URL_TEXT, ([url]) => url.replace(/[.,;:!?')]+$/, ''));
  const withoutUrls = message.replace(URL_TEXT, ' ');
  return {
    tasks: unique(message, TASK, ([task]) => task),
    hosts: readHosts(message),
    changes: unique(message, CHANGE_NUMBER, (found) => found[1]!).concat(unique(message, CHANGE_ID, ([id]) => id)),
    commits: unique(withoutUrls, COMMIT, ([hash]) => hash),
    urls,
    tags: unique(withoutUrls, TAG, (found) => found[1]!.toLowerCase()),
    datacenters: unique(message, DATACENTER, (found) => found[1]!.toLowerCase()),
  };
}

/** Not by `matchAll`, which makes a new expression of the pattern for each message. */
function unique(message: string, pattern: RegExp, pick: (found: RegExpExecArray) => string): string[] {
  const found = new Set<string>();
  pattern.lastIndex = 0;
  for (let match = pattern.exec(message); match !== null; match = pattern.exec(message)) {
    found.add(pick(match));
    if (found.size === MAX_REFS) break;
  }
  return [...found];
}
