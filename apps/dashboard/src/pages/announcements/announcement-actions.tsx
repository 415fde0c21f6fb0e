import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useLoaded } from '../../loaded.js';
import type { Action, ActionField, Values } from '../../pieces/action-button.js';
import { ActionButtons } from '../../pieces/action-buttons.js';
import type { Announcement } from '../../pieces/announcement-words.js';

type Channel = components['schemas']['ChannelView'];

interface ActionsProps {
  readonly of: Announcement;
  /** Whether its text is edited and not saved: another one would be sent. */
  readonly isUnsaved: boolean;
  readonly done: () => void;
}

const PROOF: ActionField = {
  name: 'proof',
  label: 'Where everybody can read it',
  takes: 'line',
  isNeeded: true,
  hint: 'An address, such as in the archive of the list.',
};

/** What can be done with an announcement in its state, for who may. */
export function AnnouncementActions({ of, isUnsaved, done }: ActionsProps) {
  const mayAct = may('announce');
  const { value } = useLoaded(`channels ${mayAct}`, async (signal) =>
    mayAct ? (await bodyOf(api.GET('/api/v1/channels', { signal }))).data : [],
  );
  if (!mayAct || of.status === 'discarded') return null;
  const channels = (value ?? []).filter(({ retired }) => retired === null);
  const actions = of.status === 'draft' ? [send(of), record(of, channels), discard(of)] : [record(of, channels)];
  return (
    <section class="panel" aria-labelledby="actions">
      <h2 id="actions">What can be done</h2>
      {isUnsaved ? (
        <p class="note">Save the text, or undo your changes, before you send it: what was saved is what is sent.</p>
      ) : (
        <div class="actions">
          <ActionButtons of={actions} done={done} />
        </div>
      )}
    </section>
  );
}

function send({ id }: Announcement): Action {
  return {
    does: 'Send',
    isMain: true,
    explanation: 'It is given to the channels. What is wrong in its facts forbids that, unless you say why it is sent.',
    fields: [
      {
        name: 'channels',
        label: 'Channels',
        takes: 'line',
        hint: 'Names, with commas between; those that the rules choose, unless told.',
      },
      { name: 'override', label: 'Why it is sent though its facts are wrong', takes: 'lines' },
    ],
    act: ({ channels, override }, headers) => {
      const named = channels?.split(/[\s,]+/).filter((name) => name !== '');
      const body = {
        ...(named === undefined ? {} : { channels: named }),
        ...(override === undefined ? {} : { override }),
      };
      return bodyOf(api.POST('/api/v1/announcements/{id}/send', { params: { path: { id } }, body, headers }));
    },
  };
}

function record({ id }: Announcement, channels: readonly Channel[]): Action {
  const names = Object.fromEntries(
    channels.map(({ name, title }) => [name, title === '' ? name : `${name}: ${title}`]),
  );
  return {
    does: 'Record that it was sent',
    explanation: 'A person sent it, such as to a list by hand: where, when, and where everybody can read it.',
    fields: [
      { name: 'channel', label: 'Channel', takes: 'choice', of: { '': 'none of them', ...names } },
      {
        name: 'where',
        label: 'Where',
        takes: 'line',
        hint: 'The address of the list; that of the channel, unless told.',
      },
      { name: 'sentAt', label: 'When', takes: 'moment' },
      PROOF,
    ],
    act: (values, headers) => recordSent(id, values, headers),
  };
}

/** Of a channel that a person sends to. */
export function recordIn(id: string, channel: string): Action {
  return {
    does: 'Record that it was sent there',
    what: `(${channel})`,
    explanation: `You sent it to ${channel}: when, and where everybody can read it.`,
    fields: [{ name: 'sentAt', label: 'When', takes: 'moment' }, PROOF],
    act: (values, headers) => recordSent(id, { ...values, channel }, headers),
  };
}

function recordSent(id: string, values: Values, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const body = values as components['schemas']['RecordSentRequest'];
  return bodyOf(api.POST('/api/v1/announcements/{id}/record-sent', { params: { path: { id } }, body, headers }));
}

/** That what a server accepted was seen where everybody can read it. */
export function sawIn(id: string, channel: string): Action {
  return {
    does: 'It was seen there',
    what: `(${channel})`,
    explanation: 'What a server accepted may be held by a moderator. Say where it was seen.',
    fields: [PROOF],
    act: ({ proof }, headers) => {
      const body = { channel, proof: proof! };
      return bodyOf(api.POST('/api/v1/announcements/{id}/seen', { params: { path: { id } }, body, headers }));
    },
  };
}

function discard({ id }: Announcement): Action {
  return {
    does: 'Discard',
    explanation: 'Nobody will get it. It stays readable here.',
    fields: [{ name: 'reason', label: 'Reason', takes: 'lines', isNeeded: true }],
    act: ({ reason }, headers) => {
      const body = { reason: reason! };
      return bodyOf(api.POST('/api/v1/announcements/{id}/discard', { params: { path: { id } }, body, headers }));
    },
  };
}
