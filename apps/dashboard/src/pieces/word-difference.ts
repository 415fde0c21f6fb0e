import { diffWordsWithSpace } from 'diff';

export interface DifferencePart {
  readonly is: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Words that may differ before looking for the least difference costs more than it tells. */
const MOST_CHANGES = 400;

/** What was taken out of a text and put in, by whole words; in order, so that either text can be read from it. */
export function wordDifference(before: string, after: string): DifferencePart[] {
  if (before === after) return [{ is: 'same', text: after }];
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES });
  if (changes === undefined) {
    return [
      { is: 'removed', text: before },
      { is: 'added', text: after },
    ];
  }
  return changes.map(({ value, added, removed }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
