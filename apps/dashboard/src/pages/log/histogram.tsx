import { useEffect, useRef, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { type Bar, barsOf, nameOf, rangeOf, type TimeStretch } from './histogram-bars.js';
import { filterOf, keyOf, type LogQuery, placeOfQuery } from './log-query.js';

interface HistogramProps {
  readonly query: LogQuery;
  readonly choose: (range: TimeStretch) => void;
}

const HEIGHT = 64;
/** A count that is kept up to date by every entry would be drawn all the time. */
const RECOUNTED_MS = 10_000;

/** Calls at once, or when the last call is long enough ago. */
function useAtIntervals(call: () => void): () => void {
  const waits = useRef<ReturnType<typeof setTimeout>>(undefined);
  const calledAt = useRef(0);
  useEffect(() => () => clearTimeout(waits.current), []);
  return () => {
    waits.current ??= setTimeout(
      () => {
        waits.current = undefined;
        calledAt.current = Date.now();
        call();
      },
      Math.max(0, calledAt.current + RECOUNTED_MS - Date.now()),
    );
  };
}

/** How many entries a query finds, over time. A stretch of it can be chosen: with the pointer, or from the table. */
export function Histogram({ query, choose }: HistogramProps) {
  const { value, problem, reload } = useLoaded(keyOf(query), (signal) =>
    bodyOf(api.GET('/api/v1/log-entries/histogram', { params: { query: filterOf(query) }, signal })),
  );
  useEvents(ENTRY_EVENTS, useAtIntervals(reload));
  // What is wrong with the question, the list below says.
  if (problem !== null && !problem.isPassing) return null;
  if (problem !== null) return <p class="explanation">The entries could not be counted: {problem.detail}</p>;
  if (value === null) return <p class="histogram loading">Counting…</p>;
  const bars = barsOf(value);
  if (bars.length === 0) return null;
  const total = value.total.toLocaleString('en');
  const most = bars.reduce((most, bar) => (bar.entries > most.entries ? bar : most));
  return (
    <figure class="histogram">
      <Bars bars={bars} most={most.entries} by={value.by} choose={choose} />
      <figcaption>
        <span>{nameOf(bars[0]!, value.by)}</span>
        <span>
          <strong>{total}</strong> {value.total === 1 ? 'entry' : 'entries'}, by {value.by} (UTC); at most{' '}
          {most.entries.toLocaleString('en')}, {nameOf(most, value.by)}
        </span>
        <span>{nameOf(bars.at(-1)!, value.by)}</span>
      </figcaption>
      <details>
        <summary>As a table</summary>
        <BarTable bars={bars} by={value.by} query={query} />
      </details>
    </figure>
  );
}

interface BarsProps {
  readonly bars: readonly Bar[];
  readonly most: number;
  readonly by: 'hour' | 'day' | 'month';
  readonly choose: HistogramProps['choose'];
}

/** The table says the same, so the picture is for the eye and the pointer alone. */
function Bars({ bars, most, by, choose }: BarsProps) {
  const [brush, setBrush] = useState<readonly [number, number] | null>(null);
  const indexAt = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = (currentTarget as Element).getBoundingClientRect();
    return Math.max(0, Math.min(bars.length - 1, Math.floor(((clientX - left) / width) * bars.length)));
  };
  const begin = (event: PointerEvent): void => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    setBrush([indexAt(event), indexAt(event)]);
  };
  const move = (event: PointerEvent): void => {
    if (brush !== null) setBrush([brush[0], indexAt(event)]);
  };
  const end = (): void => {
    if (brush === null) return;
    const [first, last] = brush.toSorted((a, b) => a - b) as [number, number];
    setBrush(null);
    choose(rangeOf(bars.slice(first, last + 1), by));
  };
  const [first = -1, last = -1] = brush?.toSorted((a, b) => a - b) ?? [];
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${bars.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      height={HEIGHT}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setBrush(null)}
    >
      {bars.map((bar, index) => {
        // What is there can be seen, however little it is.
        const height = bar.entries === 0 ? 0 : Math.max(2, (bar.entries / most) * (HEIGHT - 2));
        return (
          <g class={index >= first && index <= last ? 'chosen' : undefined}>
            <rect class="slot" x={index} y={0} width={1} height={HEIGHT}>
              <title>{`${nameOf(bar, by)}: ${bar.entries}`}</title>
            </rect>
            <rect class="bar" x={index + 0.08} y={HEIGHT - height} width={0.84} height={height} />
          </g>
        );
      })}
    </svg>
  );
}

interface BarTableProps {
  readonly bars: readonly Bar[];
  readonly by: BarsProps['by'];
  readonly query: LogQuery;
}

function BarTable({ bars, by, query }: BarTableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{by} (UTC)</th>
          <th scope="col">entries</th>
        </tr>
      </thead>
      <tbody>
        {bars
          .filter(({ entries }) => entries > 0)
          .map((bar) => {
            const place = placeOfQuery({ ...query, ...bar.range, at: '' });
            return (
              <tr>
                <th scope="row">
                  <a href={addressOf(place.path, place.query)}>{nameOf(bar, by)}</a>
                </th>
                <td>{bar.entries.toLocaleString('en')}</td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}
