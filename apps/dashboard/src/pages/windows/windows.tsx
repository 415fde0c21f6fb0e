import { may } from '../../api/sign-in.js';
import { serverNow } from '../../api/server-clock.js';
import { addressOf, go, here } from '../../navigation.js';
import { useTitle } from '../../title.js';
import { Calendar } from './calendar.js';
import { addressTo } from './window-addresses.js';
import { WindowList } from './window-list.js';
import { type Asked, askedOf } from './window-query.js';

const VIEWS: Readonly<Record<Asked['view'], string>> = { calendar: 'Calendar', list: 'List' };

/** Of what affects the component that is asked for, or of everything. */
function feedOf(path: string, { filters: { component } }: Asked): string {
  return addressOf(`api/v1/${path}`, { component });
}

/** The windows, as a calendar or a list, as the address says. */
export function Windows() {
  useTitle('Windows');
  const asked = askedOf(here.value.query, serverNow());
  const show = (changes: Partial<Asked>): void => go(addressTo({ ...asked, ...changes }));
  return (
    <section class="panel windows" aria-labelledby="windows">
      <div class="windows-head">
        <h1 id="windows">Windows</h1>
        <p class="explanation">Expected downtime: what takes place when, and what is affected.</p>
        <p class="by">
          <a href={addressOf('windows/series')}>Series</a> ·{' '}
          <a href={feedOf('maintenance-windows/calendar.ics', asked)} download>
            Calendar (iCal)
          </a>{' '}
          · <a href={addressOf('announcements')}>Announcements</a> (
          <a href={feedOf('announcements/feed.atom', asked)}>Atom</a>)
        </p>
        <div class="windows-ways">
          <div class="choice" role="group" aria-label="Shown as">
            {Object.entries(VIEWS).map(([view, name]) => (
              <button
                type="button"
                aria-pressed={asked.view === view}
                onClick={() => show({ view: view as Asked['view'] })}
              >
                {name}
              </button>
            ))}
          </div>
          {may('announce') && (
            <a class="button" href={addressOf('windows/new')}>
              Plan a window
            </a>
          )}
        </div>
      </div>
      {asked.view === 'calendar' ? <Calendar asked={asked} show={show} /> : <WindowList asked={asked} show={show} />}
    </section>
  );
}
