import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go } from '../../navigation.js';
import { ActionButton } from '../../pieces/action-button.js';
import { ANNOUNCED, type Announcement, AnnouncementLine } from '../../pieces/announcement-words.js';
import { Deliveries, type Delivery } from '../../pieces/deliveries.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { AdvancePreview } from './advance-preview.js';
import type { Window } from '../../pieces/window-words.js';

interface Told {
  readonly announcement: Announcement;
  readonly deliveries: readonly Delivery[];
}

/** What people were told of a window, and how that came to them. */
export function WindowAnnouncements({ window }: { readonly window: Window }) {
  const { id, status } = window;
  const { value, problem, reload } = useLoaded(id, (signal) => read(id, signal));
  useEvents(['announcement.', 'delivery.', 'channel.'], reload);
  return (
    <section class="panel" aria-labelledby="announcements">
      <h2 id="announcements">
        Announcements {value !== null && value.length > 0 && <span class="count">{value.length}</span>}
      </h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.length === 0 && <p class="explanation">Nobody was told of it yet.</p>}
      {value?.map(({ announcement, deliveries }) => (
        <div key={announcement.id} class="told">
          <AnnouncementLine of={announcement} />
          <Deliveries of={deliveries} actions={(delivery) => <ByHand of={announcement} delivery={delivery} />} />
        </div>
      ))}
      {may('announce') && status !== 'draft' && <Compose window={id} />}
      {may('announce') && status === 'draft' && <AdvancePreview window={window} />}
    </section>
  );
}

async function read(window: string, signal: AbortSignal): Promise<Told[]> {
  const { data } = await bodyOf(api.GET('/api/v1/announcements', { params: { query: { window, limit: 50 } }, signal }));
  return Promise.all(
    data.map(async (announcement) => {
      const path = { params: { path: { id: announcement.id } }, signal };
      const isSent = announcement.status === 'sent';
      const deliveries = isSent ? (await bodyOf(api.GET('/api/v1/announcements/{id}/deliveries', path))).data : [];
      return { announcement, deliveries };
    }),
  );
}

/** Where a person has to send it: the text to copy, and the place to say so. */
function ByHand({ of, delivery }: { readonly of: Announcement; readonly delivery: Delivery }) {
  if (delivery.state !== 'by-hand' || !may('announce')) return null;
  return (
    <a href={addressOf(`announcements/${of.id}`)}>
      Copy the text for <bdi>{delivery.name}</bdi>, and record that it was sent
    </a>
  );
}

/** The draft of one more announcement, which is then looked at and sent. */
function Compose({ window }: { readonly window: string }) {
  const kinds = Object.fromEntries(Object.entries(ANNOUNCED).filter(([kind]) => kind !== 'outage'));
  return (
    <ActionButton
      action={{
        does: 'Write an announcement',
        explanation: 'It is written from the window as a draft: look at it, change it, then send it.',
        fields: [
          { name: 'kind', label: 'It says', takes: 'choice', of: kinds, initial: 'update', isNeeded: true },
          { name: 'text', label: 'Text', takes: 'lines', hint: 'Written from the window, unless given.' },
        ],
        act: async (values, headers) => {
          const body = { ...values, window } as never;
          const { id } = await bodyOf(api.POST('/api/v1/announcements', { body, headers }));
          go(addressOf(`announcements/${id}`));
        },
      }}
      done={() => {}}
    />
  );
}
