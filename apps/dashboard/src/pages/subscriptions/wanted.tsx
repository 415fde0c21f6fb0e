import type { components } from '@api/openapi.js';
import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { useLoaded } from '../../loaded.js';
import { type Choice, Choices } from '../../pieces/choices.js';
import { DOWNTIME_KINDS } from '../../pieces/notice-words.js';

/** Of what somebody wants to be told; empty: of everything. */
export interface Wanted {
  readonly components: readonly string[];
  readonly kinds: readonly string[];
}

const KINDS: readonly Choice[] = Object.entries(DOWNTIME_KINDS).map(([value, words]) => ({ value, words }));
/** Of more components than these, some are found by typing. */
const AT_A_GLANCE = 12;
const PAGE = 250;

interface WantedFieldsProps {
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
  readonly problem: Problem | null;
}

/** What to be told of: components and kinds of downtime. */
export function WantedFields({ wanted, change, problem }: WantedFieldsProps) {
  const { value: offered } = useLoaded('components', readComponents);
  const [typed, setTyped] = useState('');
  const looked = typed.trim().toLowerCase();
  const [chosenBefore] = useState(wanted.components);
  // What is chosen stays in sight, whatever is typed; what was chosen when this was opened stands first.
  const shown = (offered ?? [])
    .filter(({ value, words }) => wanted.components.includes(value) || words.toLowerCase().includes(looked))
    .toSorted((a, b) => Number(chosenBefore.includes(b.value)) - Number(chosenBefore.includes(a.value)));
  return (
    <>
      {offered !== null && offered.length > AT_A_GLANCE && (
        <label>
          Find a component
          <input type="search" value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
        </label>
      )}
      {offered !== null && offered.length > 0 && (
        <Choices
          label="Components"
          hint={`${shown.length} ${shown.length === offered.length ? 'to choose from' : 'found'}. None chosen: all of them. One that is chosen counts with its parts.`}
          of={shown}
          chosen={wanted.components}
          choose={(components) => change({ ...wanted, components: withHidden(components, wanted.components, shown) })}
          problem={problem?.of('components')}
        />
      )}
      <Choices
        label="Kinds of downtime"
        hint="None chosen: all of them."
        of={KINDS}
        chosen={wanted.kinds}
        choose={(kinds) => change({ ...wanted, kinds })}
        problem={problem?.of('kinds')}
      />
    </>
  );
}

/** What was chosen and is not offered any more, such as a retired component, is kept until somebody takes it away. */
function withHidden(chosen: readonly string[], before: readonly string[], shown: readonly Choice[]): string[] {
  const offered = new Set(shown.map(({ value }) => value));
  return [...before.filter((one) => !offered.has(one)), ...chosen];
}

async function readComponents(signal: AbortSignal): Promise<Choice[]> {
  const all: Choice[] = [];
  let after: string | null = null;
  do {
    const query = { status: 'active', limit: PAGE, ...(after === null ? {} : { after }) } as const;
    const page: components['schemas']['ComponentList'] = await bodyOf(
      api.GET('/api/v1/components', { params: { query }, signal }),
    );
    all.push(
      ...page.data.map(({ name, title }) => ({ value: name, words: title === '' ? name : `${title} (${name})` })),
    );
    after = page.page.next;
  } while (after !== null);
  return all;
}
