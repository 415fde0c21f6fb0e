import { api, bodyOf, type Entry } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { ENTRY_EVENTS } from '../../live/kinds.js';
import { useEvents } from '../../live/use-events.js';
import { addressOf } from '../../navigation.js';
import { EntryMarks } from '../../pieces/entry-marks.js';
import { EntryLine } from '../../pieces/entry-line.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { timeParts } from '../../pieces/times.js';
import { timeZone } from '../../preferences.js';
import { around, type Group, groupsOf, touches } from './surroundings.js';

const FEW = 3;
/** Entries of the same minute are asked for with the entry, which may be the last of many. */
const ASKED_AFTER = 25;
const WORDS = { host: 'On', task: 'Of', log: 'In' } as const;

/** The entries before and after it on the same hosts and of the same tasks. */
export function Surroundings({ entry }: { readonly entry: Entry }) {
  const { shown, others } = groupsOf(entry);
  return (
    <section class="panel surroundings" aria-labelledby="surroundings">
      <h2 id="surroundings">
        Around it <span class="explanation">times in {timeParts(entry.occurredAt, timeZone.value).zone}</span>
      </h2>
      {shown.map((group) => (
        <GroupAround key={`${group.by} ${group.value}`} group={group} entry={entry} />
      ))}
      {others.length > 0 && (
        <p>
          Also named:{' '}
          {others.map((group) => (
            <>
              <a href={allOf(group)}>
                <bdi>{group.value}</bdi>
              </a>{' '}
            </>
          ))}
        </p>
      )}
    </section>
  );
}

function allOf({ by, value }: Group): string {
  return by === 'log' ? addressOf(`logs/${value}`) : addressOf('logs', { [by]: value });
}

function GroupAround({ group, entry }: { readonly group: Group; readonly entry: Entry }) {
  const { by, value: shared } = group;
  const { value, problem, reload } = useLoaded(`${by} ${shared} ${entry.id} ${entry.changedAt}`, async (signal) => {
    const at = entry.occurredAt;
    const filter = by === 'log' ? { log: [shared] } : { [by]: shared };
    const ask = (query: object) =>
      bodyOf(api.GET('/api/v1/log-entries', { params: { query: { ...filter, ...query } }, signal }));
    const [before, after] = await Promise.all([
      ask({ to: at, limit: FEW }),
      ask({ from: at, order: 'oldest', limit: ASKED_AFTER }),
    ]);
    return around(entry, before.data, after.data, FEW);
  });
  useEvents(ENTRY_EVENTS, (events) => {
    const shown = value?.map(({ id }) => id) ?? [];
    if (events.some((event) => touches(event, group, shown))) reload();
  });
  return (
    <>
      <h3>
        {WORDS[by]} <bdi>{shared}</bdi>{' '}
        <a class="all" href={allOf(group)}>
          all {WORDS[by].toLowerCase()} <bdi>{shared}</bdi>
        </a>
      </h3>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      {value?.length === 1 && <p class="explanation">Nothing else.</p>}
      {value !== null && value.length > 1 && (
        <ol class="entries">
          {value.map((one) =>
            one.id === entry.id ? (
              <HereLine key={one.id} entry={entry} />
            ) : (
              <EntryLine key={one.id} entry={one} withDay withLog />
            ),
          )}
        </ol>
      )}
    </>
  );
}

function HereLine({ entry }: { readonly entry: Entry }) {
  return (
    <li class={`entry here ${entry.status}`} aria-current="true">
      <span class="entry-time">
        <Time at={entry.occurredAt} day bare />
      </span>
      <bdi class="entry-actor">{entry.actor.name}</bdi>
      <span class="entry-said here-message">
        <bdi class="message">{entry.message}</bdi> <EntryMarks entry={entry} />
      </span>
      <span class="entry-log">this entry</span>
    </li>
  );
}
