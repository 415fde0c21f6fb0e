import { api, bodyOf, type Entry } from '../../api/api.js';
import { signedIn } from '../../api/sign-in.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { Fact } from '../../pieces/fact.js';
import { Time } from '../../pieces/time.js';
import { duration } from '../../pieces/times.js';
import { References } from './references.js';

const PRECISIONS: Readonly<Record<string, string>> = {
  millisecond: '',
  second: 'to the second',
  minute: 'to the minute',
  hour: 'to the hour',
  day: 'only the day is known',
  approximate: 'about this time',
};

/** Everything that the ledger tells of the entry beside its message. */
export function EntryRecord({ entry }: { readonly entry: Entry }) {
  const { reporter, via, occurredAt, recordedAt, changedAt, precision, late, correlationId } = entry;
  const lateBy = (Date.parse(recordedAt) - Date.parse(occurredAt)) / 1000;
  return (
    <section class="panel record" aria-labelledby="record">
      <h2 id="record">Record</h2>
      <dl class="facts">
        <Fact name="Done by">
          <Actor actor={entry.actor} />
        </Fact>
        <Fact name="Written by">
          <bdi>{reporter.name}</bdi> ({reporter.kind}), by {via.kind}, {via.verified ? 'verified' : 'not verified'}
        </Fact>
        <Fact name="Occurred">
          <Time at={occurredAt} day seconds={precision === 'millisecond' || precision === 'second'} />{' '}
          {PRECISIONS[precision] !== '' && <span class="explanation">{PRECISIONS[precision]}</span>}
        </Fact>
        <Fact name="Recorded">
          <Time at={recordedAt} day seconds /> {late && <span class="mark late">{duration(lateBy)} later</span>}
        </Fact>
        {changedAt !== recordedAt && (
          <Fact name="Last change">
            <Time at={changedAt} day seconds />
          </Fact>
        )}
        <Fact name="Log">
          <a href={addressOf(`logs/${entry.log}`)}>{entry.log}</a>
        </Fact>
        <Fact name="Status">{entry.status}</Fact>
        <Fact name="Revision">{entry.revision}</Fact>
        <Fact name="Position">{entry.position}</Fact>
        {correlationId !== null && (
          <Fact name="Belongs to">
            <bdi>{correlationId}</bdi>
          </Fact>
        )}
        <References entry={entry} />
        {entry.source !== null && (
          <Fact name="Imported from">
            <Source source={entry.source} />
          </Fact>
        )}
        {entry.alsoIn.map((source) => (
          <Fact name="Also in">
            <Source source={source} />
          </Fact>
        ))}
        <Fact name="Id">
          <code>{entry.id}</code>
        </Fact>
      </dl>
    </section>
  );
}

/** Who did it; with the name of the person, for who may read names. */
function Actor({ actor: { name, person } }: { readonly actor: Entry['actor'] }) {
  const isAsked = person !== undefined && signedIn.value !== null;
  const known = useLoaded(`${person} ${isAsked}`, async (signal) =>
    isAsked ? bodyOf(api.GET('/api/v1/people/{id}', { params: { path: { id: person } }, signal })) : null,
  );
  return (
    <>
      <a href={addressOf('logs', { actor: name })}>
        <bdi>{name}</bdi>
      </a>
      {person !== undefined && (
        <span class="explanation">
          {' '}
          {known.value === null ? 'a person that the ledger knows' : <bdi>{known.value.displayName}</bdi>}
        </span>
      )}
    </>
  );
}

function Source({ source: { kind, page, revision, id } }: { readonly source: NonNullable<Entry['source']> }) {
  if (kind === 'index') {
    return (
      <>
        the index, as <code>{id}</code>
      </>
    );
  }
  return (
    <>
      the page <bdi>{page}</bdi>
      {revision !== null && `, revision ${revision}`}
    </>
  );
}
