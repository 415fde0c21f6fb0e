import { LedgerKey } from '@platform/ledger-key.js';
import { ImportKeyMade } from './import.events.js';

/** The key with which ids of imported entries are derived; made by the first import. */
export class ImportKey extends LedgerKey {
  protected override readonly stream = 'import-key';
  protected override readonly made = ImportKeyMade;
}
