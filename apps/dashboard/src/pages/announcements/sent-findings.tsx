import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import type { Announcement } from '../../pieces/announcement-words.js';
import { Findings } from '../../pieces/findings.js';

/** What the linter found when it was sent, and what it finds in the text now. */
export function SentFindings({ of }: { readonly of: Announcement }) {
  const { status, findings = [], overridden, text, subject } = of;
  const isDraft = status === 'draft';
  const { value } = useLoaded(`${isDraft} ${text}`, async (signal) =>
    isDraft ? (await bodyOf(api.POST('/api/v1/announcements/lint', { body: { text, subject }, signal }))).findings : [],
  );
  if (!isDraft && findings.length === 0 && overridden === null) return null;
  return (
    <section class="panel" aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      {!isDraft && findings.length > 0 && (
        <p>
          Found when it was sent: <code>{findings.join(', ')}</code>
        </p>
      )}
      {overridden !== null && (
        <p class="note">
          Sent though its facts were wrong: <bdi>{overridden}</bdi>
        </p>
      )}
      {isDraft && value !== null && <Findings of={value} />}
    </section>
  );
}
