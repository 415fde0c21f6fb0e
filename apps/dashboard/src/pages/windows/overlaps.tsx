import type { components } from '@api/openapi.js';
import { addressOf } from '../../navigation.js';
import { Time } from '../../pieces/time.js';
import { Span } from '../../pieces/window-words.js';

type Overlap = components['schemas']['OverlapView'];

const WHAT: Readonly<Record<string, string>> = {
  window: 'Window',
  'vendor-work': 'Work of a vendor',
  fault: 'Open fault',
};

/** What takes place at the same time on what a window touches. */
export function Overlaps({ of }: { readonly of: readonly Overlap[] }) {
  return (
    <ul class="overlaps">
      {of.map((overlap) => (
        <li key={`${overlap.id} ${overlap.on}`}>
          {WHAT[overlap.kind] ?? overlap.kind}{' '}
          {overlap.kind === 'window' ? (
            <a href={addressOf(`windows/${overlap.id}`)}>
              <bdi>{overlap.title}</bdi>
            </a>
          ) : (
            <bdi>{overlap.title}</bdi>
          )}{' '}
          <span class="by">
            on {overlap.by === 'component' ? '' : 'the redundancy group '}
            <bdi>{overlap.on}</bdi>, <When of={overlap} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function When({ of: { startsAt, endsAt } }: { readonly of: Overlap }) {
  if (endsAt !== null) return <Span of={{ startsAt, endsAt }} />;
  return (
    <>
      from <Time at={startsAt} day /> on
    </>
  );
}
