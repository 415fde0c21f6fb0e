import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { settings } from '../settings.js';

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

/** Where the client looks without being told. */
const USUAL_URL = 'http://127.0.0.1:3000';

/** A command to paste: for this server, wherever it is. */
export function Command({ text: typed }: { readonly text: string }) {
  const isElsewhere = typed.startsWith('npx opsledger') && settings.publicUrl !== USUAL_URL;
  const text = isElsewhere ? `OPSLEDGER_URL=${settings.publicUrl} ${typed}` : typed;
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
