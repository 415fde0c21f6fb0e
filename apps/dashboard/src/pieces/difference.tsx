import './difference.css';
import { useMemo } from 'preact/hooks';
import { wordDifference } from './word-difference.js';

interface DifferenceProps {
  readonly before: string;
  readonly after: string;
}

/** What a text says otherwise than before: by colour, by line, and for who hears it by words. */
export function Difference({ before, after }: DifferenceProps) {
  const parts = useMemo(() => wordDifference(before, after), [before, after]);
  return (
    <bdi class="difference">
      {parts.map(({ is, text }) => {
        if (is === 'same') return text;
        const Mark = is === 'removed' ? 'del' : 'ins';
        return (
          <Mark>
            <span class="visually-hidden">{` [${is}: `}</span>
            {text}
            <span class="visually-hidden">{'] '}</span>
          </Mark>
        );
      })}
    </bdi>
  );
}
