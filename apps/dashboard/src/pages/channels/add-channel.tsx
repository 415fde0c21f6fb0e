import { api, bodyOf } from '../../api/api.js';
import { addressOf, go } from '../../navigation.js';
import { bodyOfDraft, NEW_CHANNEL } from './channel-draft.js';
import { ChannelForm } from './channel-form.js';

export function AddChannel({ added }: { readonly added: () => void }) {
  return (
    <section class="panel notice-page" aria-labelledby="add-channel">
      <h2 id="add-channel">Add a channel</h2>
      <ChannelForm
        label="Add a channel"
        does="Add"
        initial={NEW_CHANNEL}
        isNew
        write={(draft) => bodyOf(api.POST('/api/v1/channels', { body: bodyOfDraft(draft) }))}
        written={() => {
          added();
          go(addressOf('channels'));
        }}
      />
    </section>
  );
}
