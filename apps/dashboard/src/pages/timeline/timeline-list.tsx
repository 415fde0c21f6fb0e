import { useMemo, useState } from 'preact/hooks';
import { useNow } from '../../pieces/clock.js';
import { DayHead } from '../../pieces/day-head.js';
import { Time } from '../../pieces/time.js';
import { timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { MomentLine } from './moment-line.js';
import { countToCome, type Day, inDays, type Moment } from './moments.js';

/** So many of what is still to come are shown without being asked for: what is next. */
const NEXT = 5;

const weekday = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });

interface ListProps {
  readonly moments: readonly Moment[];
  readonly asOf: string;
}

/** Records by days, with a line where now is. */
export function TimelineList({ moments, asOf }: ListProps) {
  const zone = timeZone.value;
  const [isAllShown, setAllShown] = useState(false);
  const toCome = countToCome(moments, useMomentOf(asOf));
  const hidden = isAllShown ? 0 : Math.max(0, toCome - NEXT);
  const days = useMemo(
    () => inDays(moments.slice(hidden), toCome - hidden, (instant) => timeParts(instant, zone).day),
    [moments, toCome, hidden, zone],
  );
  const [next, past] = [days.filter(({ isToCome }) => isToCome), days.filter(({ isToCome }) => !isToCome)];
  return (
    <>
      {toCome > 0 && (
        <section class="day to-come" aria-labelledby="to-come">
          <h2 id="to-come">
            To come <span class="weekday">the next one last, times in {timeParts(moments[0]!.at, zone).zone}</span>
          </h2>
          {toCome > NEXT && (
            <button type="button" class="more" aria-expanded={isAllShown} onClick={() => setAllShown(!isAllShown)}>
              {isAllShown ? `Only the next ${NEXT}` : `${toCome - NEXT} more, up to ${dayOf(moments[0]!)}`}
            </button>
          )}
          {next.map((day) => (
            <DayToCome key={day.name} day={day} />
          ))}
        </section>
      )}
      {toCome > 0 && <NowLine asOf={asOf} />}
      {past.map((day) => (
        <DaySection key={day.name} day={day} />
      ))}
    </>
  );
}

function dayOf({ at }: Moment): string {
  return timeParts(at, timeZone.value).day;
}

/** The moment (ms) that divides: now, or the one as of which is asked. */
function useMomentOf(asOf: string): number {
  const now = useNow();
  const then = isPosition(asOf) ? NaN : Date.parse(asOf);
  return Number.isNaN(then) ? now : Math.min(then, now);
}

function isPosition(asOf: string): boolean {
  return /^\d+$/.test(asOf);
}

function NowLine({ asOf }: { readonly asOf: string }) {
  return (
    <p class="now-line">
      <span>
        {asOf === '' ? 'Now' : 'Then'}, <Time at={new Date(useMomentOf(asOf)).toISOString()} day />
      </span>
    </p>
  );
}

/** What is still to come is mostly one a day: the day stands beside it. */
function DayToCome({ day: { name, moments } }: { readonly day: Day<Moment> }) {
  const id = `day-${name}-to-come`;
  return useMemo(
    () => (
      <section class="day-to-come" aria-labelledby={id}>
        <h3 id={id}>
          {weekday.format(Date.parse(name))} <time dateTime={name}>{name}</time>
        </h3>
        <Moments of={moments} />
      </section>
    ),
    [moments],
  );
}

function DaySection({ day: { name, moments } }: { readonly day: Day<Moment> }) {
  const { zone } = timeParts(moments[0]!.at, timeZone.value);
  const id = `day-${name}`;
  return useMemo(
    () => (
      <section class="day" aria-labelledby={id}>
        <DayHead id={id} day={name} note={`times in ${zone}`} />
        <Moments of={moments} />
      </section>
    ),
    [moments, zone],
  );
}

function Moments({ of }: { readonly of: readonly Moment[] }) {
  return (
    <ol class="moments">
      {of.map((moment) => (
        <MomentLine key={`${moment.kind} ${moment.record.id}`} moment={moment} />
      ))}
    </ol>
  );
}
