import type { Own } from './own-subscription.js';
import { kindInWords } from '../../pieces/notice-words.js';

/** Of what somebody is told. */
export function WantedWords({ of: { components, kinds } }: { readonly of: Pick<Own, 'components' | 'kinds'> }) {
  return (
    <dl class="facts">
      <dt>Components</dt>
      <dd>
        {components.length === 0 && 'all'}
        {components.map(({ name, title }, index) => (
          <>
            {index > 0 && ', '}
            <bdi>{title === '' ? name : title}</bdi>
          </>
        ))}
      </dd>
      <dt>Kinds of downtime</dt>
      <dd>{kinds.length === 0 ? 'all' : kinds.map(kindInWords).join(', ')}</dd>
    </dl>
  );
}
