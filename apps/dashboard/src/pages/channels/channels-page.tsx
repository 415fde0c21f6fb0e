import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, here } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { NoticePages } from '../../pieces/notice-pages.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { AddChannel } from './add-channel.js';
import { ChangeChannel } from './change-channel.js';
import { ChannelTable } from './channel-table.js';
import { ForEverybody } from './for-everybody.js';
import './channels.css';

export type Channel = components['schemas']['ChannelView'];

/** Where announcements go, and by which rules: for those who may announce. */
export default function ChannelsPage() {
  useTitle('Channels');
  return (
    <>
      <NoticePages />
      <div class="notice-page">{may('announce') ? <Channels /> : <ForEverybody />}</div>
    </>
  );
}

function Channels() {
  const { value, problem, reload } = useLoaded('channels', (signal) => bodyOf(api.GET('/api/v1/channels', { signal })));
  useEvents(['channel.', 'redaction.'], reload);
  const { query } = here.value;
  const changing = query.get('change') ?? '';
  const isAdmin = may('admin');
  return (
    <>
      <section class="panel notice-page" aria-labelledby="channels">
        <h1 id="channels">Channels {value !== null && <span class="count">{value.data.length}</span>}</h1>
        <p class="explanation channels-explanation">
          An announcement goes to each channel of which a rule matches it; a channel without rules gets only what
          somebody sends there. Who is told by mail one by one are the{' '}
          <a href={addressOf('subscriptions')}>subscriptions</a>.
        </p>
        {problem !== null && <ProblemNote problem={problem} again={reload} />}
        {value?.data.length === 0 && <EmptyState title="There is no channel: nobody is told anything." />}
        {value !== null && value.data.length > 0 && <ChannelTable channels={value.data} reload={reload} />}
        {isAdmin && (
          <p class="actions">
            <a class="button" href={addressOf('channels', { add: 'channel' })}>
              Add a channel
            </a>
          </p>
        )}
      </section>
      {isAdmin && query.has('add') && <AddChannel added={reload} />}
      {isAdmin && changing !== '' && <ChangeChannel key={changing} name={changing} changed={reload} />}
    </>
  );
}
