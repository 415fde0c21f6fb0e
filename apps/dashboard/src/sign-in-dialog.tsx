import { useState } from 'preact/hooks';
import { type Problem, problemOf } from './api/problem.js';
import { signedIn, signIn, signOut, wasRefused } from './api/sign-in.js';
import { Dialog } from './pieces/dialog.js';
import { Command } from './pieces/empty-state.js';
import { ProblemNote } from './pieces/problem-note.js';

/** Who writes; and the way to become somebody. */
export function SignInDialog() {
  const [isOpen, setOpen] = useState(false);
  const who = signedIn.value;
  if (who !== null) {
    return (
      <span class="who">
        <bdi title={`May: ${who.scopes.join(', ')}`}>{who.name}</bdi>
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </span>
    );
  }
  return (
    <>
      <span role="status">{wasRefused.value && 'Signed out: the server does not take your token any more.'}</span>
      <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog">
        Sign in
      </button>
      {isOpen && (
        <Dialog title="Sign in" close={() => setOpen(false)}>
          <SignInForm done={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}

export function SignInForm({ done: close = () => {} }: { readonly done?: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isAsking, setAsking] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setAsking(true);
    signIn(form.get('token') as string, { keep: form.has('keep') })
      .then(close, (thrown: unknown) => setProblem(problemOf(thrown)))
      .finally(() => setAsking(false));
  };
  return (
    <form class="fields" onSubmit={submit}>
      <label>
        Token
        <input type="password" name="token" required autoComplete="off" placeholder="opsl_…" />
      </label>
      <label class="check">
        <input type="checkbox" name="keep" /> Until this tab is closed (otherwise only until it is loaded anew)
      </label>
      {problem !== null && <ProblemNote problem={problem} />}
      <button type="submit" class="primary" disabled={isAsking}>
        Sign in
      </button>
      <details>
        <summary>Where do I get a token?</summary>
        <p>Whoever runs this ledger makes one for you:</p>
        <Command text="npx opsledger token create read log:write log:amend --tool my-name" />
        <p>At the first start, the one of the administrator is in the data folder:</p>
        <Command text="cat data/admin.token" />
      </details>
    </form>
  );
}
