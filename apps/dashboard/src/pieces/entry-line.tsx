import { useMemo } from 'preact/hooks';
import type { Entry } from '../api/api.js';
import { addressOf } from '../navigation.js';
import { EntryMarks } from './entry-marks.js';
import { Message } from './message.js';
import { Time } from './time.js';

interface EntryLineProps {
  readonly entry: Entry;
  /** Shows the log, where entries of several are together. */
  readonly withLog?: boolean;
  /** Shows the day, where no heading does. */
  readonly withDay?: boolean;
}

/** One entry as a line of a list. Its time leads to its page. A line is made once: lists can have thousands. */
export function EntryLine({ entry, withLog = false, withDay = false }: EntryLineProps) {
  return useMemo(() => lineOf(entry, withLog, withDay), [entry, withLog, withDay]);
}

function lineOf(entry: Entry, withLog: boolean, withDay: boolean) {
  return (
    <li
      class={`entry ${entry.status}`}
      data-entry={entry.id}
      data-at={entry.occurredAt}
      data-row={entry.id}
      tabIndex={-1}
    >
      <a class="entry-time" href={addressOf(`entries/${entry.id}`)}>
        <Time at={entry.occurredAt} day={withDay} bare />
      </a>
      <a
        class="entry-actor"
        href={addressOf('logs', { actor: entry.actor.name })}
        title={`Entries of ${entry.actor.name}`}
      >
        <bdi>{entry.actor.name}</bdi>
      </a>
      <div class="entry-said">
        <Message entry={entry} /> <EntryMarks entry={entry} />
      </div>
      {withLog && (
        <a class="entry-log" href={addressOf(`logs/${entry.log}`)}>
          {entry.log}
        </a>
      )}
    </li>
  );
}
