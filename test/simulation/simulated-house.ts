import { OnlyProcess } from '@event-store/leases.js';
import { SqliteEventStore } from '@event-store/sqlite/sqlite-event-store.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { features } from '@features/features.js';
import { createFirstRecords, issueAdminToken } from '@features/first-start.js';
import { PersonEraser } from '@features/people/person-eraser.js';
import type { Clock } from '@kernel/clock.js';
import type { Ids } from '@kernel/ids.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpServer } from '@platform/http/http-server.js';
import { Ledger } from '@platform/ledger.js';
import { openLedger } from '@platform/ledger-opened.js';
import type { Foundation } from '@platform/platform.module.js';
import { catalogueOf } from '@platform/read-model/read-model-files.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { Rebuild } from '@platform/read-model/rebuild.js';
import { Writer } from '@platform/read-model/writer.js';
import { finishRedactions } from '@platform/redactor.js';
import { settleCheckpointKeys } from '@platform/transparency/checkpoint-keys.js';
import { originOf } from '@platform/transparency/checkpoints.js';
import { SigningKeys } from '@platform/transparency/signing-keys.js';
import type { LightMyRequestResponse } from 'fastify';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { ServerModule } from '../../apps/server/src/server.module.js';
import { DASHBOARD } from '../support/house.js';
import { committerOf, type Life } from './faults.js';

const ADDRESSES = {
  publicUrl: 'http://ledger.example',
  taskUrl: 'https://tasks.example/{task}',
  changeUrl: 'https://changes.example/{change}',
  hostUrl: null,
  salHost: null,
};

export interface Sent {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  /** Null for nobody. */
  readonly token: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole server over the files of a folder, as `start.ts` puts it together, but in one thread. */
export class SimulatedHouse {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly foundation: Foundation,
    readonly writer: Writer,
  ) {}

  static async open(folder: string, clock: Clock, ids: Ids, life: Life): Promise<SimulatedHouse> {
    const writer = new Writer(folder, features);
    life.holds(() => writer.close());
    const reader = new SqliteLedger(join(folder, 'ledger.db'), true);
    life.holds(() => reader.close());
    const store = new SqliteEventStore(committerOf(writer, life), reader);
    const readModel = new ReadModel(writer.models.path);
    life.holds(() => readModel.close());
    const identity = await openLedger(store, 'opsledger', clock, ids);
    const foundation: Foundation = {
      store,
      leases: new OnlyProcess(),
      readModel,
      features,
      catalogue: catalogueOf(features),
      identity,
      addresses: ADDRESSES,
      clock,
      ids,
      logger: pino({ level: 'silent' }),
      rebuild: new Rebuild(() => rebuildBeside(writer, readModel, life)),
      signingKeys: new SigningKeys(originOf(identity.id), join(folder, 'checkpoint-keys')),
      sending: { smtp: null, allowPrivate: false },
      dataFolder: null,
    };
    const app = await createHttpServer(await ServerModule.over(foundation, DASHBOARD), {
      logger: foundation.logger,
      rateLimit: 0,
    });
    life.holds(() => void app.close());
    const house = new SimulatedHouse(app, foundation, writer);
    await house.goOn();
    return house;
  }

  /** A token for whoever owns the data folder. */
  adminToken(): Promise<string> {
    return issueAdminToken(this.app.get(Ledger), this.foundation.readModel, this.foundation.ids);
  }

  async ask({ method, url, token, body, headers }: Sent): Promise<LightMyRequestResponse> {
    const answer = await this.app.inject({
      method,
      url,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-request-id': 'simulated',
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    // Reading what is private is recorded beside the answer: by the next turn that is done, too.
    await turn();
    return answer;
  }

  /** What a start does besides serving: it finishes what was interrupted. */
  private async goOn(): Promise<void> {
    const { store, readModel, signingKeys, rebuild } = this.foundation;
    const ledger = this.app.get(Ledger);
    const finished = await finishRedactions(store, readModel);
    await settleCheckpointKeys(ledger, signingKeys);
    await createFirstRecords(ledger, readModel);
    await this.app.get(PersonEraser).resume();
    if (this.writer.models.outdated || finished > 0) await rebuild.request();
  }
}

async function rebuildBeside({ models }: Writer, readModel: ReadModel, life: Life): Promise<void> {
  const path = await life.step(() => models.build());
  await life.step(() => {
    models.swap(path);
    readModel.swap(path);
  });
  await life.step(() => models.deleteOthers());
}
