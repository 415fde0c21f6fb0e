import { useTitle } from '../../title.js';
import { AbandonedOperations, InFlight, useOpenOperations } from './open-operations.js';
import { LedgerState } from './ledger-state.js';
import { NewestEntries } from './newest-entries.js';

/** What happens now. */
export default function NowPage() {
  useTitle('Now');
  const open = useOpenOperations();
  return (
    <>
      <h1 class="visually-hidden">Now</h1>
      <div class="now">
        <InFlight open={open} />
        <NewestEntries />
        <div class="now-side">
          <AbandonedOperations open={open} />
          <LedgerState />
        </div>
      </div>
    </>
  );
}
