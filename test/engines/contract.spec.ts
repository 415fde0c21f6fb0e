import { eventStoreContract } from '../event-store.contract.js';
import { KurrentEngine, newLedgerName, onKurrentDb, SERVER } from '../support/kurrentdb.js';

onKurrentDb('On the server of OPSLEDGER_TEST_KURRENTDB', () => {
  eventStoreContract('KurrentDB', async () => (await KurrentEngine.open(SERVER!, newLedgerName())).store);
  eventStoreContract(
    'KurrentDB without calls over many streams',
    async () => (await KurrentEngine.open(SERVER!, newLedgerName(), { mayGroup: false })).store,
  );
});
