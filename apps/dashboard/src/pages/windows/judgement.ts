import type { components } from '@api/openapi.js';

type Judgement = components['schemas']['JudgementView'];

/** How a window stands to the policy by which it is judged: is now, or was when it was scheduled. */
export function judgementInWords(judgement: Judgement, { isNow = false } = {}): string {
  const { policyName, policyVersion, scope, impact, noticeMinutes, starting, ended, short } = judgement;
  const where = `for ${scope === 'any' ? 'every scope' : scope} and ${IMPACTS[impact] ?? impact}`;
  if (noticeMinutes === null) return `${policyName} version ${policyVersion} demands no notice ${where}`;
  const owed = [
    `${noticeInWords(noticeMinutes)} of notice`,
    ...(starting ? ['a message just before the start'] : []),
    ...(ended === 'owed' ? ['one just after the end'] : []),
  ];
  const words = `${policyName} version ${policyVersion} demands ${listed(owed)} ${where}`;
  return short ? `${words}; less than that ${isNow ? 'is left' : 'was left when it was scheduled'}` : words;
}

const IMPACTS: Readonly<Record<string, string>> = {
  none: 'no impact',
  'under-5-min': 'an impact under 5 minutes',
  'from-5-min': 'an impact of 5 minutes or more',
  'over-1-hour': 'an impact over one hour',
};

export function noticeInWords(minutes: number): string {
  const [length, unit] = minutes % 1440 === 0 ? [1440, 'day'] : minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute'];
  const count = minutes / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
