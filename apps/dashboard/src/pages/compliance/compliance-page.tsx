import { api, bodyOf } from '../../api/api.js';
import { serverNow } from '../../api/server-clock.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, here } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { NoticePages } from '../../pieces/notice-pages.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { type Asked, askedOf, given } from './asked-compliance.js';
import { ComplianceFilters } from './compliance-filters.js';
import { type Cell, monthsOf, sentenceOf } from './compliance-rows.js';
import { ComplianceTable } from './compliance-table.js';
import { CsvDownload } from './csv-download.js';
import './compliance.css';

/** Whether people were told in time, by month, component and kind of downtime, with the proof. */
export default function CompliancePage() {
  const asked = askedOf(here.value.query, serverNow());
  const { value, problem, reload } = useLoaded(JSON.stringify(asked), (signal) => read(asked, signal));
  useEvents(['maintenance-window.', 'announcement.', 'delivery.', 'component.', 'redaction.'], () => {
    // What was known then does not change.
    if (asked.asOf === '') reload();
  });
  useTitle('Notice given');
  return (
    <>
      <NoticePages />
      <section class="panel notice-page" aria-labelledby="compliance">
        <h1 id="compliance">Notice given</h1>
        <ComplianceFilters asked={asked} problem={problem} />
        {problem !== null && <ProblemNote problem={problem} again={reload} />}
        {asked.asOf !== '' && (
          <p class="note">
            As it was known at <bdi>{asked.asOf}</bdi>: what was recorded since is not in this.
          </p>
        )}
        {value !== null && value.length === 0 && <NoWindows asked={asked} />}
        {value !== null && value.length > 0 && <Found cells={value} asked={asked} />}
      </section>
    </>
  );
}

async function read(asked: Asked, signal: AbortSignal): Promise<readonly Cell[]> {
  const query = { ...given(asked), from: asked.from, to: asked.to } as Asked & { kind?: never };
  const { data } = await bodyOf(api.GET('/api/v1/maintenance-windows/compliance', { params: { query }, signal }));
  return data;
}

function NoWindows({ asked: { from, to, component, kind } }: { readonly asked: Asked }) {
  const isNarrowed = component !== '' || kind !== '';
  return (
    <EmptyState title={`There is nothing to judge from ${from} to ${to}.`}>
      <p>
        {isNarrowed
          ? 'No such window has been scheduled and decided in these months. '
          : 'No window has been scheduled and decided in these months: a window counts once people were told of it, or once it began without. '}
        {isNarrowed ? (
          <a href={addressOf('compliance', { from, to })}>All components and kinds</a>
        ) : (
          <a href={addressOf('windows')}>Plan a window</a>
        )}
      </p>
    </EmptyState>
  );
}

function Found({ cells, asked }: { readonly cells: readonly Cell[]; readonly asked: Asked }) {
  const { months, total } = monthsOf(cells);
  return (
    <>
      <p class="compliance-sentence">{sentenceOf(total)}</p>
      <Meaning />
      <ComplianceTable months={months} total={total} asked={asked} />
      <CsvDownload cells={cells} asked={asked} />
    </>
  );
}

/** What each column means. */
function Meaning() {
  return (
    <details class="meaning">
      <summary>What the numbers mean</summary>
      <dl class="facts">
        <dt>In time</dt>
        <dd>
          people were told of these times as early as the policy in force when it was scheduled demands, or earlier
        </dd>
        <dt>Short</dt>
        <dd>they were told later than that, but before the start</dd>
        <dt>Not told</dt>
        <dd>nobody was told before the start</dd>
        <dt>Emergency</dt>
        <dd>it was scheduled as an emergency, with a reason</dd>
        <dt>Not needed</dt>
        <dd>the policy demands no notice, or it was cancelled before anybody had to be told</dd>
        <dt>Moved, Overran, Cancelled</dt>
        <dd>what also became of it: moved after people had been told, longer than was last said, or called off</dd>
      </dl>
      <p>
        A window stands in the row of each component that it affects and of each of its kinds, in the month of its start
        (UTC). In the rows of a month and in the last row it counts once. Drafts do not count.
      </p>
    </details>
  );
}
