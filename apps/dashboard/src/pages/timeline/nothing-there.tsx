import { may } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { KIND_NAMES } from './kind-words.js';
import { type Asked, given, kindsShown, leftOut } from './timeline-query.js';

/** Nothing is recorded, or nothing like what is asked for: what to do. */
export function NothingThere({ asked }: { readonly asked: Asked }) {
  const filters = given(asked);
  if (Object.keys(filters).length > 0) {
    const out = leftOut(asked)?.kinds ?? [];
    const isNeverFound = kindsShown(asked).every((kind) => out.includes(kind));
    const isOfSome = asked.kinds.length > 0;
    const isOfATime = asked.from !== '' || asked.to !== '';
    return (
      <EmptyState title={isNeverFound ? 'What is shown cannot have what is asked for.' : 'Nothing is like this.'}>
        <p>
          All filters must hold at once. <a href={addressOf('timeline')}>Without filters</a>
          {isOfSome && (
            <>
              {' · '}
              <a href={addressOf('timeline', { ...filters, kinds: null })}>Of all kinds</a>
            </>
          )}
          {isOfATime && (
            <>
              {' · '}
              <a href={addressOf('timeline', { ...filters, from: null, to: null })}>At any time</a>
            </>
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing is recorded yet." command={'npx opsledger log production "Rebooting db1101 (T123456)"'}>
      <p>
        What is done, planned and announced stands here by its time.
        {may('announce') && (
          <>
            {' '}
            <a href={addressOf('windows/new')}>Plan a window</a>, or log something.
          </>
        )}{' '}
        An entry is logged so, from the folder of this checkout:
      </p>
    </EmptyState>
  );
}

/** What is not shown because it does not have what is asked for. */
export function LeftOut({ asked }: { readonly asked: Asked }) {
  const out = leftOut(asked);
  const names = kindsShown(asked).flatMap((kind) => (out?.kinds.includes(kind) === true ? [KIND_NAMES[kind]] : []));
  if (out === null || names.length === 0) return null;
  return (
    <p class="explanation">
      {sentenceOf(names.join(' and '))} cannot be found by {out.by}, and are left out.
    </p>
  );
}

function sentenceOf(words: string): string {
  return words.charAt(0) + words.slice(1).toLowerCase();
}
