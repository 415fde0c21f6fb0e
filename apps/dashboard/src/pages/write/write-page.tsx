import './write.css';
import { useRef } from 'preact/hooks';
import { may, signedIn } from '../../api/sign-in.js';
import { here } from '../../navigation.js';
import { useAllLogs } from '../../pieces/all-logs.js';
import { Command } from '../../pieces/empty-state.js';
import { SignInForm } from '../../sign-in-dialog.js';
import { useTitle } from '../../title.js';
import { AmendEntry } from './amend-form.js';
import { LogForm } from './log-form.js';
import { RetractEntry } from './retract-form.js';

/** Logs, amends or retracts, whichever the address says, once it is known who does. */
export default function WritePage() {
  useTitle('Write');
  const logs = useAllLogs().filter(({ status }) => status === 'open');
  const { query } = here.value;
  const [amended, retracted] = [query.get('amend'), query.get('retract')];
  const scope = amended === null && retracted === null ? 'log:write' : 'log:amend';
  const isSignedIn = signedIn.value !== null;
  const wasSignedIn = useRef(false);
  wasSignedIn.current ||= isSignedIn;
  return (
    <>
      {!isSignedIn && <SignInFirst isKept={wasSignedIn.current} />}
      {isSignedIn && !may(scope) && <MissingScope scope={scope} />}
      {wasSignedIn.current && (may(scope) || !isSignedIn) && (
        <>
          {amended !== null && <AmendEntry key={amended} id={amended} logs={logs} />}
          {amended === null && retracted !== null && <RetractEntry key={retracted} id={retracted} />}
          {amended === null && retracted === null && <LogForm logs={logs} />}
        </>
      )}
    </>
  );
}

/** `isKept`: who was signed in is not any more, and has typed something. */
function SignInFirst({ isKept }: { readonly isKept: boolean }) {
  const Heading = isKept ? 'h2' : 'h1';
  return (
    <section class="panel sign-in" aria-labelledby="sign-in">
      <Heading id="sign-in">Sign in to write</Heading>
      <p>
        {isKept
          ? 'You are not signed in any more. What you typed is kept; sign in, then send it.'
          : 'Everybody may read; who writes says who that is, by a token. Each entry then bears the name of its owner.'}
      </p>
      <SignInForm />
    </section>
  );
}

function MissingScope({ scope }: { readonly scope: string }) {
  const { name, scopes } = signedIn.value!;
  return (
    <section class="panel sign-in" aria-labelledby="missing-scope">
      <h1 id="missing-scope">Your token may not write this</h1>
      <p>
        This needs the scope <code>{scope}</code>; the token of <bdi>{name}</bdi> has <code>{scopes.join(' ')}</code>.
        Whoever runs this ledger makes one that has it; sign out, and in with that:
      </p>
      <Command text={`npx opsledger token create read ${scope} --tool my-name`} />
    </section>
  );
}
