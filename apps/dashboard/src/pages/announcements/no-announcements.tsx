import { may } from '../../api/sign-in.js';
import { addressOf } from '../../navigation.js';
import { EmptyState } from '../../pieces/empty-state.js';

/** Nobody was told of anything, or of nothing like what is asked for: what to do. */
export function NoAnnouncements({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyState title="There is no such announcement.">
        <p>
          <a href={addressOf('announcements')}>All announcements</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody was told of anything yet.">
      <p>
        Once a window is scheduled, the ledger tells of it by itself: ahead, when it starts and when it has ended. It
        needs <a href={addressOf('channels')}>channels</a> to say that on, and a window.
      </p>
      <p>
        {may('announce') ? (
          <a href={addressOf('windows/new')}>Plan a window</a>
        ) : (
          <>
            Sign in with a token that has the scope <code>announce</code> to plan one.
          </>
        )}
      </p>
    </EmptyState>
  );
}
