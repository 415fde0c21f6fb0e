import type { components } from '@api/openapi.js';
import { api, bodyOf } from '../../api/api.js';
import { may } from '../../api/sign-in.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import { addressOf } from '../../navigation.js';
import { NoticePages } from '../../pieces/notice-pages.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { useTitle } from '../../title.js';
import { OnePolicy } from './one-policy.js';
import './policies.css';

export type Policy = components['schemas']['PolicyView'];
/** Id of a person → how they are called; of whom nobody may know, there is none. */
export type Names = ReadonlyMap<string, string>;

const PAGE = 250;

/** By which rules windows are judged, and who agreed upon them. */
export default function PoliciesPage() {
  const { value, problem, reload } = useLoaded('policies', (signal) =>
    bodyOf(api.GET('/api/v1/notice-policies', { signal })),
  );
  const people = useLoaded('people', readNames);
  useEvents(['notice-policy.', 'redaction.'], reload);
  useEvents(['person.'], people.reload);
  useTitle('Notice policies');
  return (
    <>
      <NoticePages />
      <div class="notice-page">
        <section class="panel" aria-labelledby="policies">
          <h1 id="policies">Notice policies</h1>
          <p class="explanation policies-explanation">
            How long ahead people have to be told of a downtime. A window is judged by the version that is in force when
            it is scheduled, and a judgement of the past never changes: see the{' '}
            <a href={addressOf('compliance')}>notice given</a>.
          </p>
          {problem !== null && <ProblemNote problem={problem} again={reload} />}
        </section>
        {value?.data.map((policy) => (
          <OnePolicy key={policy.id} policy={policy} names={people.value ?? NOBODY} reload={reload} />
        ))}
      </div>
    </>
  );
}

const NOBODY: Names = new Map();

/** Who reads without a token learns no names of people. */
async function readNames(signal: AbortSignal): Promise<Names> {
  const names = new Map<string, string>();
  if (!may('read')) return names;
  let after: string | null = null;
  do {
    const query = { limit: PAGE, ...(after === null ? {} : { after }) };
    const page: components['schemas']['PersonList'] = await bodyOf(
      api.GET('/api/v1/people', { params: { query }, signal }),
    );
    for (const { id, displayName } of page.data) names.set(id, displayName);
    after = page.page.next;
  } while (after !== null);
  return names;
}
