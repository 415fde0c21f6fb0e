import { addressOf } from '../../navigation.js';
import {
  ANNOUNCED,
  type Announcement,
  AnnouncementState,
  toSendByHand,
  wentTo,
} from '../../pieces/announcement-words.js';
import { Time } from '../../pieces/time.js';
import { MINUTE } from '../../pieces/times.js';

/** Announcements, one a row. */
export function AnnouncementTable({ of }: { readonly of: readonly Announcement[] }) {
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of announcements">
      <table class="notice-table announcement-table stacks">
        <caption class="visually-hidden">Announcements by when they were written, the newest first</caption>
        <thead>
          <tr>
            {['Written', 'Subject', 'Says', 'About', 'State', 'Where it went'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((announcement) => (
            <Row key={announcement.id} of={announcement} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ of }: { readonly of: Announcement }) {
  const { id, subject, kind, window, composedAt } = of;
  return (
    <tr class={`announcement-row ${of.status}`} data-row={id} tabIndex={-1}>
      <td class="announcement-when">
        <Time at={composedAt} day />
      </td>
      <th scope="row">
        <a href={addressOf(`announcements/${id}`)}>
          <bdi>{subject}</bdi>
        </a>
      </th>
      <td>{ANNOUNCED[kind] ?? kind}</td>
      <td>
        {window === null ? (
          <span class="by">no window</span>
        ) : (
          <a href={addressOf(`windows/${window}`)} aria-label={`window of ${subject}`}>
            window
          </a>
        )}
      </td>
      <td>
        <AnnouncementState of={of} /> <Since of={of} />
      </td>
      <td>
        <Went of={of} />
      </td>
    </tr>
  );
}

/** When it came to its state, where that was later, and what is to be known of that. */
function Since({ of: { since, composedAt, late, discarded } }: { readonly of: Announcement }) {
  const isLater = Date.parse(since) - Date.parse(composedAt) >= MINUTE;
  return (
    <span class="by">
      {isLater && <Time at={since} day />}
      {late !== null && (
        <>
          {' '}
          not in time: <bdi>{late}</bdi>
        </>
      )}
      {discarded !== null && (
        <>
          {' '}
          <bdi>{discarded.reason}</bdi>
        </>
      )}
    </span>
  );
}

function Went({ of }: { readonly of: Announcement }) {
  if (of.status !== 'sent') return <span class="by">nowhere</span>;
  const [went, open] = [wentTo(of), toSendByHand(of)];
  if (went.length === 0 && open.length === 0) return <span class="by">to no channel</span>;
  return (
    <>
      <bdi>{went.join(', ')}</bdi>{' '}
      {open.length > 0 && (
        <span class="mark late by-hand">
          <span aria-hidden="true">☐</span> to be sent by hand: {open.join(', ')}
        </span>
      )}
    </>
  );
}
