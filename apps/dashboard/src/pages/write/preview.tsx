import type { components } from '@api/openapi.js';
import { addressOf } from '../../navigation.js';
import { Fact } from '../../pieces/fact.js';
import { Message } from '../../pieces/message.js';
import { Time } from '../../pieces/time.js';

export type EntryPreview = components['schemas']['EntryPreviewView'];

const KINDS = [
  ['tasks', 'Tasks'],
  ['hosts', 'Hosts'],
  ['changes', 'Changes'],
  ['commits', 'Commits'],
  ['tags', 'Tags'],
  ['datacenters', 'Datacenters'],
] as const;

/** The line as it would stand in the log, and what the server recognises in it. */
export function Preview({ preview }: { readonly preview: EntryPreview }) {
  const { actor, refs, occurredAt, late, operation, pairs, log } = preview;
  const found = KINDS.filter(([kind]) => refs[kind].length > 0);
  return (
    <div>
      <p class="preview-line">
        <Time at={occurredAt} day /> <strong>{log}</strong> <bdi>{actor.name}</bdi>: <Message entry={preview} />{' '}
        {late && <span class="mark late">late</span>}
      </p>
      <dl class="facts">
        {found.map(([kind, name]) => (
          <Fact name={name}>{refs[kind].join(', ')}</Fact>
        ))}
        {operation !== null && (
          <Fact name="Operation">
            {operation.part === 'start' ? 'begins ' : operation.part === 'end' ? 'ends ' : ''}
            <bdi>{operation.name}</bdi>
            {pairs !== null && (
              <>
                , begun{' '}
                <a href={addressOf(`entries/${pairs.id}`)}>
                  <Time at={pairs.startedAt} day />
                </a>
              </>
            )}
            {operation.part === 'end' && pairs === null && ', of which no beginning is known'}
          </Fact>
        )}
        {found.length === 0 && operation === null && (
          <Fact name="Recognised">nothing: no task, host, change or tag</Fact>
        )}
      </dl>
    </div>
  );
}
