import { useState } from 'preact/hooks';
import { useRowKeys } from '../../keys.js';
import { addressOf } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { NoWindows } from './no-windows.js';
import { useWindows } from './use-windows.js';
import { WindowFilters } from './window-filters.js';
import { type Asked, given } from './window-query.js';
import { ComponentLinks, kindsInWords, Span, type Window, WindowState } from '../../pieces/window-words.js';

const PAGE = 100;

interface ListProps {
  readonly asked: Asked;
  readonly show: (changes: Partial<Asked>) => void;
}

/** Windows by their start, the latest first. */
export function WindowList({ asked, show }: ListProps) {
  const narrowed = given(asked);
  const of = JSON.stringify(narrowed);
  const [pages, setPages] = useState({ of, count: 1 });
  const count = pages.of === of ? pages.count : 1;
  const { value, problem, isLoading, reload } = useWindows(narrowed, PAGE * count);
  useRowKeys();
  return (
    <>
      <WindowFilters asked={asked} problem={problem} show={show} />
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.windows.length === 0 && <NoWindows isNarrowed={Object.keys(narrowed).length > 0} />}
      {value !== null && value.windows.length > 0 && (
        <div class="table-box" tabIndex={0} role="region" aria-label="Table of windows">
          <table class="window-table">
            <caption class="visually-hidden">Windows by their start, the latest first</caption>
            <thead>
              <tr>
                {['When', 'Window', 'State', 'What', 'Affected'].map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.windows.map((window) => (
                <Row key={window.id} window={window} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {value?.isAll === false && (
        <button type="button" disabled={isLoading} onClick={() => setPages({ of, count: count + 1 })}>
          Earlier windows
        </button>
      )}
    </>
  );
}

function Row({ window }: { readonly window: Window }) {
  return (
    <tr class={`window-row ${window.status} ${window.held === null ? '' : 'held'}`} data-row={window.id} tabIndex={-1}>
      <td>
        <Span of={window} />
      </td>
      <th scope="row">
        <a href={addressOf(`windows/${window.id}`)}>
          <bdi>{window.title}</bdi>
        </a>
      </th>
      <td>
        <WindowState window={window} />
      </td>
      <td>
        <bdi>{kindsInWords(window)}</bdi>
      </td>
      <td>
        <ComponentLinks of={window.affected} />
      </td>
    </tr>
  );
}
