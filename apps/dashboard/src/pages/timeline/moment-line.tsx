import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Entry } from '../../api/api.js';
import { addressOf } from '../../navigation.js';
import { type Announcement, placesOf } from '../../pieces/announcement-words.js';
import { EntryMarks } from '../../pieces/entry-marks.js';
import { Message } from '../../pieces/message.js';
import { Time } from '../../pieces/time.js';
import { duration, MINUTE, timeParts } from '../../pieces/times.js';
import { ComponentLinks, kindsInWords, type Window, WindowState } from '../../pieces/window-words.js';
import type { Moment } from './moments.js';
import { KIND_MARKS } from './kind-words.js';

/** What a line says of a record. */
interface Line {
  readonly address: string;
  readonly who: ComponentChildren;
  readonly said: ComponentChildren;
  readonly where: ComponentChildren;
}

/** One record: when, of which kind, by whom, what, and where. Its time leads to its page. A line is made once. */
export function MomentLine({ moment }: { readonly moment: Moment }) {
  return useMemo(() => {
    const { address, who, said, where } = lineOf(moment);
    const { kind, at, record } = moment;
    const [sign, word] = KIND_MARKS[kind];
    return (
      <li class={`moment ${kind} ${record.status}`} data-row={record.id} tabIndex={-1}>
        <a class="moment-when" href={addressOf(address)}>
          <Time at={at} bare />{' '}
          <span class="kind">
            <span aria-hidden="true">{sign}</span> {word}
          </span>
        </a>
        <span class="moment-who">{who}</span>
        <div class="moment-said">{said}</div>
        <span class="moment-where">{where}</span>
      </li>
    );
  }, [moment]);
}

function lineOf(moment: Moment): Line {
  if (moment.kind === 'log-entry') return lineOfEntry(moment.record);
  if (moment.kind === 'maintenance-window') return lineOfWindow(moment.record);
  return lineOfAnnouncement(moment.record);
}

function lineOfEntry(entry: Entry): Line {
  return {
    address: `entries/${entry.id}`,
    who: <Who name={entry.actor.name} />,
    said: (
      <>
        <Message entry={entry} /> <EntryMarks entry={entry} />
      </>
    ),
    where: <a href={addressOf(`logs/${entry.log}`)}>{entry.log}</a>,
  };
}

function lineOfWindow(window: Window): Line {
  const address = `windows/${window.id}`;
  return {
    address,
    who: <Who name={window.responsible.name} />,
    said: (
      <>
        <a class="moment-title" href={addressOf(address)}>
          <bdi>{window.title}</bdi>
        </a>{' '}
        <WindowState window={window} /> <WindowWords of={window} />
      </>
    ),
    where: <Where of={window.affected} />,
  };
}

function lineOfAnnouncement(announcement: Announcement): Line {
  const { id, subject, sentBy, composedBy, elsewhere, concerns } = announcement;
  const by = sentBy ?? elsewhere[0]?.by ?? composedBy;
  return {
    address: `announcements/${id}`,
    who: <bdi>{by.name}</bdi>,
    said: (
      <>
        <a class="moment-title" href={addressOf(`announcements/${id}`)}>
          <bdi>{subject}</bdi>
        </a>{' '}
        <AnnouncementWords of={announcement} />
      </>
    ),
    where: <Where of={concerns.components} />,
  };
}

function Who({ name }: { readonly name: string }) {
  return (
    <a href={addressOf('timeline', { actor: name })} title={`What ${name} did and plans`}>
      <bdi>{name}</bdi>
    </a>
  );
}

/** Names that fit on a line; all of them stand on the page of the record. */
const MOST_NAMES = 3;

function Where({ of }: { readonly of: Window['affected'] }) {
  return (
    <>
      <ComponentLinks of={of.slice(0, MOST_NAMES)} />
      {of.length > MOST_NAMES && ` and ${of.length - MOST_NAMES} more`}
    </>
  );
}

/** Until when it is planned, what people notice, and how it went. */
function WindowWords({ of: window }: { readonly of: Window }) {
  const { startsAt, endsAt, startedAt, completedAt, cancelled, outcome } = window;
  const isOneDay = timeParts(startsAt, 'utc').day === timeParts(endsAt, 'utc').day;
  return (
    <span class="by">
      until <Time at={endsAt} day={!isOneDay} /> ({duration((Date.parse(endsAt) - Date.parse(startsAt)) / 1000)})
      {window.kinds.length > 0 && '; '}
      <bdi>{kindsInWords(window)}</bdi>
      {isOther(startedAt, startsAt) && (
        <>
          ; began <Time at={startedAt!} day={!isOneDay} />
        </>
      )}
      {isOther(completedAt, endsAt) && (
        <>
          ; ended <Time at={completedAt!} day={!isOneDay} />
        </>
      )}
      {cancelled !== null && (
        <>
          ; <bdi>{cancelled.reason}</bdi>
        </>
      )}
      {outcome !== '' && (
        <>
          ; <bdi>{outcome}</bdi>
        </>
      )}
    </span>
  );
}

/** Whether something took place at another minute than was planned. */
function isOther(at: string | null, planned: string): boolean {
  return at !== null && Math.abs(Date.parse(at) - Date.parse(planned)) >= MINUTE;
}

/** Where it went, of which window it tells, and when it was sent where that is not when it was written. */
function AnnouncementWords({ of }: { readonly of: Announcement }) {
  const { window, subject, composedAt, sentAt, elsewhere, late } = of;
  const sent = sentAt ?? elsewhere[0]?.sentAt ?? null;
  const places = placesOf(of);
  return (
    <span class="by">
      {places.length === 0 ? 'to no channel' : 'to '}
      <bdi>{places.slice(0, MOST_NAMES).join(', ')}</bdi>
      {places.length > MOST_NAMES && ` and ${places.length - MOST_NAMES} more`}
      {isOther(sent, composedAt) && (
        <>
          , sent <Time at={sent!} day />
        </>
      )}
      {late !== null && (
        <>
          ; not in time: <bdi>{late}</bdi>
        </>
      )}
      {window !== null && (
        <>
          {' · '}
          <a href={addressOf(`windows/${window}`)} aria-label={`window of ${subject}`}>
            window
          </a>
        </>
      )}
    </span>
  );
}
