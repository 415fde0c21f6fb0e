import { VAGUE } from '../../maintenance-windows/vague-words.js';
import { promisesMade } from './promises.js';
import type { Rule } from './rule.js';

const UNAFFECTED =
  /\b(?:not|un)[\s-]?(?:be\s)?(?:affected|impacted|interrupted)\b|\bno\s(?:other|impact|downtime|interruption)\b|\b(?:nothing|everything|anything)\selse\b|\ball\sother\b|\bother\s\w{1,30}\s(?:are|will)\b|\b(?:continues?|keeps?|remains?|stays?)\s(?:to\s)?(?:\w{1,12}\s){0,2}(?:work|run|serv|available|up|reachable|online|as\b)|\bwithout\s(?:interruption|downtime)\b|\bwill\snot\s(?:notice|see)\b/i;
const KIND =
  /\b(?:read[- ]only|restart\w*|reboot\w*|unreachable|unavailable|offline|down|network|connectivity|connections?|databases?|slow\w*|latency|degraded|errors?|writes|logins?|cannot|refus\w*|packet\sloss|fail\s?overs?|all\sservices|evict\w*|shut\w*|turn(?:ed)?\soff|no\snew)\b/i;
const CONTACT =
  /\b(?:contact|questions?|reach\s(?:out|us)|ask\s(?:us|in|on)|reply|irc|comment|talk\sto|support|help\sdesk)\b|(?:^|[\s(])#[a-z]|\w@\w/im;
const TASK = /\b[TDM]\d{3,}\b|\b(?:task|issue|ticket|bug)\s{0,2}#?\d/i;

export const rulesOfWords: readonly Rule[] = [
  {
    name: 'nothing-unaffected',
    severity: 'warning',
    about: 'Nothing is said of what is not affected.',
    mend: 'Name what people would expect to be affected and is not: “Toolforge is not affected.”',
    find: ({ isPlan, isShutdown, isCancelled, words }) =>
      isPlan && !isShutdown && !isCancelled && !UNAFFECTED.test(words)
        ? [{ message: 'it does not say what is not affected', at: null }]
        : [],
  },
  {
    name: 'old-window-not-named',
    severity: 'warning',
    about: 'It moves a window and does not name the time that it replaces.',
    mend: 'Say: “moved from 2026-11-24 14:00 UTC to …”.',
    find: ({ isMoved, isCancelled, namesOld }) =>
      isMoved && !isCancelled && !namesOld ? [{ message: 'which time it replaces is not said', at: null }] : [],
  },
  {
    name: 'promise-without-date',
    severity: 'warning',
    about: 'It promises to tell something (“we will announce when it is done”, TBD) and does not say by when.',
    mend: 'Say by when: “by 2026-11-24 16:00 UTC”; it is then tracked until it is met.',
    find: (mail) =>
      promisesMade(mail)
        .filter(({ dueAt }) => dueAt === null)
        .map((at) => ({ message: 'a promise without a date', at })),
  },
  {
    name: 'vague-kind',
    severity: 'warning',
    about: '“Some disruption”, “may be affected”: what people will notice is not said.',
    mend: 'Name it: all services, network, database, read-only, restarts or degraded.',
    find: ({ isPlan, isCancelled, words }) => {
      if (!isPlan || isCancelled || KIND.test(words)) return [];
      const vague = VAGUE.exec(words);
      const at = vague === null ? null : { start: vague.index, end: vague.index + vague[0].length };
      return [{ message: 'what people will notice is not said', at }];
    },
  },
  {
    name: 'no-contact',
    severity: 'warning',
    about: 'Nothing says where to ask.',
    mend: 'Name a channel, a list or an address.',
    find: ({ typed }) => (CONTACT.test(typed) ? [] : [{ message: 'it does not say where to ask', at: null }]),
  },
  {
    name: 'no-task',
    severity: 'warning',
    about: 'No task is named.',
    mend: 'Name it: T123456.',
    find: ({ typed }) => (TASK.test(typed) ? [] : [{ message: 'it names no task', at: null }]),
  },
];
