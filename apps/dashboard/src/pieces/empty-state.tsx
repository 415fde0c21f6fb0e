import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface EmptyStateProps {
  readonly title: string;
  readonly children?: ComponentChildren;
  /** Works when it is pasted into a shell in the folder of the checkout. */
  readonly command?: string;
}

/** Nothing is here: why, and what to do next. */
export function EmptyState({ title, children, command }: EmptyStateProps) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
      {command !== undefined && <Command text={command} />}
    </div>
  );
}

/** A command to paste. */
export function Command({ text }: { readonly text: string }) {
  return (
    <div class="command">
      <pre tabIndex={0} aria-label="Command">
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what="command" />
    </div>
  );
}

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, as the button says it. */
  readonly what: string;
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const [told, setTold] = useState('');
  const copy = (): void => {
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    done.then(
      () => setTold('Copied'),
      () => setTold('The browser does not let this page copy'),
    );
  };
  return (
    <button type="button" onClick={copy} onBlur={() => setTold('')}>
      {told === '' ? `Copy ${what}` : told}
    </button>
  );
}
