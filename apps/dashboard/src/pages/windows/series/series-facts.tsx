import { addressOf } from '../../../navigation.js';
import { Fact } from '../../../pieces/fact.js';
import { Time } from '../../../pieces/time.js';
import { taskAddress } from '../../../pieces/reference-addresses.js';
import { References } from '../window-facts.js';
import { ComponentLinks, impactInWords, kindsInWords } from '../../../pieces/window-words.js';
import { RuleSentence } from './rule-sentence.js';
import type { Series } from './series-rows.js';

/** What recurs, and how. */
export function SeriesFacts({ series }: { readonly series: Series }) {
  const { title, text, rule, ended } = series;
  return (
    <section class="panel" aria-labelledby="one-series">
      <nav class="ancestors" aria-label="Part of">
        <a href={addressOf('windows')}>Windows</a> <span aria-hidden="true">›</span>{' '}
        <a href={addressOf('windows/series')}>Series</a> <span aria-hidden="true">›</span>
      </nav>
      <h1 id="one-series">
        <bdi>{title}</bdi>
      </h1>
      <p class="window-when">
        <RuleSentence of={series} />
      </p>
      {ended !== null && (
        <p class="note">
          Ended <Time at={ended.at} day />, by <bdi>{ended.by.name}</bdi>: <bdi>{ended.reason}</bdi>
        </p>
      )}
      <Facts of={series} />
      {text !== '' && (
        <p class="window-text">
          <bdi>{text}</bdi>
        </p>
      )}
      <p class="by">
        The rule as it was given: <code>{rule}</code>
      </p>
    </section>
  );
}

function Facts({ of: series }: { readonly of: Series }) {
  const { affected, unaffected, responsible, tasks, startsAt, daysAhead, plannedAt, plannedBy } = series;
  return (
    <dl class="facts">
      <Fact name="What">
        <bdi>{kindsInWords(series)}</bdi>
      </Fact>
      <Fact name="Affected">
        <ComponentLinks of={affected} />
      </Fact>
      {unaffected.length > 0 && (
        <Fact name="Not affected">
          <ComponentLinks of={unaffected} />
        </Fact>
      )}
      <Fact name="Impact">{impactInWords(series)}</Fact>
      <Fact name="Responsible">
        <bdi>{responsible.name}</bdi>
      </Fact>
      {tasks.length > 0 && (
        <Fact name="Tasks">
          <References of={tasks} hrefOf={taskAddress} />
        </Fact>
      )}
      <Fact name="First">
        <Time at={startsAt} day />
      </Fact>
      <Fact name="Scheduled">{daysAhead === 1 ? 'one day' : `${daysAhead} days`} ahead, by the ledger</Fact>
      <Fact name="Planned">
        <Time at={plannedAt} day />, by <bdi>{plannedBy.name}</bdi>
      </Fact>
    </dl>
  );
}
