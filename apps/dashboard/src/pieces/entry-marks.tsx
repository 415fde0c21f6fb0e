import type { Entry } from '../api/api.js';
import { duration } from './times.js';

/** What a reader must know of an entry beside what it says. */
export function EntryMarks({ entry }: { readonly entry: Entry }) {
  const { status, late, via, redaction } = entry;
  const lateBy = (Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt)) / 1000;
  return (
    <span class="marks">
      {status !== 'logged' && (
        <span class={`mark ${status}`} title={redaction === null ? undefined : `Redacted: ${redaction.reason}`}>
          {status}
        </span>
      )}
      {late && (
        <span class="mark late" title="Written down more than five minutes after it was done">
          {duration(lateBy)} late
        </span>
      )}
      {entry.precision === 'approximate' && <span class="mark">about this time</span>}
      {!via.verified && via.kind === 'relay' && (
        <span class="mark unverified" title="From a relay that anybody can reach: the name is not verified">
          unverified
        </span>
      )}
    </span>
  );
}
