import './difference.css';
import type { ComponentChildren } from 'preact';
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
      {parts.map(({ is, text }) => (is === 'same' ? text : <Marked is={is}>{text}</Marked>))}
    </bdi>
  );
}

interface ReplacedProps {
  readonly before: ComponentChildren;
  readonly after: ComponentChildren;
}

/** One thing that stands now in the place of another. */
export function Replaced({ before, after }: ReplacedProps) {
  return (
    <span class="difference">
      <Marked is="removed">{before}</Marked> <Marked is="added">{after}</Marked>
    </span>
  );
}

function Marked({ is, children }: { readonly is: 'removed' | 'added'; readonly children: ComponentChildren }) {
  const Mark = is === 'removed' ? 'del' : 'ins';
  return (
    <Mark>
      <span class="visually-hidden">{` [${is}: `}</span>
      {children}
      <span class="visually-hidden">{'] '}</span>
    </Mark>
  );
}
