import type { components } from '@api/openapi.js';
import { useMemo, useRef } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { CompletionList, useCompletion } from '../../pieces/completion-list.js';
import { Field } from '../../pieces/field.js';
import { componentCandidates } from './component-candidates.js';
import type { Planning } from './use-plan.js';

type ComponentList = components['schemas']['ComponentList'];

const PAGE = 250;

interface FieldProps {
  readonly label: string;
  readonly name: 'affected' | 'unaffected';
  readonly planning: Planning;
  readonly hint?: string;
}

/** Names of components, one after the other; those that there are are offered. */
export function ComponentsField({ label, name, planning, hint = '' }: FieldProps) {
  const { draft, edit, problem } = planning;
  const value = draft[name];
  const input = useRef<HTMLInputElement>(null);
  const { value: all } = useLoaded('components', readAll);
  const candidates = useMemo(() => componentCandidates(value, all ?? []), [value, all]);
  const completion = useCompletion({
    candidates,
    take: ({ text, from, to }) => {
      edit({ [name]: `${value.slice(0, from)}${text}, ${value.slice(to)}` });
      input.current!.focus();
    },
  });
  return (
    <Field label={label} name={name} problem={problem} hint={`Names of components, with commas between. ${hint}`}>
      {(control) => (
        <div class="completed">
          <input
            {...control}
            {...completion.aria}
            ref={input}
            type="text"
            role="combobox"
            aria-expanded={completion.isOpen}
            value={value}
            autoComplete="off"
            autoCapitalize="none"
            spellcheck={false}
            onInput={({ currentTarget }) => {
              completion.typed();
              edit({ [name]: currentTarget.value });
            }}
            onKeyDown={completion.pressed}
            onClick={completion.ask}
            onBlur={completion.close}
          />
          <CompletionList completion={completion} label={`Components: ${label.toLowerCase()}`} />
        </div>
      )}
    </Field>
  );
}

async function readAll(signal: AbortSignal): Promise<ComponentList['data']> {
  const all: ComponentList['data'][number][] = [];
  let after: string | null = null;
  do {
    const query = { limit: PAGE, ...(after === null ? {} : { after }) };
    const page: ComponentList = await bodyOf(api.GET('/api/v1/components', { params: { query }, signal }));
    all.push(...page.data);
    after = page.page.next;
  } while (after !== null);
  return all;
}
