import type { AnnouncementKind } from '../../channels/announcement-kinds.js';
import type { DowntimeKind } from '../../maintenance-windows/maintenance-window.events.js';
import type { Finding } from './finding.js';
import { isDayOf, minute, otherTimes, type TimesTold, utc } from './other-times.js';
import { readMail, type ReadMail } from './read-mail.js';
import { readTimes } from './read-times.js';
import type { Said } from './rule.js';
import { typedMail } from './typed-mail.js';

/** What a text about a window has to agree with. */
export interface WindowTold extends TimesTold {
  readonly kinds: readonly DowntimeKind[];
  readonly otherKind: string;
  /** Every affected component, with all that people call it. */
  readonly affected: readonly { readonly names: readonly string[] }[];
}

interface AgainstRule {
  readonly name: string;
  readonly about: string;
  readonly mend: string;
  readonly find: (mail: ReadMail, window: WindowTold) => readonly Said[];
}

/** By which words a text says what people will notice. */
const KIND_WORDS: Readonly<Record<DowntimeKind, RegExp>> = {
  'all-services': /\b(?:all|every|everything|whole|complete(?:ly)?)\b/i,
  network: /\b(?:networks?|connectivity|connections?|unreachable|packet\sloss)\b/i,
  database: /\bdatabases?\b|\breplicas?\b/i,
  'read-only': /\bread[- ]only\b|\bwrites?\b/i,
  restarts: /\b(?:restart|reboot)\w*/i,
  degraded: /\b(?:degraded|slow\w*|latency|reduced|errors?)\b/i,
  other: /(?:)/,
};
/** What a message of a kind must not get wrong: what follows an announcement need not say all of it again. */
const ASKED: Readonly<Record<AnnouncementKind, readonly string[]>> = {
  advance: ['other-time-than-window', 'affected-component-omitted', 'kind-omitted'],
  rescheduled: ['other-time-than-window', 'affected-component-omitted', 'kind-omitted', 'move-omitted'],
  starting: ['other-time-than-window', 'affected-component-omitted', 'kind-omitted'],
  delayed: ['other-time-than-window', 'affected-component-omitted', 'kind-omitted'],
  update: ['other-time-than-window', 'affected-component-omitted'],
  ended: ['other-time-than-window', 'affected-component-omitted'],
  cancelled: [],
  outage: [],
};

/** Told when it has begun, or should have: its start may be past, and any other time is found here. */
export const MAY_HAVE_BEGUN: ReadonlySet<AnnouncementKind> = new Set(['starting', 'delayed', 'update']);

/** All are wrong facts. */
export const againstWindowRules: readonly AgainstRule[] = [
  {
    name: 'other-time-than-window',
    about:
      'The text names another date, time or year than the window. What announces or moves it names both, start and end; what follows names them where it says from when until when; the end is told with the real ones.',
    mend: 'Give the times of the window, or reschedule it.',
    find: otherTimes,
  },
  {
    name: 'affected-component-omitted',
    about: 'An affected component of the window is not named.',
    mend: 'Name it.',
    find: ({ typed }, { affected }) =>
      affected
        .filter(({ names }) => !names.some((name) => speaksOf(typed, name)))
        .map(({ names }) => ({ message: `“${names[0]}” is affected and not named`, at: null })),
  },
  {
    name: 'kind-omitted',
    about: 'A kind of downtime of the window is not said.',
    mend: 'Say it.',
    find: ({ typed }, { kinds, otherKind }) =>
      kinds
        .filter((kind) => (kind === 'other' ? !speaksOf(typed, otherKind) : !KIND_WORDS[kind].test(typed)))
        .map((kind) => ({ message: `it does not say “${kind === 'other' ? otherKind : kind}”`, at: null })),
  },
  {
    name: 'move-omitted',
    about: 'The window moved, and the text does not name the times that people were told last.',
    mend: 'Say: “moved from …”, with the old start.',
    find: ({ words }, { replaces }) =>
      replaces === null || namesOld(words, Date.parse(replaces.startsAt))
        ? []
        : [{ message: `it does not say that it moved from ${utc(Date.parse(replaces.startsAt))}`, at: null }],
  },
];

/** Where a text disagrees with the window that it is about. */
export function lintAgainstWindow(
  text: string,
  window: WindowTold,
  { now, subject }: { readonly now: number; readonly subject?: string | undefined },
): readonly Finding[] {
  const { typed, place } = typedMail(text, subject);
  const mail = readMail(typed, now);
  const asked = againstWindowRules.filter(({ name }) => ASKED[window.kind].includes(name));
  return asked.flatMap(({ name, mend, find }) =>
    find(mail, window).map(({ message, at }) => ({
      rule: name,
      severity: 'error' as const,
      message,
      mend,
      place: place(at),
    })),
  );
}

function namesOld(words: string, old: number): boolean {
  const { spans, dates } = readTimes(words);
  return (
    spans.some(({ from, until }) => from.at === minute(old) || until?.at === minute(old)) ||
    (spans.every(({ replaced }) => !replaced) && dates.some((date) => date.year !== null && isDayOf(date, old)))
  );
}

function speaksOf(text: string, name: string): boolean {
  const [where, what] = [text.toLowerCase(), name.trim().toLowerCase()];
  const isPartOfWord = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  for (let at = where.indexOf(what); what !== '' && at !== -1; at = where.indexOf(what, at + 1)) {
    if (!isPartOfWord(where[at - 1]) && !isPartOfWord(where[at + what.length])) return true;
  }
  return false;
}
