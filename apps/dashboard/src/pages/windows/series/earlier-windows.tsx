import { useState } from 'preact/hooks';
import { addressOf } from '../../../navigation.js';
import { Span, type Window, WindowState } from '../../../pieces/window-words.js';

const AT_A_GLANCE = 10;

/** Its windows that are over, the latest first. */
export function EarlierWindows({ of }: { readonly of: readonly Window[] }) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? of : of.slice(0, AT_A_GLANCE);
  return (
    <section class="panel" aria-labelledby="earlier">
      <h2 id="earlier">Its windows until now {of.length > 0 && <span class="count">{of.length}</span>}</h2>
      {of.length === 0 && <p class="explanation">None is over yet.</p>}
      <ul class="left-out">
        {shown.map((window) => (
          <li key={window.id}>
            <a href={addressOf(`windows/${window.id}`)}>
              <Span of={window} />
            </a>{' '}
            <WindowState window={window} />
          </li>
        ))}
      </ul>
      {shown.length < of.length && (
        <button type="button" onClick={() => setAll(true)}>
          All {of.length}
        </button>
      )}
    </section>
  );
}
