import { may, signedIn } from '../../api/sign-in.js';
import { api, bodyOf } from '../../api/api.js';
import { useLoaded } from '../../loaded.js';
import { addressOf, here } from '../../navigation.js';
import { Command } from '../../pieces/empty-state.js';
import { ProblemNote } from '../../pieces/problem-note.js';
import { isDay } from '../../pieces/times.js';
import { SignInForm } from '../../sign-in-dialog.js';
import { useTitle } from '../../title.js';
import { EMPTY_PLAN } from './plan.js';
import { PlanForm } from './plan-form.js';
import { REPEATS } from './series/repeats.js';

/** Plans a window, or changes one that is there, as the address says. */
export function PlanPage() {
  const edited = here.value.query.get('edit');
  useTitle(edited === null ? 'Plan a window' : 'Change a window');
  if (signedIn.value === null) return <SignInFirst />;
  if (!may('announce')) return <MissingScope />;
  if (edited !== null) return <EditPlan key={edited} id={edited} />;
  const { query } = here.value;
  const [day, asked] = [query.get('day') ?? '', query.get('repeat') ?? ''];
  const repeat = asked in REPEATS ? asked : '';
  const start = isDay(day) && day.length === 10 ? `${day} ` : '';
  const affected = query.get('affected')?.trim() ?? '';
  return <PlanForm key={repeat} initial={{ ...EMPTY_PLAN, start, repeat, affected }} window={null} />;
}

function EditPlan({ id }: { readonly id: string }) {
  const { value, problem, reload } = useLoaded(id, (signal) =>
    bodyOf(api.GET('/api/v1/maintenance-windows/{id}', { params: { path: { id } }, signal })),
  );
  if (problem !== null) return <ProblemNote problem={problem} again={reload} />;
  return value === null ? null : <PlanForm initial={null} window={value} />;
}

function SignInFirst() {
  return (
    <section class="panel sign-in" aria-labelledby="sign-in">
      <h1 id="sign-in">Sign in to plan</h1>
      <p>Everybody may read; who plans a window says who that is, by a token with the scope announce.</p>
      <SignInForm />
    </section>
  );
}

function MissingScope() {
  const { name, scopes } = signedIn.value!;
  return (
    <section class="panel sign-in" aria-labelledby="missing-scope">
      <h1 id="missing-scope">Your token may not plan windows</h1>
      <p>
        This needs the scope <code>announce</code>; the token of <bdi>{name}</bdi> has <code>{scopes.join(' ')}</code>.
        Whoever runs this ledger makes one that has it; sign out, and in with that:
      </p>
      <Command text="npx opsledger token create read announce --tool my-name" />
      <p>
        <a href={addressOf('windows')}>All windows</a>
      </p>
    </section>
  );
}
