import { type EventStore, NO_STREAM, WrongExpectedRevision } from '@event-store/event-store.js';
import type { EventCatalogue } from '@kernel/event-catalogue.js';
import type { EventDefinition } from '@kernel/event.js';
import type { Ids } from '@kernel/ids.js';
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Ledger } from './ledger.js';
import { SYSTEM } from './ledger-opened.js';

/** A key that the ledger makes for itself when it first needs one; every process of the ledger has the same. */
export abstract class LedgerKey {
  private known: KeyObject | undefined;

  /** The stream of the key, and its only event. */
  protected abstract readonly stream: string;
  protected abstract readonly made: EventDefinition<string, { key: string }>;

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

  /** Without making one: as long as there is none, nothing was sealed with it. */
  async peek(): Promise<KeyObject> {
    this.known ??= await this.recorded();
    return this.known ?? createSecretKey(new Uint8Array());
  }

  private async recorded(): Promise<KeyObject | undefined> {
    const [first] = await this.store.readStream(this.stream, { limit: 1 });
    if (first === undefined) return undefined;
    const fact = this.catalogue.read(first);
    if (fact.erased) throw new Error(`the key ${this.stream} is gone from the ledger`);
    return createSecretKey((fact.data as { key: string }).key, 'base64url');
  }

  private async make(): Promise<KeyObject> {
    const key = Buffer.from(this.ids.salt());
    try {
      await this.ledger.record(this.stream, NO_STREAM, [this.made.of({ key: key.toString('base64url') })], SYSTEM);
      return createSecretKey(key);
    } catch (error) {
      // Another replica made it in the meantime.
      if (!(error instanceof WrongExpectedRevision)) throw error;
      return (await this.recorded())!;
    }
  }
}
