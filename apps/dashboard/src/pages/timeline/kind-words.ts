import type { Kind } from './timeline-query.js';

/** Each kind by a sign and a word, so that no colour is needed. */
export const KIND_MARKS: Readonly<Record<Kind, readonly [sign: string, word: string]>> = {
  'log-entry': ['▪', 'entry'],
  'maintenance-window': ['▭', 'window'],
  announcement: ['✉', 'announcement'],
};

/** All of a kind. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  'log-entry': 'Entries',
  'maintenance-window': 'Windows',
  announcement: 'Announcements',
};
