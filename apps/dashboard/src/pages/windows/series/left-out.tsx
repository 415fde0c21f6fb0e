import { addressOf } from '../../../navigation.js';
import { Time } from '../../../pieces/time.js';
import type { Window } from '../../../pieces/window-words.js';
import type { Series } from './series-rows.js';

interface LeftOutProps {
  readonly series: Series;
  readonly windows: readonly Window[];
}

/** The days on which it does not take place, and why. */
export function LeftOut({ series: { skipped }, windows }: LeftOutProps) {
  const all = skipped.toSorted((one, other) => (one.day < other.day ? 1 : -1));
  return (
    <section class="panel" aria-labelledby="left-out">
      <h2 id="left-out">Left out {all.length > 0 && <span class="count">{all.length}</span>}</h2>
      {all.length === 0 && <p class="explanation">No day is left out.</p>}
      <ul class="left-out">
        {all.map(({ day, reason, at, by }) => {
          const window = windows.find(({ occurrence }) => occurrence === day);
          return (
            <li key={day}>
              <strong>{day}</strong>: <bdi>{reason}</bdi>
              <p class="by">
                <Time at={at} day />, by <bdi>{by.name}</bdi>
                {window !== undefined && (
                  <>
                    ;{' '}
                    <a href={addressOf(`windows/${window.id}`)}>
                      its window<span class="visually-hidden"> for {day}</span>
                    </a>{' '}
                    is {window.status.replace('-', ' ')}
                  </>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
