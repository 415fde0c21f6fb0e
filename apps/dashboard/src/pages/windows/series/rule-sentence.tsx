import { duration } from '../../../pieces/times.js';
import { ruleInWords } from './rule-words.js';

interface SentenceProps {
  readonly of: { readonly rule: string; readonly startsAt: string; readonly endsAt: string };
}

/** When a series takes place. Its days are those of UTC, so its times are as well. */
export function RuleSentence({ of: { rule, startsAt, endsAt } }: SentenceProps) {
  const words = ruleInWords(rule, startsAt);
  const seconds = (Date.parse(endsAt) - Date.parse(startsAt)) / 1000;
  return (
    <>
      {words.slice(0, 1).toUpperCase() + words.slice(1)}, {startsAt.slice(11, 16)}–{endsAt.slice(11, 16)} UTC{' '}
      <span class="by">({duration(seconds)})</span>
    </>
  );
}
