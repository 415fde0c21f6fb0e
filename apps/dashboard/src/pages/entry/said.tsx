import type { Entry, Version } from '../../api/api.js';
import { may, signedIn } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { CopyButton } from '../../pieces/empty-state.js';
import { EntryMarks } from '../../pieces/entry-marks.js';
import { Message } from '../../pieces/message.js';
import { Time } from '../../pieces/time.js';
import { asMarkdown, asWikitext } from './entry-as-text.js';

interface SaidProps {
  readonly entry: Entry;
  readonly versions: readonly Version[];
}

/** What the entry says now, and what can be done with it. */
export function Said({ entry, versions }: SaidProps) {
  const retraction = versions.findLast(({ type }) => type === 'log-entry.retracted');
  return (
    <section class={`panel said entry ${entry.status}`} aria-labelledby="said">
      <h1 id="said">
        <bdi>{entry.actor.name}</bdi> in <a href={addressOf(`logs/${entry.log}`)}>{entry.log}</a>,{' '}
        <Time at={entry.occurredAt} day seconds />
      </h1>
      <p class="said-message">
        <Message entry={entry} /> <EntryMarks entry={entry} />
      </p>
      {entry.status === 'retracted' && retraction !== undefined && (
        <div class="note">
          <p>
            Retracted by <bdi>{retraction.actor?.name}</bdi> on <Time at={retraction.recordedAt} day seconds />:{' '}
            <bdi>{retraction.reason}</bdi>
          </p>
        </div>
      )}
      {entry.redaction !== null && <Scar redaction={entry.redaction} />}
      <div class="said-actions">
        <CopyButton what="link" text={entry.url} />
        <CopyButton what="as wikitext" text={asWikitext(entry)} />
        <CopyButton what="as Markdown" text={asMarkdown(entry)} />
        <Changes entry={entry} />
      </div>
    </section>
  );
}

function Scar({
  redaction: { by, at, reason, bytes, position },
}: {
  readonly redaction: NonNullable<Entry['redaction']>;
}) {
  return (
    <div class="note problem">
      <p>
        <strong>Redacted</strong> by <bdi>{by.name}</bdi> on <Time at={at} day seconds />: <bdi>{reason}</bdi>
      </p>
      <p>
        {bytes.toLocaleString('en')} bytes of content were erased for good, by the event at position {position}.
      </p>
    </div>
  );
}

/** What changes it; or what one needs for that. */
function Changes({ entry: { id, status } }: { readonly entry: Entry }) {
  if (status === 'retracted' || status === 'redacted') return null;
  if (!may('log:amend')) {
    return (
      <span class="explanation">
        {signedIn.value === null ? 'Sign in to amend or retract it.' : 'Your token may not amend it (log:amend).'}
      </span>
    );
  }
  return (
    <>
      <a class="button" href={addressOf('write', { amend: id })}>
        Amend
      </a>
      <a class="button" href={addressOf('write', { retract: id })}>
        Retract
      </a>
    </>
  );
}
