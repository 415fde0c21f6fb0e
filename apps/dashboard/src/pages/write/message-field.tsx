import { useId, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../api/api.js';
import { Field } from '../../pieces/field.js';
import { completionsOf } from './completions.js';

interface MessageFieldProps {
  readonly message: string;
  readonly problem: string | undefined;
  readonly change: (message: string) => void;
  readonly send: () => void;
  /** Entries of the log, from which completions are taken. */
  readonly recent: readonly Entry[];
}

/**
 * What was done. Completions are offered below and never in the way: the arrow down at the end of the text goes into
 * them, Enter or Tab takes one, Escape leaves them.
 */
export function MessageField({ message, problem, change, send, recent }: MessageFieldProps) {
  const [active, setActive] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const offered = isOpen ? completionsOf(message, recent) : [];
  const take = (index: number): void => {
    change(offered[index]!.message);
    setActive(-1);
    area.current!.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return send();
    const isAtEnd = area.current!.selectionEnd === message.length;
    const step = event.key === 'ArrowDown' && isAtEnd ? 1 : event.key === 'ArrowUp' && active >= 0 ? -1 : 0;
    if (step !== 0 && offered.length > 0) setActive(Math.min(offered.length - 1, active + step));
    else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0) take(active);
    else if (event.key === 'Escape' && offered.length > 0) close();
    else return;
    event.preventDefault();
  };
  const close = (): void => {
    setOpen(false);
    setActive(-1);
  };
  return (
    <Field label="What was done" problem={problem}>
      {(control) => (
        <div class="completed" onFocusOut={close}>
          <textarea
            {...control}
            ref={area}
            name="message"
            value={message}
            rows={3}
            maxLength={65_536}
            required
            aria-autocomplete="list"
            aria-controls={list}
            aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
            onInput={({ currentTarget }) => {
              setOpen(true);
              setActive(-1);
              change(currentTarget.value);
            }}
            onKeyDown={pressed}
          />
          <ul id={list} role="listbox" aria-label="Completions" hidden={offered.length === 0}>
            {offered.map(({ shown }, index) => (
              <li
                role="option"
                id={`${list}-${index}`}
                aria-selected={index === active}
                // Before the text loses the focus.
                onPointerDown={(event) => {
                  event.preventDefault();
                  take(index);
                }}
              >
                <bdi>{shown}</bdi>
              </li>
            ))}
          </ul>
          <p class="visually-hidden" role="status">
            {offered.length > 0 && active < 0 && `${offered.length} completions, arrow down to choose`}
          </p>
        </div>
      )}
    </Field>
  );
}
