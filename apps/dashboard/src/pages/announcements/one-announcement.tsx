import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { ANNOUNCED, type Announcement, AnnouncementState } from '../../pieces/announcement-words.js';
import { CopyButton, EmptyState } from '../../pieces/empty-state.js';
import { Fact } from '../../pieces/fact.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { useTitle } from '../../title.js';
import { AnnouncementActions } from './announcement-actions.js';
import { DraftText } from './draft-text.js';
import { Promises } from './promises.js';
import { SentFindings } from './sent-findings.js';
import { WhereItWent } from './where-it-went.js';

/** One announcement: what it says, where it goes or went, and what became of it there. */
export function OneAnnouncement({ id }: { readonly id: string }) {
  const { value, problem, reload } = useLoaded(id, async (signal) => {
    const path = { params: { path: { id } }, signal };
    const [announcement, deliveries] = await Promise.all([
      bodyOf(api.GET('/api/v1/announcements/{id}', path)),
      bodyOf(api.GET('/api/v1/announcements/{id}/deliveries', path)),
    ]);
    return { announcement, deliveries: deliveries.data };
  });
  useEvents(['announcement.', 'delivery.', 'channel.', 'redaction.'], reload);
  const [isUnsaved, setUnsaved] = useState(false);
  useTitle(value?.announcement.subject ?? 'Announcement');
  if (problem?.status === 404) return <UnknownAnnouncement />;
  if (value === null) return problem === null ? null : <ProblemNote problem={problem} again={reload} />;
  const { announcement, deliveries } = value;
  const isEdited = announcement.status === 'draft' && may('announce');
  return (
    <article class="one-announcement">
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      <Head of={announcement} />
      <AnnouncementActions of={announcement} isUnsaved={isEdited && isUnsaved} done={reload} />
      {isEdited ? (
        <DraftText key={announcement.id} of={announcement} saved={reload} tellUnsaved={setUnsaved} />
      ) : (
        <>
          <Said of={announcement} />
          <SentFindings of={announcement} />
        </>
      )}
      {announcement.promises.length > 0 && <Promises of={announcement} done={reload} />}
      {announcement.status === 'sent' && <WhereItWent of={announcement} deliveries={deliveries} done={reload} />}
    </article>
  );
}

function UnknownAnnouncement() {
  return (
    <section class="panel" aria-labelledby="unknown">
      <h1 id="unknown">No such announcement</h1>
      <EmptyState title="There is no announcement at this address.">
        <p>
          <a href={addressOf('announcements')}>All announcements</a>
        </p>
      </EmptyState>
    </section>
  );
}

function Head({ of }: { readonly of: Announcement }) {
  const { subject, kind, window, concerns, thread, composedAt, composedBy, sentAt, sentBy, discarded } = of;
  return (
    <section class="panel" aria-labelledby="announcement">
      <nav class="ancestors" aria-label="Part of">
        <a href={addressOf('announcements')}>Announcements</a> <span aria-hidden="true">›</span>{' '}
        {window !== null && (
          <>
            <a href={addressOf(`windows/${window}`)}>Its window</a> <span aria-hidden="true">›</span>
          </>
        )}
      </nav>
      <h1 id="announcement">
        <bdi>{subject}</bdi>
      </h1>
      <p>
        <AnnouncementState of={of} />
      </p>
      {of.late !== null && (
        <p class="note">
          Not in time: <bdi>{of.late}</bdi>
        </p>
      )}
      <dl class="facts">
        <Fact name="Says">{ANNOUNCED[kind] ?? kind}</Fact>
        {concerns.components.length > 0 && (
          <Fact name="Concerns">
            {concerns.components.map(({ name }, index) => (
              <>
                {index > 0 && ', '}
                <a href={addressOf(`components/${name}`)}>{name}</a>
              </>
            ))}
          </Fact>
        )}
        <Fact name="Written">
          <Time at={composedAt} day seconds />, by <bdi>{composedBy.name}</bdi>
        </Fact>
        {sentAt !== null && (
          <Fact name="Sent">
            <Time at={sentAt} day seconds />, by <bdi>{sentBy?.name}</bdi>
          </Fact>
        )}
        {discarded !== null && (
          <Fact name="Discarded">
            <Time at={discarded.at} day seconds />, by <bdi>{discarded.by.name}</bdi>: <bdi>{discarded.reason}</bdi>
          </Fact>
        )}
        {thread.length > 0 && (
          <Fact name="After">
            {thread.map((before, index) => (
              <>
                {index > 0 && ', '}
                <a href={addressOf(`announcements/${before}`)}>the {ORDINALS[index] ?? `${index + 1}th`}</a>
              </>
            ))}{' '}
            of its thread
          </Fact>
        )}
      </dl>
    </section>
  );
}

const ORDINALS = ['first', 'second', 'third'];

function Said({ of: { text, subject } }: { readonly of: Announcement }) {
  return (
    <section class="panel" aria-labelledby="text">
      <h2 id="text">Text</h2>
      <pre class="announcement-text" tabIndex={0} aria-label="Text">
        <bdi>{text}</bdi>
      </pre>
      <p class="copies">
        <CopyButton text={subject} what="subject" /> <CopyButton text={text} what="text" />
      </p>
    </section>
  );
}
