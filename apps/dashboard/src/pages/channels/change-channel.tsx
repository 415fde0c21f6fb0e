import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, go } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { bodyOfDraft, draftOf } from './channel-draft.js';
import { ChannelForm } from './channel-form.js';
import type { Channel } from './channels-page.js';

interface ChangeChannelProps {
  readonly name: string;
  readonly changed: () => void;
}

/** Changes the channel as it was when the form was opened, and no other version of it. */
export function ChangeChannel({ name, changed }: ChangeChannelProps) {
  const { value, problem, reload } = useLoaded(name, (signal) => read(name, signal));
  return (
    <section class="panel notice-page" aria-labelledby="change-channel">
      <h2 id="change-channel">
        Change <bdi>{name}</bdi>
      </h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value !== null && (
        <ChannelForm
          key={value.etag}
          label="Change the channel"
          does="Save"
          initial={draftOf(value.channel)}
          isNew={false}
          write={(draft) => {
            const { type: _stays, ...body } = bodyOfDraft(draft);
            const params = { path: { name: value.channel.id } };
            const headers = { 'if-match': value.etag };
            return bodyOf(api.PATCH('/api/v1/channels/{name}', { params, body, headers }));
          }}
          written={() => {
            changed();
            go(addressOf('channels'));
          }}
        />
      )}
    </section>
  );
}

async function read(name: string, signal: AbortSignal): Promise<{ channel: Channel; etag: string }> {
  const answered = await api.GET('/api/v1/channels/{name}', { params: { path: { name } }, signal });
  const channel = await bodyOf(Promise.resolve(answered));
  return { channel, etag: answered.response.headers.get('etag') ?? '*' };
}
