import { useEffect } from 'preact/hooks';
import { useNow } from '../pieces/clock.js';
import { Time } from '../pieces/time.js';
import { events, liveness } from './live.js';

/** A connection that is away for longer is not about to come back. */
const STALE_MS = 10_000;

/** Whether what is shown is what is so. Said aloud only when it changes. */
export function LiveState() {
  const state = liveness.value;
  const now = useNow();
  // Also where no page listens it is known whether the server is there.
  useEffect(() => {
    const listening = events.subscribe();
    return () => listening.unsubscribe();
  }, []);
  return (
    <p class={`live-state ${state.is}`} role="status">
      {state.is === 'live' && 'Live'}
      {state.is === 'connecting' && 'Connecting…'}
      {state.is === 'replaced' && 'Another ledger is served here now. Reload this page.'}
      {state.is === 'reconnecting' &&
        (now - state.since < STALE_MS ? (
          'Reconnecting…'
        ) : (
          <>
            Stale since <Time at={new Date(state.since).toISOString()} seconds />
          </>
        ))}
    </p>
  );
}
