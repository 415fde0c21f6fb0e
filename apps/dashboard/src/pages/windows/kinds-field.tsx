import { useId } from 'preact/hooks';
import { Field } from '../../pieces/field.js';
import { DOWNTIME_KINDS } from '../../pieces/notice-words.js';
import type { Planning } from './use-plan.js';

/** What people will notice: any of the kinds, and words of its own for another. */
export function KindsField({ planning: { draft, edit, problem } }: { readonly planning: Planning }) {
  const id = useId();
  const { kinds, otherKind } = draft;
  const wrong = problem?.of('kinds');
  const choose = (kind: string, isChosen: boolean): void => {
    const chosen = Object.keys(DOWNTIME_KINDS).filter((one) => (one === kind ? isChosen : kinds.includes(one)));
    edit({ kinds: chosen });
  };
  return (
    <>
      <fieldset class="kinds" aria-describedby={`${id}-problem`}>
        <legend>What people will notice</legend>
        {Object.entries(DOWNTIME_KINDS).map(([kind, words]) => (
          <label>
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              aria-invalid={wrong === undefined ? undefined : true}
              onChange={({ currentTarget }) => choose(kind, currentTarget.checked)}
            />{' '}
            {words}
          </label>
        ))}
        <div id={`${id}-problem`} class="field-problem" aria-live="polite">
          {wrong !== undefined && <p>{wrong.replace('kinds: ', '')}</p>}
        </div>
      </fieldset>
      {kinds.includes('other') && (
        <Field label="Other, in words" name="otherKind" problem={problem}>
          {(control) => (
            <input
              {...control}
              type="text"
              value={otherKind}
              onInput={({ currentTarget }) => edit({ otherKind: currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
