import { EventStore, NO_STREAM, WrongExpectedRevision } from '@event-store/event-store.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { Ids } from '@kernel/ids.js';
import type { Ledger } from '@platform/ledger.js';
import { SYSTEM } from '@platform/ledger-opened.js';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { ImportKeyMade } from './import.events.js';

const STREAM = 'import-key';

/** The key of the ledger with which ids of imported entries are derived; made by the first import. */
export class ImportKey {
  private known: KeyObject | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
    private readonly ledger: Ledger,
    private readonly ids: Ids,
  ) {}

  async read(): Promise<KeyObject> {
    this.known ??= (await this.recorded()) ?? (await this.make());
    return this.known;
  }

  /** Without making one: as long as there is none, nothing was imported with it. */
  async peek(): Promise<KeyObject> {
    this.known ??= await this.recorded();
    return this.known ?? createSecretKey(new Uint8Array());
  }

  private async recorded(): Promise<KeyObject | undefined> {
    const [first] = await this.store.readStream(STREAM, { limit: 1 });
    if (first === undefined) return undefined;
    const fact = this.catalogue.read(first);
    if (fact.erased) throw new Error('the key of the imports is gone from the ledger');
    return createSecretKey((fact.data as { key: string }).key, 'base64url');
  }

  private async make(): Promise<KeyObject> {
    const key = Buffer.from(this.ids.salt());
    try {
      await this.ledger.record(STREAM, NO_STREAM, [ImportKeyMade.of({ key: key.toString('base64url') })], SYSTEM);
      return createSecretKey(key);
    } catch (error) {
      // Another replica made it in the meantime.
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return (await this.recorded())!;
    }
  }
}
