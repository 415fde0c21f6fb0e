import { useEffect, useRef, useState } from 'preact/hooks';
import { api, bodyOf } from '../../api/api.js';
import { type Problem, problemOf } from '../../api/problem.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';
import type { Announcement } from '../../pieces/announcement-words.js';
import { CopyButton } from '../../pieces/empty-state.js';
import { Field } from '../../pieces/field.js';
import { ChannelName } from '../../pieces/deliveries.js';
import { Findings } from '../../pieces/findings.js';
import { useLedToProblem } from '../../pieces/led-to-problem.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { usePaused } from '../../pieces/use-paused.js';

interface DraftProps {
  readonly of: Announcement;
  readonly saved: () => void;
  /** What is sent is what was saved: whether that is what stands here. */
  readonly tellUnsaved: (isUnsaved: boolean) => void;
}

interface Typed {
  readonly subject: string;
  readonly text: string;
}

/** A draft that is edited; beside it what the linter says, and where it would go. */
export function DraftText({ of, saved, tellUnsaved }: DraftProps) {
  const [edited, setEdited] = useState<Typed | null>(null);
  const typed = edited ?? { subject: of.subject, text: of.text };
  const area = useRef<HTMLTextAreaElement>(null);
  const point = (start: number, end: number): void => {
    area.current!.focus();
    area.current!.setSelectionRange(start, end);
  };
  const finished = (): void => {
    setEdited(null);
    saved();
  };
  const isChanged = typed.subject !== of.subject || typed.text !== of.text;
  useEffect(() => tellUnsaved(isChanged), [isChanged]);
  return (
    <div class="drafting">
      <section class="panel" aria-labelledby="text">
        <h2 id="text">Text</h2>
        <DraftForm of={of} typed={typed} isChanged={isChanged} edit={setEdited} saved={finished} area={area} />
        <p class="copies">
          <CopyButton text={typed.subject} what="subject" /> <CopyButton text={typed.text} what="text" />
        </p>
      </section>
      <Looked of={of} typed={typed} point={point} />
    </div>
  );
}

interface FormProps {
  readonly of: Announcement;
  readonly typed: Typed;
  readonly isChanged: boolean;
  readonly edit: (typed: Typed | null) => void;
  readonly saved: () => void;
  readonly area: { current: HTMLTextAreaElement | null };
}

function DraftForm({ of: { id, revision }, typed, isChanged, edit, saved, area }: FormProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSending, setSending] = useState(false);
  const form = useLedToProblem(problem);
  /** What is edited; null: somebody else changed it meanwhile, and who saves again knows that. */
  const seen = useRef<number | null>(revision);
  if (!isChanged) seen.current = revision;
  const change = (changes: Partial<Typed>): void => {
    setProblem(null);
    edit({ ...typed, ...changes });
  };
  const save = async (): Promise<void> => {
    setSending(true);
    try {
      const headers = seen.current === null ? {} : { 'if-match': `"${seen.current}"` };
      await bodyOf(api.PATCH('/api/v1/announcements/{id}', { params: { path: { id } }, body: typed, headers }));
      saved();
    } catch (thrown) {
      const refused = problemOf(thrown);
      if (refused.isOutdated) seen.current = null;
      setProblem(refused);
    }
    setSending(false);
  };
  const isElsewhere = problem !== null && problem.of('subject') === undefined && problem.of('text') === undefined;
  return (
    <form
      ref={form}
      class="fields"
      aria-label="Text of the announcement"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void save();
      }}
    >
      <Field label="Subject" name="subject" problem={problem}>
        {(control) => (
          <input
            {...control}
            type="text"
            value={typed.subject}
            onInput={({ currentTarget }) => change({ subject: currentTarget.value })}
          />
        )}
      </Field>
      <Field label="Text" name="text" problem={problem} hint="{{title}}, {{when}}, {{url}} and the like are filled.">
        {(control) => (
          <textarea
            {...control}
            ref={area}
            class="announcement-typed"
            value={typed.text}
            dir="auto"
            rows={18}
            onInput={({ currentTarget }) => change({ text: currentTarget.value })}
          />
        )}
      </Field>
      {isElsewhere && <ProblemNote problem={problem} />}
      {problem?.isOutdated === true && (
        <p class="note">
          Somebody else saved another text while you wrote yours. Save again, and yours takes its place; undo your
          changes, and theirs is here.
        </p>
      )}
      <div class="actions">
        <button type="submit" class="primary" disabled={isSending || !isChanged}>
          Save the text
        </button>
        {isChanged && (
          <button type="button" onClick={() => edit(null)}>
            Undo changes
          </button>
        )}
      </div>
    </form>
  );
}

interface LookedProps {
  readonly of: Announcement;
  readonly typed: Typed;
  readonly point: (start: number, end: number) => void;
}

/** What is wrong with it as it is typed, and where it would go. */
function Looked({ of: { window, kind, concerns }, typed, point }: LookedProps) {
  const rested = usePaused(typed);
  const about =
    window === null
      ? { components: concerns.components.map(({ id }) => id), kinds: [...concerns.kinds], impact: concerns.impact }
      : { window };
  const { value, problem, reload } = useLoaded(JSON.stringify(rested), (signal) =>
    bodyOf(api.POST('/api/v1/announcements/preview', { body: { kind, ...about, ...rested } as never, signal })),
  );
  useEvents(['channel.', 'maintenance-window.'], reload);
  return (
    <section class="panel" aria-labelledby="looked">
      <h2 id="looked">Findings</h2>
      {problem !== null && <ProblemNote problem={problem} again={reload} />}
      <div aria-live="polite">
        {value?.findings.length === 0 && <p class="explanation">Nothing is wrong in it.</p>}
        {value !== null && <Findings of={value.findings} show={point} />}
      </div>
      {value !== null && (
        <>
          <h2>Where it would go</h2>
          {value.destinations.length === 0 && <p class="explanation">Nowhere: no rule of a channel meets it.</p>}
          <ul>
            {value.destinations.map((one) => (
              <li key={one.channel}>
                <ChannelName of={one} />: <bdi>{one.why}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
