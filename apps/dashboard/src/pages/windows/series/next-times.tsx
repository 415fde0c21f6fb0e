import { useState } from 'preact/hooks';
import { may } from '../../../api/sign-in.js';
import { addressOf } from '../../../navigation.js';
import { ActionButton } from '../../../pieces/action-button.js';
import { Span, WindowState } from '../../../pieces/window-words.js';
import { leaveOut } from './series-actions.js';
import type { Row, Series } from './series-rows.js';

const AT_A_GLANCE = 10;

interface NextProps {
  readonly series: Series;
  readonly rows: readonly Row[];
  readonly done: () => void;
}

/** What comes next, as far as it can be foreseen, each with its window if that is scheduled already. */
export function NextTimes({ series, rows, done }: NextProps) {
  const [isAll, setAll] = useState(false);
  const isEnded = series.ended !== null;
  const shown = isAll ? rows : rows.slice(0, AT_A_GLANCE);
  const canLeaveOut = may('announce') && !isEnded;
  return (
    <section class="panel" aria-labelledby="next">
      <h2 id="next">What comes next {rows.length > 0 && <span class="count">{rows.length}</span>}</h2>
      {rows.length === 0 && (
        <p class="explanation">
          {isEnded ? 'Nothing: it has ended.' : 'By its rule nothing, within the next 90 days.'}
        </p>
      )}
      {rows.length > 0 && (
        <div class="table-box" tabIndex={0} role="region" aria-label="Table of what comes next">
          <table class="window-table next-times">
            <caption class="visually-hidden">The next times of the series within 90 days</caption>
            <thead>
              <tr>
                {['When', 'Window', ...(canLeaveOut ? ['Action'] : [])].map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <OneTime key={row.day} of={row} series={canLeaveOut ? series.id : null} done={done} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < rows.length && (
        <button type="button" onClick={() => setAll(true)}>
          All {rows.length} within 90 days
        </button>
      )}
    </section>
  );
}

interface TimeProps {
  readonly of: Row;
  /** Of which it can be left out; null: it cannot. */
  readonly series: string | null;
  readonly done: () => void;
}

function OneTime({ of, series, done }: TimeProps) {
  const { day, window, isMoved } = of;
  const canLeaveOut = series !== null && (window === null || ['draft', 'scheduled'].includes(window.status));
  return (
    <tr class={`window-row ${window?.status ?? ''}`} data-row={day} tabIndex={-1}>
      <td>
        <Span of={of} /> {isMoved && <span class="by">moved from {day}</span>}
      </td>
      <td>
        {window === null ? (
          <span class="by">not scheduled yet</span>
        ) : (
          <>
            <a href={addressOf(`windows/${window.id}`)}>
              window<span class="visually-hidden"> for {day}</span>
            </a>{' '}
            <WindowState window={window} />
          </>
        )}
        {window?.status === 'draft' && <p class="by">It meets something else: look at it, then schedule it.</p>}
      </td>
      {series !== null && <td>{canLeaveOut && <ActionButton action={leaveOut(series, day)} done={done} />}</td>}
    </tr>
  );
}
