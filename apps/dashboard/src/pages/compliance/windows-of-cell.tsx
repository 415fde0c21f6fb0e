import type { components } from '@api/openapi.js';
import { useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { Time } from '../../pieces/time.js';
import { COLUMN_NAMES, type Column } from './compliance-rows.js';

type Evidence = components['schemas']['NoticeView']['evidence'][number];

const AT_ONCE = 10;

/** The windows that a number counts, each with the events that prove it. */
export function WindowsOfCell({ ids, asOf }: { readonly ids: readonly string[]; readonly asOf: string }) {
  const [count, setCount] = useState(AT_ONCE);
  return (
    <div class="windows-of-cell" role="group" aria-label="The windows that make it up">
      <ul>
        {ids.slice(0, count).map((id) => (
          <OneWindow key={id} id={id} asOf={asOf} />
        ))}
      </ul>
      {ids.length > count && (
        <button type="button" onClick={() => setCount(count + AT_ONCE)}>
          {ids.length - count} more
        </button>
      )}
    </div>
  );
}

function OneWindow({ id, asOf }: { readonly id: string; readonly asOf: string }) {
  const { value, problem, reload } = useLoaded(`${id} ${asOf}`, async (signal) => {
    const params = { path: { id }, query: asOf === '' ? {} : { asOf } };
    const [window, notice] = await Promise.all([
      bodyOf(api.GET('/api/v1/maintenance-windows/{id}', { params, signal })),
      bodyOf(api.GET('/api/v1/maintenance-windows/{id}/compliance', { params, signal })),
    ]);
    return { window, notice };
  });
  if (value === null)
    return <li>{problem === null ? 'Loading…' : <ProblemNote problem={problem} again={reload} />}</li>;
  const { window, notice } = value;
  return (
    <li>
      <h2>
        <a href={addressOf(`windows/${id}`)}>
          <bdi>{window.title}</bdi>
        </a>{' '}
        <span class="by">
          <Time at={window.startsAt} day bare /> – <Time at={window.endsAt} day />
        </span>
      </h2>
      <p>
        {notice.verdict !== null && <strong>{COLUMN_NAMES[notice.verdict as Column]}</strong>}
        {notice.verdict !== null && ': '}
        <bdi>{notice.words}</bdi>
        {marksOf(notice).map((mark) => (
          <>
            {' '}
            <span class="mark">{mark}</span>
          </>
        ))}
      </p>
      <details>
        <summary>
          {notice.evidence.length} {notice.evidence.length === 1 ? 'event proves' : 'events prove'} it
        </summary>
        <ol class="evidence">
          {notice.evidence.map((one) => (
            <EvidenceLine key={one.position} of={one} />
          ))}
        </ol>
      </details>
    </li>
  );
}

function marksOf({
  moved,
  overran,
  cancelled,
}: Readonly<Record<'moved' | 'overran' | 'cancelled', boolean>>): string[] {
  return [moved && 'moved', overran && 'overran', cancelled && 'cancelled'].filter((mark) => mark !== false);
}

function EvidenceLine({ of: { position, type, at, announcement } }: { readonly of: Evidence }) {
  const [about, happened] = type.split('.');
  return (
    <li value={position}>
      <Time at={at} day seconds /> {about!.replaceAll('-', ' ')} {happened!.replaceAll('-', ' ')}{' '}
      {announcement !== null && <a href={addressOf(`announcements/${announcement}`)}>the announcement</a>}{' '}
      <a href={addressOf('api/v1/events', { after: position - 1, limit: 1, asOf: position })}>event {position}</a>
    </li>
  );
}
