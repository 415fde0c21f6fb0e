import { useEffect, useId, useState } from 'preact/hooks';
import './completion-list.css';

/** What may be put in the place of a part of a text. */
export interface Candidate {
  readonly text: string;
  /** The part that it replaces. */
  readonly from: number;
  readonly to: number;
  /** What it is, as the list says it. */
  readonly kind: string;
}

interface CompletionOf {
  readonly candidates: readonly Candidate[];
  readonly take: (candidate: Candidate) => void;
  /** Whether lines are typed, in which Down moves and Tab must not leave what it completes. */
  readonly hasLines?: boolean;
}

export interface Completion {
  readonly id: string;
  readonly candidates: readonly Candidate[];
  readonly isOpen: boolean;
  /** Whether it was opened without typing. */
  readonly isAsked: boolean;
  readonly active: number;
  readonly take: (candidate: Candidate) => void;
  /** To be called with what happens in the field. */
  readonly typed: () => void;
  readonly pressed: (event: KeyboardEvent) => void;
  readonly ask: () => void;
  readonly close: () => void;
  /** What the field must say of itself. */
  readonly aria: {
    readonly 'aria-autocomplete': 'list';
    readonly 'aria-controls': string | undefined;
    readonly 'aria-activedescendant': string | undefined;
  };
}

/** None is chosen: keys are those of the field. */
const NONE = -1;

/**
 * Completions of a field: opened by typing or Alt+Down, chosen with the arrows, taken with Enter or Tab, closed with
 * Escape. Until one is chosen, no key does anything else than it would without them, but Down.
 */
export function useCompletion({ candidates, take, hasLines = false }: CompletionOf): Completion {
  const id = useId();
  const [wanted, setWanted] = useState<'no' | 'typed' | 'asked'>('no');
  const [chosen, setChosen] = useState(NONE);
  const isOpen = wanted !== 'no' && candidates.length > 0;
  const active = isOpen ? Math.min(chosen, candidates.length - 1) : NONE;
  const show = (wanted: 'no' | 'typed' | 'asked', chosen = NONE): void => {
    setWanted(wanted);
    setChosen(chosen);
  };
  useEffect(() => {
    if (active !== NONE) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const takeIt = (candidate: Candidate): void => {
    show('no');
    take(candidate);
  };
  const actions: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
    ArrowDown: ({ altKey }) => {
      if (!isOpen && !altKey && hasLines) return false;
      if (isOpen) setChosen((active + 1) % candidates.length);
      else show('asked', 0);
      return true;
    },
    ArrowUp: ({ altKey }) => {
      if (!isOpen || active === NONE) return false;
      if (altKey) show('no');
      else setChosen(active - 1);
      return true;
    },
    Escape: () => isOpen && (show('no'), true),
    Enter: () => active !== NONE && (takeIt(candidates[active]!), true),
    Tab: () => {
      if (active === NONE) return false;
      takeIt(candidates[active]!);
      return hasLines;
    },
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (actions[event.key]?.(event) === true) event.preventDefault();
  };
  return {
    id,
    candidates,
    isOpen,
    isAsked: wanted === 'asked',
    active,
    take: takeIt,
    typed: () => show('typed'),
    pressed,
    ask: () => show('asked'),
    close: () => show('no'),
    aria: {
      'aria-autocomplete': 'list',
      'aria-controls': isOpen ? id : undefined,
      'aria-activedescendant': active === NONE ? undefined : `${id}-${active}`,
    },
  };
}

interface CompletionListProps {
  readonly completion: Completion;
  readonly label: string;
  /** Said below the list. */
  readonly note?: string;
}

export function CompletionList({ completion, label, note }: CompletionListProps) {
  const { id, candidates, isOpen, active, take } = completion;
  return (
    <>
      <span class="visually-hidden" role="status">
        {isOpen && 'Completions below: Down chooses, Enter takes, Escape closes.'}
      </span>
      {isOpen && (
        <div class="completions">
          <ul role="listbox" id={id} aria-label={label}>
            {candidates.map((candidate, index) => (
              <li
                role="option"
                id={`${id}-${index}`}
                aria-selected={index === active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => take(candidate)}
              >
                <bdi>{candidate.text}</bdi> <span class="kind">{candidate.kind}</span>
              </li>
            ))}
          </ul>
          {note !== undefined && <p class="hint">{note}</p>}
        </div>
      )}
    </>
  );
}
