import type { FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import type { Entry } from '../api/api.js';
import { duration } from './times.js';

/** How an operation says that it did not go well (`END (FAIL) - …`). */
const FAILED = /^(?:END|DONE) \((?:FAIL|ERROR)\)/;

/** What a reader must know of an entry beside what it says. */
export function EntryMarks({ entry }: { readonly entry: Entry }) {
  const { status, late, via, operation, message } = entry;
  const lateBy = (Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt)) / 1000;
  return (
    <span class="marks">
      {status !== 'logged' && <StatusMark entry={entry} />}
      {operation?.part !== undefined && operation.part !== 'start' && FAILED.test(message) && (
        <span class="mark fail">failed</span>
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

type Changes = FunctionComponent<{ readonly id: string; readonly revision: number }>;

/** That an entry is not as it was written first; what was changed is told on request. */
function StatusMark({ entry: { id, status, revision } }: { readonly entry: Entry }) {
  const [isOpen, setOpen] = useState(false);
  const [EntryChanges, setChanges] = useState<Changes | null>(null);
  const toggle = async (): Promise<void> => {
    setOpen(!isOpen);
    // What compares words is needed by few readers.
    const loaded = await import('./entry-changes.js');
    setChanges(() => loaded.EntryChanges);
  };
  return (
    <>
      <button
        type="button"
        class={`mark ${status}`}
        aria-expanded={isOpen}
        title="Who changed what, and why"
        onClick={() => void toggle()}
      >
        {status}
      </button>
      {isOpen && EntryChanges !== null && <EntryChanges id={id} revision={revision} />}
    </>
  );
}
