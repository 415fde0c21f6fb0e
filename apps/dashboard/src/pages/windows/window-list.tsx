import { useState } from 'preact/hooks';
import { serverNow } from '../../api/server-clock.js';
import { useRowKeys } from '../../keys.js';
import { addressOf } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { NoWindows } from './no-windows.js';
import { useWindows } from './use-windows.js';
import { WindowFilters } from './window-filters.js';
import { type Asked, dayOf, given } from './window-query.js';
import { ComponentLinks, kindsInWords, Span, type Window, WindowState } from '../../pieces/window-words.js';

const PAGE = 100;

interface ListProps {
  readonly asked: Asked;
  readonly show: (changes: Partial<Asked>) => void;
}

/** Windows by their start. */
export function WindowList({ asked, show }: ListProps) {
  const narrowed = given(asked);
  const of = JSON.stringify([narrowed, asked.order]);
  const [pages, setPages] = useState({ of, count: 1 });
  const count = pages.of === of ? pages.count : 1;
  const { value, problem, isLoading, reload } = useWindows({ ...narrowed, order: asked.order }, PAGE * count);
  useRowKeys();
  return (
    <>
      <WindowFilters asked={asked} problem={problem} show={show} />
      <Order asked={asked} show={show} />
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.windows.length === 0 && <NoWindows isNarrowed={Object.keys(narrowed).length > 0} />}
      {value !== null && value.windows.length > 0 && (
        <div class="table-box" tabIndex={0} role="region" aria-label="Table of windows">
          <table class="window-table stacks">
            <caption class="visually-hidden">
              Windows by their start, the {asked.order === 'newest' ? 'latest' : 'earliest'} first
            </caption>
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
          {asked.order === 'newest' ? 'Earlier' : 'Later'} windows
        </button>
      )}
    </>
  );
}

/** What comes next, from today on; or everything, the latest first. */
function Order({ asked, show }: ListProps) {
  const { filters, order } = asked;
  const today = dayOf(serverNow());
  const from = filters.from === today ? '' : filters.from;
  return (
    <div class="choice" role="group" aria-label="Which first">
      <button
        type="button"
        aria-pressed={order === 'oldest'}
        onClick={() => show({ order: 'oldest', filters: { ...filters, from: from === '' ? today : from } })}
      >
        What comes next
      </button>
      <button
        type="button"
        aria-pressed={order === 'newest'}
        onClick={() => show({ order: 'newest', filters: { ...filters, from } })}
      >
        Latest first
      </button>
    </div>
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
