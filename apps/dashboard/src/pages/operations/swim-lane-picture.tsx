import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Operation } from '../../api/api.js';
import { useNow } from '../../pieces/clock.js';
import { timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { BarPatterns, Legend } from './bar-patterns.js';
import { BarLink } from './bars.js';
import { useDrawnGradually } from './drawn-gradually.js';
import { stepped } from './lane-steps.js';
import { pointing } from './pointed-at.js';
import { PointedOperation } from './pointed-operation.js';
import { type By, type Lane, type Picture, swimLanes, xOf } from './swim-lanes.js';
import { timeAxis } from './time-axis.js';
import type { TimeRange } from './time-range.js';
import { useZoomByDrag } from './zoom-by-drag.js';

/** What is drawn in one frame: well below 50 ms. */
const BARS_AT_ONCE = 40;
/** Operations on hundreds of hosts are hundreds of bars: the table has them all. */
const MOST_BARS = 3000;

interface PictureProps {
  readonly operations: readonly Operation[];
  readonly range: TimeRange;
  /** What was asked for; while that is the same, bars move. Otherwise others are drawn, gradually. */
  readonly shows: string;
  readonly by: By;
  readonly now: number;
  readonly zoom: (range: TimeRange) => void;
}

/** Operations over time, in lanes. */
export function SwimLanePicture({ operations, range, shows, by, now, zoom }: PictureProps) {
  const [plot, width] = useWidth();
  const picture: Picture = { range, by, now, width: Math.max(1, width) };
  const all = useMemo(() => swimLanes(operations, picture), [operations, range.from, range.to, by, width]);
  const lanes = useMemo(() => firstBars(all, MOST_BARS), [all]);
  const drag = useZoomByDrag(plot, range, zoom);
  const box = useOneTabStop(lanes);
  return (
    <figure class="swim-lanes">
      <BarPatterns />
      <div
        class="lane-box"
        ref={box}
        onKeyDown={(event) => step(event, lanes)}
        {...pointing(operations)}
        {...drag.listeners}
      >
        <Axis picture={picture} plot={plot} />
        <div class="plot">
          <GridLines picture={picture} selected={drag.selected} />
          {width > 0 && <LaneList key={`${by} ${shows}`} lanes={lanes} picture={picture} />}
        </div>
      </div>
      <PointedOperation />
      <figcaption>
        {lanes.length < all.length && (
          <strong>
            The picture has the first {lanes.length} of {all.length} lanes, the table has everything.{' '}
          </strong>
        )}
        Each bar is an operation and leads to its entry; arrow keys go from bar to bar, dragging with the mouse shows a
        shorter time. The table below says the same.
      </figcaption>
      <Legend />
    </figure>
  );
}

function firstBars(lanes: readonly Lane[], most: number): readonly Lane[] {
  let bars = 0;
  const first = lanes.findIndex((lane) => (bars += lane.bars.length) > most);
  return first === -1 ? lanes : lanes.slice(0, Math.max(1, first));
}

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const measure = (): void => void (width.value = Math.floor(element.current?.clientWidth ?? 0));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return [element, width.value] as const;
}

/** The picture is one stop for the tab key: that bar which had the focus last, otherwise the first. */
function useOneTabStop(lanes: readonly Lane[]) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current?.querySelector('.bar[tabindex="0"]') === null) setTabStop(box.current.querySelector('.bar'));
  }, [lanes]);
  return box;
}

function setTabStop(bar: Element | null | undefined): void {
  if (bar === null || bar === undefined) return;
  bar.closest('.lane-box')?.querySelector('.bar[tabindex="0"]')?.setAttribute('tabindex', '-1');
  bar.setAttribute('tabindex', '0');
}

function step(event: KeyboardEvent, lanes: readonly Lane[]): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const bar = (event.target as Element).closest('.bar');
  const list = bar?.closest('.lanes');
  if (bar === null || list === null || list === undefined) return;
  const lane = [...list.children].findIndex((one) => one.contains(bar));
  const id = bar.getAttribute('data-operation');
  const place = { lane, bar: lanes[lane]?.bars.findIndex(({ operation }) => operation.id === id) ?? -1 };
  const to = stepped(lanes, place, event.key);
  if (to === null) return;
  event.preventDefault();
  const next = list.children[to.lane]?.querySelectorAll<SVGAElement>('.bar')[to.bar];
  setTabStop(next);
  next?.focus();
}

function LaneList({ lanes, picture }: { readonly lanes: readonly Lane[]; readonly picture: Picture }) {
  const total = lanes.reduce((sum, { bars }) => sum + bars.length, 0);
  let left = useDrawnGradually(total, BARS_AT_ONCE);
  return (
    <ul class="lanes" role="list">
      {lanes.map((lane) => {
        const drawn = Math.max(0, left);
        left -= lane.bars.length;
        return (
          <LaneItem key={lane.name ?? ''} lane={lane} drawn={Math.min(drawn, lane.bars.length)} picture={picture} />
        );
      })}
    </ul>
  );
}

interface LaneProps {
  readonly lane: Lane;
  /** So many of its bars. */
  readonly drawn: number;
  readonly picture: Picture;
}

function LaneItem({ lane: { name, bars, height }, drawn, picture }: LaneProps) {
  return (
    <li>
      <span class="lane-name" title={name ?? undefined}>
        {name === null ? <em>no host</em> : <bdi>{name}</bdi>}
      </span>
      <svg class="lane" width={picture.width} height={height}>
        {bars.slice(0, drawn).map((bar) => (
          <BarLink key={bar.operation.id} bar={bar} picture={picture} />
        ))}
      </svg>
    </li>
  );
}

interface AxisProps {
  readonly picture: Picture;
  readonly plot: ReturnType<typeof useWidth>[0];
}

function Axis({ picture: { range, width }, plot }: AxisProps) {
  const { days, times } = useMemo(
    () => timeAxis(range, width, timeZone.value),
    [range.from, range.to, width, timeZone.value],
  );
  return (
    <div class="axis">
      <span class="lane-name">Times in {timeParts(new Date(range.from).toISOString(), timeZone.value).zone}</span>
      <div ref={plot}>
        <svg width={width} height={36} aria-hidden="true">
          {days.map(({ x, label }) => (
            <text class="day" x={x + 4} y={14}>
              {label}
            </text>
          ))}
          {times.map(({ x, label }) => (
            <text x={x + 4} y={31}>
              {label}
            </text>
          ))}
        </svg>
      </div>
    </div>
  );
}

interface GridProps {
  readonly picture: Picture;
  readonly selected: readonly [number, number] | null;
}

/** Behind the bars: a line for each time of the axis, one at now, and what is being pointed out. */
function GridLines({ picture, selected }: GridProps) {
  const { range, width } = picture;
  const { days, times } = useMemo(
    () => timeAxis(range, width, timeZone.value),
    [range.from, range.to, width, timeZone.value],
  );
  return (
    <svg class="grid-lines" width={width} height="100%" aria-hidden="true">
      {[...days, ...times].map(({ x }) => (
        <line x1={x} x2={x} y1="0" y2="100%" />
      ))}
      <NowLine picture={picture} />
      {selected !== null && <rect class="selected" x={selected[0]} width={selected[1] - selected[0]} height="100%" />}
    </svg>
  );
}

function NowLine({ picture }: { readonly picture: Picture }) {
  const now = useNow();
  if (now < picture.range.from || now > picture.range.to) return null;
  const x = xOf(now, picture);
  return <line class="now-line" x1={x} x2={x} y1="0" y2="100%" />;
}
