import { may, signedIn } from '../../api/sign-in.js';
import { here } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';
import { SignInForm } from '../../sign-in-dialog.js';
import { useTitle } from '../../title.js';
import { AmendForm, RetractForm } from './change-forms.js';
import { LogForm } from './log-form.js';
import './write.css';

/** Logs an entry, or amends or retracts one. */
export default function WritePage() {
  const { query } = here.value;
  const [amend, retract] = [query.get('amend'), query.get('retract')];
  const title = amend !== null ? 'Amend an entry' : retract !== null ? 'Retract an entry' : 'Log an entry';
  useTitle(title);
  const scope = (amend ?? retract) ? 'log:amend' : 'log:write';
  return (
    <div class="write-page panel">
      <h1>{title}</h1>
      <Gate scope={scope} />
      {/* It stays below the gate, so that who is signed out in between loses nothing. */}
      <div hidden={!may(scope)}>
        {amend !== null ? (
          <AmendForm key={amend} id={amend} />
        ) : retract !== null ? (
          <RetractForm key={retract} id={retract} />
        ) : (
          <LogForm log={query.get('log') ?? 'production'} />
        )}
      </div>
    </div>
  );
}

function Gate({ scope }: { readonly scope: string }) {
  if (may(scope)) return null;
  if (signedIn.value === null) {
    return (
      <>
        <p>Who writes has to say who it is: with a token, which is kept in this tab at most.</p>
        <SignInForm />
      </>
    );
  }
  return (
    <EmptyState
      title={`Your token may not do this: it has no ${scope}.`}
      command={`npx opsledger token create read log:write log:amend --tool my-name`}
    >
      <p>Whoever runs this ledger makes one that may:</p>
    </EmptyState>
  );
}
