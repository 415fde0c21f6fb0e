import { may } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';

/** Nothing is planned, or nothing like what is asked for: what to do. */
export function NoWindows({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyState title="There is no such window.">
        <p>
          <a href={addressOf('windows', { view: 'list' })}>All windows</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No window is planned yet.">
      <p>
        A window is a time in which something is expected to be down: what is affected, what is not, and why. People are
        told of it once it is scheduled.
      </p>
      {may('announce') ? (
        <p>
          <a href={addressOf('windows/new')}>Plan the first one</a>
        </p>
      ) : (
        <p>
          Sign in with a token that has the scope <code>announce</code> to plan one.
        </p>
      )}
    </EmptyState>
  );
}
