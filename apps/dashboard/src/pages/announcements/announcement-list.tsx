import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useRowKeys } from '../../keys.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go, here } from '../../navigation.js';
import { NoticePages } from '../../pieces/notice-pages.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { AnnouncementFilters } from './announcement-filters.js';
import { AnnouncementTable } from './announcement-table.js';
import { askedOf, given } from './asked-announcements.js';
import { NoAnnouncements } from './no-announcements.js';
import { TellOfOutage } from './tell-of-outage.js';

const LIMIT = 50;

/** Everything that people were told, will be told or were nearly told, newest first. */
export function AnnouncementList() {
  useTitle('Announcements');
  const asked = askedOf(here.value.query);
  const narrowed = given(asked);
  const { after } = asked;
  const { value, problem, reload } = useLoaded(JSON.stringify([narrowed, after]), (signal) => {
    const query = { ...narrowed, ...(after === '' ? {} : { after }), limit: LIMIT } as object;
    return bodyOf(api.GET('/api/v1/announcements', { params: { query }, signal }));
  });
  useEvents(['announcement.', 'channel.', 'component.', 'redaction.'], reload);
  useRowKeys();
  const { window, component } = asked.filters;
  return (
    <>
      <NoticePages />
      <section class="panel notice-page" aria-labelledby="announcements">
        <div class="announcements-head">
          <h1 id="announcements">Announcements</h1>
          <p class="explanation">What people were told of expected downtime and outages, newest first.</p>
          <p class="by">
            <a href={addressOf('api/v1/announcements/feed.atom', { component })}>Feed (Atom)</a>
          </p>
          {may('announce') && (
            <div class="announcements-ways">
              <TellOfOutage />
            </div>
          )}
        </div>
        <AnnouncementFilters
          asked={asked}
          problem={problem}
          show={(filters) => go(addressOf('announcements', filters))}
        />
        {window !== '' && (
          <p class="note">
            Only about <a href={addressOf(`windows/${window}`)}>one window</a>.{' '}
            <a href={addressOf('announcements', { ...narrowed, window: '' })}>About all</a>
          </p>
        )}
        {problem !== null && <ProblemNote problem={problem} again={reload} />}
        {value?.data.length === 0 && <NoAnnouncements isNarrowed={after !== '' || Object.keys(narrowed).length > 0} />}
        {value !== null && value.data.length > 0 && <AnnouncementTable of={value.data} />}
        <p class="actions">
          {after !== '' && <a href={addressOf('announcements', narrowed)}>The newest</a>}
          {value !== null && value.page.next !== null && (
            <a href={addressOf('announcements', { ...narrowed, after: value.page.next })}>Earlier announcements</a>
          )}
        </p>
      </section>
    </>
  );
}
