import type { ComponentChildren } from 'preact';
import { addressOf } from '../../navigation.js';
import { Fact } from '../../pieces/fact.js';
import { changeAddress, taskAddress } from '../../pieces/reference-addresses.js';
import { Time } from '../../pieces/time.js';
import { duration } from '../../pieces/times.js';
import { endInWords } from './window-end.js';
import {
  ComponentLinks,
  impactInWords,
  kindsInWords,
  Span,
  type Window,
  WindowState,
} from '../../pieces/window-words.js';

/** What a window is. */
export function WindowFacts({ window }: { readonly window: Window }) {
  const { id, title, text } = window;
  return (
    <section class="panel" aria-labelledby="window">
      <nav class="ancestors" aria-label="Part of">
        <a href={addressOf('windows')}>Windows</a> <span aria-hidden="true">›</span>
      </nav>
      <h1 id="window">
        <bdi>{title}</bdi>
      </h1>
      <p>
        <WindowState window={window} />
      </p>
      <p class="window-when">
        <Span of={window} />
      </p>
      <dl class="facts">
        {factsOf(window).map(([label, words]) => (
          <Fact key={label} name={label}>
            {words}
          </Fact>
        ))}
      </dl>
      {text !== '' && (
        <p class="window-text">
          <bdi>{text}</bdi>
        </p>
      )}
      <p>
        <a href={addressOf('timeline', { window: id })}>Timeline</a>: what was announced of it and done while it lasts
      </p>
    </section>
  );
}

function factsOf(window: Window): readonly (readonly [label: string, words: ComponentChildren])[] {
  const {
    affected,
    unaffected,
    tasks,
    changes,
    responsible,
    kinds,
    startedAt,
    completedAt,
    outcome,
    series,
    occurrence,
  } = window;
  const all: readonly (readonly [string, boolean, ComponentChildren])[] = [
    ['What', kinds.length > 0, <bdi>{kindsInWords(window)}</bdi>],
    ['Affected', true, affected.length === 0 ? 'nothing is named yet' : <ComponentLinks of={affected} />],
    ['Not affected', unaffected.length > 0, <ComponentLinks of={unaffected} />],
    ['Impact', true, impactInWords(window)],
    ['Responsible', true, <bdi>{responsible.name}</bdi>],
    ['Series', series !== null, <SeriesLink to={series} day={occurrence} />],
    ['Tasks', tasks.length > 0, <References of={tasks} hrefOf={taskAddress} />],
    ['Changes', changes.length > 0, <References of={changes} hrefOf={changeAddress} />],
    ['Began', startedAt !== null, <Moment at={startedAt} by={window.lateByMs} />],
    [
      'Ended',
      completedAt !== null,
      <>
        <Time at={completedAt!} day seconds />
        {endInWords(window)}
      </>,
    ],
    ['Outcome', outcome !== '', <bdi>{outcome}</bdi>],
  ];
  return all.flatMap(([label, isShown, words]) => (isShown ? [[label, words] as const] : []));
}

function SeriesLink({ to, day }: { readonly to: string | null; readonly day: string | null }) {
  return (
    <>
      one of <a href={addressOf(`windows/series/${to}`)}>a series</a>, for {day}
    </>
  );
}

export function References({
  of,
  hrefOf,
}: {
  readonly of: readonly string[];
  readonly hrefOf: (name: string) => string;
}) {
  return (
    <>
      {of.map((name, index) => (
        <>
          {index > 0 && ', '}
          <a href={hrefOf(name)} rel="noreferrer">
            {name}
          </a>
        </>
      ))}
    </>
  );
}

/** A moment, and how far it is from the one that was planned. */
function Moment({ at, by }: { readonly at: string | null; readonly by: number | null }) {
  if (at === null) return null;
  const minutes = Math.round((by ?? 0) / 60_000);
  return (
    <>
      <Time at={at} day seconds />
      {minutes !== 0 && `, ${duration(Math.abs(minutes) * 60)} ${minutes > 0 ? 'late' : 'early'}`}
    </>
  );
}
