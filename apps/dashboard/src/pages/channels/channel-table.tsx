import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useRowKeys } from '../../keys.js';
import { addressOf } from '../../navigation.js';
import { ReasonAction } from '../../pieces/reason-action.js';
import { Time } from '../../pieces/time.js';
import { TYPES } from './channel-draft.js';
import type { Channel } from './channels-page.js';

interface TableProps {
  readonly channels: readonly Channel[];
  readonly reload: () => void;
}

export function ChannelTable({ channels, reload }: TableProps) {
  useRowKeys();
  const isAdmin = may('admin');
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="Table of channels">
      <table class="notice-table channel-table stacks">
        <caption class="visually-hidden">Channels, with the rules by which announcements go there</caption>
        <thead>
          <tr>
            {['Channel', 'How', 'Where', 'What goes there', ...(isAdmin ? ['Action'] : [])].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <Row key={channel.id} channel={channel} isAdmin={isAdmin} reload={reload} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly channel: Channel;
  readonly isAdmin: boolean;
  readonly reload: () => void;
}

function Row({ channel, isAdmin, reload }: RowProps) {
  const { name, type, title, target, listId, retired } = channel;
  return (
    <tr data-row tabIndex={-1}>
      <th scope="row">
        {name} <bdi class="channel-title">{title}</bdi>
        {retired !== null && (
          <span class="channel-retired">
            <span class="mark retired">retired</span>
            <span class="by">
              <Time at={retired.at} day />: <bdi>{retired.reason}</bdi>
            </span>
          </span>
        )}
      </th>
      <td>{TYPES[type] ?? type}</td>
      <td>
        <bdi>{target}</bdi>
        {listId !== '' && (
          <span class="by channel-list-id">
            List-Id <bdi>{listId}</bdi>
          </span>
        )}
      </td>
      <td>
        <Rules of={channel} />
      </td>
      {isAdmin && (
        <td>
          <Actions channel={channel} reload={reload} />
        </td>
      )}
    </tr>
  );
}

/** The rules in the words of the server. */
function Rules({ of: { rules, retired } }: { readonly of: Channel }) {
  if (retired !== null) return <span class="explanation">nothing any more</span>;
  if (rules.length === 0) return <span class="explanation">nothing by itself</span>;
  return (
    <ul class="channel-rules">
      {rules.map(({ words }) => (
        <li>{words}</li>
      ))}
    </ul>
  );
}

function Actions({ channel: { name, retired }, reload }: Omit<RowProps, 'isAdmin'>) {
  if (retired !== null) return null;
  return (
    <span class="actions">
      <a class="button" href={addressOf('channels', { change: name })} aria-label={`Change ${name}`}>
        Change
      </a>
      <ReasonAction
        explanation="Nothing is sent there any more. What was sent stays in the record."
        does="Retire"
        what={name}
        write={(reason) =>
          bodyOf(api.POST('/api/v1/channels/{name}/retire', { params: { path: { name } }, body: { reason } }))
        }
        done={reload}
      />
    </span>
  );
}
