import { useMemo, useRef, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import type { Problem } from '../../api/problem.js';
import { signedIn } from '../../api/sign-in.js';
import { useLoaded } from '../../loaded.js';
import { messageCandidates, type SaidBefore, saidIn } from './completion.js';
import { type Candidate, CompletionList, useCompletion } from '../../pieces/completion-list.js';
import { Field } from '../../pieces/field.js';

interface MessageFieldProps {
  readonly value: string;
  readonly edit: (message: string) => void;
  readonly problem: Problem | null;
  readonly isLocked: boolean;
  /** The log it belongs into, of which it is known that it is there; null: none yet. */
  readonly log: string | null;
  readonly allowCredential: boolean;
  readonly allow: (isAllowed: boolean) => void;
}

const OF_LOG = 100;
const OF_ACTOR = 50;
const NOTHING: SaidBefore = saidIn([]);

/**
 * What was said in the log lately, by anybody and by who writes. Of no other log: what was said in a private one must not
 * come into another by a key that was pressed too fast.
 */
function useSaidIn(log: string | null): SaidBefore {
  const who = signedIn.value?.name;
  const { value } = useLoaded(`said in ${log} by ${who}`, async (signal) => {
    if (log === null || who === undefined) return NOTHING;
    const ask = (query: { actor?: string; limit: number }) =>
      bodyOf(api.GET('/api/v1/log-entries', { params: { query: { ...query, log: [log] } }, signal }));
    const [own, all] = await Promise.all([ask({ actor: who, limit: OF_ACTOR }), ask({ limit: OF_LOG })]);
    return saidIn([...own.data, ...all.data]);
  });
  return value ?? NOTHING;
}

/** What was done; what was said before is offered, and never in the way. */
export function MessageField(props: MessageFieldProps) {
  const { value, edit, problem, isLocked, log } = props;
  const said = useSaidIn(log);
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [isAsked, setAsked] = useState(false);
  const candidates = useMemo(() => messageCandidates(value, caret, said, isAsked), [value, caret, said, isAsked]);
  const take = ({ text, from, to }: Candidate): void => {
    area.current!.setRangeText(text, from, to, 'end');
    setCaret(from + text.length);
    edit(area.current!.value);
  };
  const completion = useCompletion({ candidates, take, hasLines: true });
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' && event.altKey) {
      setAsked(true);
      setCaret(area.current!.selectionStart);
    }
    completion.pressed(event);
  };
  return (
    <Field
      label="Message"
      name="message"
      problem={problem}
      remedy={<Looked {...props} />}
      hint={
        <>
          <kbd>Alt</kbd> + <kbd>↓</kbd> offers what was said before
        </>
      }
    >
      {(control) => (
        <div class="completed">
          <textarea
            {...control}
            {...completion.aria}
            ref={area}
            value={value}
            readOnly={isLocked}
            required
            rows={3}
            dir="auto"
            onInput={({ currentTarget }) => {
              setCaret(currentTarget.selectionStart);
              setAsked(false);
              completion.typed();
              edit(currentTarget.value);
            }}
            onKeyDown={press}
            onClick={completion.close}
            onBlur={completion.close}
          />
          <CompletionList completion={completion} label="Said before" />
        </div>
      )}
    </Field>
  );
}

/** Where the server takes something for a credential: who has looked may say that it is none. */
function Looked({ problem, allowCredential, allow }: MessageFieldProps) {
  const isMeant = problem?.fields.some(({ rule }) => rule === 'looks-like-a-credential') === true;
  if (!isMeant && !allowCredential) return null;
  return (
    <label class="check">
      <input type="checkbox" checked={allowCredential} onChange={({ currentTarget }) => allow(currentTarget.checked)} />{' '}
      I have looked, it is none
    </label>
  );
}
