import { api, bodyOf } from '../../api/api.js';
import { addressOf, go } from '../../navigation.js';
import { ActionButton } from '../../pieces/action-button.js';

/** What nobody planned is told as well: the draft of an announcement that is about no window. */
export function TellOfOutage() {
  return (
    <ActionButton
      action={{
        does: 'Tell of an outage',
        explanation: 'It becomes a draft: look at it and at where it would go, then send it.',
        fields: [
          { name: 'subject', label: 'Subject', takes: 'line', isNeeded: true },
          {
            name: 'components',
            label: 'Affected',
            takes: 'line',
            isNeeded: true,
            hint: 'Names of components, with commas between.',
          },
          {
            name: 'text',
            label: 'Text',
            takes: 'lines',
            isNeeded: true,
            hint: 'What is down, since when, and what next.',
          },
        ],
        act: async ({ subject, components, text }, headers) => {
          const named = components!.split(/[\s,]+/).filter((name) => name !== '');
          const body = { kind: 'outage', subject: subject!, text: text!, components: named } as const;
          const { id } = await bodyOf(api.POST('/api/v1/announcements', { body, headers }));
          go(addressOf(`announcements/${id}`));
        },
      }}
      done={() => {}}
    />
  );
}
