import type { Problem } from '../../api/problem.js';
import { addressOf } from '../../navigation.js';
import { useNow } from '../../pieces/clock.js';
import { Message } from '../../pieces/message.js';
import { Time } from '../../pieces/time.js';
import { duration } from '../../pieces/times.js';
import type { Preview, Previewed } from './use-preview.js';

/** What the entry would be: the line of the log, and what the server recognised in it. */
export function EntryPreview({ preview, problem }: Previewed) {
  return (
    <section class="panel preview" aria-labelledby="preview">
      <h2 id="preview">Preview</h2>
      {preview === null && problem === null && (
        <p class="explanation">What the ledger recognises in it is shown here before it is written.</p>
      )}
      <div aria-live="polite">{problem !== null && <p class="explanation">{toldOf(problem)}</p>}</div>
      {preview !== null && (
        <>
          <Line preview={preview} />
          <Recognised preview={preview} />
        </>
      )}
    </section>
  );
}

function toldOf(problem: Problem): string {
  if (problem.isPassing) return `There is no preview: ${problem.detail}`;
  const where = problem.fields.length > 0 ? ' The field says why.' : ` ${problem.detail}`;
  return `As it is, it would be refused.${where}`;
}

function Line({ preview }: { readonly preview: Preview }) {
  const { occurredAt, actor, late, log, precision } = preview;
  const now = useNow();
  return (
    <ol class="entries">
      <li class="entry">
        <span class="entry-time">
          <Time at={occurredAt} day />
        </span>
        <bdi class="entry-actor">{actor.name}</bdi>
        <div class="entry-said">
          <Message entry={preview} />{' '}
          <span class="marks">
            {late && <span class="mark late">{duration((now - Date.parse(occurredAt)) / 1000)} late</span>}
            {precision === 'approximate' && <span class="mark">about this time</span>}
          </span>
        </div>
        <span class="entry-log">{log}</span>
      </li>
    </ol>
  );
}

const KINDS = [
  ['tasks', 'task', 'Tasks'],
  ['hosts', 'host', 'Hosts'],
  ['changes', 'change', 'Changes'],
  ['tags', 'tag', 'Tags'],
] as const;

/** Each leads to what else was said of it. */
function Recognised({ preview }: { readonly preview: Preview }) {
  const { refs, operation, pairs } = preview;
  const found = KINDS.filter(([of]) => refs[of].length > 0);
  if (found.length === 0 && operation === null) {
    return <p class="explanation">No task, host, change, tag or operation was recognised in it.</p>;
  }
  return (
    <dl class="facts">
      {operation !== null && (
        <>
          <dt>Operation</dt>
          <dd>
            {operation.part === 'start' && 'begins '}
            {operation.part === 'end' && pairs === null && 'ends '}
            {operation.part === 'whole' && 'is one of '}
            {pairs === null ? <bdi>{operation.name}</bdi> : <Ends pairs={pairs} />}
            {operation.part === 'end' && pairs === null && ', of which no beginning is open here'}
          </dd>
        </>
      )}
      {found.map(([of, asked, name]) => (
        <>
          <dt>{name}</dt>
          <dd>
            {refs[of].map((value) => (
              <>
                <a href={addressOf('logs', { [asked]: value })}>{value}</a>{' '}
              </>
            ))}
          </dd>
        </>
      ))}
    </dl>
  );
}

function Ends({ pairs: { id, name, startedAt } }: { readonly pairs: NonNullable<Preview['pairs']> }) {
  const now = useNow();
  return (
    <>
      ends <a href={addressOf('logs', { operation: id })}>{name}</a>, begun{' '}
      {duration((now - Date.parse(startedAt)) / 1000)} ago
    </>
  );
}
