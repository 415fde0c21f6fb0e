import { EventStore } from '@event-store/event-store.js';
import { Leases } from '@event-store/leases.js';
import { Clock } from '@kernel/clock.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { Feature } from '@kernel/feature.js';
import { Ids } from '@kernel/ids.js';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Logger } from 'pino';
import { AccessRecord } from './access-record.js';
import { AuthGuard } from './auth/auth.guard.js';
import type { DataFolder } from './data-folder.js';
import { DueLoop } from './due-loop.js';
import { FeedController } from './http/feed.controller.js';
import { HealthController } from './http/health.controller.js';
import { Histories } from './http/histories.js';
import { Metrics } from './http/metrics.js';
import { ProblemFilter } from './http/problem.js';
import { RedactionController } from './http/redaction.controller.js';
import { ReadAtInterceptor } from './http/reads.js';
import { Shutdown } from './http/shutdown.js';
import { validationPipe } from './http/validation.js';
import { Ledger } from './ledger.js';
import { Addresses, LedgerIdentity, SendingSettings, ServerLog } from './platform.tokens.js';
import { ReadModel } from './read-model/read-model.js';
import { Rebuild } from './read-model/rebuild.js';
import { Redactor } from './redactor.js';
import { Checkpoints } from './transparency/checkpoints.js';
import { SigningKeys } from './transparency/signing-keys.js';
import { TransparencyController } from './transparency/transparency.controller.js';
import { Visibility } from './visibility.js';

/** What differs between the product and a spec; everything else is made from it. */
export interface Foundation {
  readonly store: EventStore;
  readonly leases: Leases;
  readonly readModel: ReadModel;
  readonly features: readonly Feature[];
  readonly catalogue: EventCatalogue;
  readonly identity: LedgerIdentity;
  readonly addresses: Addresses;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly rebuild: Rebuild;
  readonly signingKeys: SigningKeys;
  readonly sending: SendingSettings;
  /** Null for a ledger in memory. */
  readonly dataFolder: DataFolder | null;
}

/** The machinery that every feature can inject. */
@Global()
@Module({})
export class PlatformModule {
  static over(foundation: Foundation): DynamicModule {
    const { store, readModel, features, catalogue, clock, ids, logger, rebuild, signingKeys, dataFolder } = foundation;
    const ledger = new Ledger(store, catalogue, clock, ids);
    const problems = new ProblemFilter(logger);
    const values: [abstract new (...args: never[]) => unknown, unknown][] = [
      [EventStore, store],
      [Leases, foundation.leases],
      [SendingSettings, foundation.sending],
      [ServerLog, logger],
      [ReadModel, readModel],
      [EventCatalogue, catalogue],
      [LedgerIdentity, foundation.identity],
      [Addresses, foundation.addresses],
      [Clock, clock],
      [Ids, ids],
      [Rebuild, rebuild],
      [Ledger, ledger],
      [Histories, new Histories(store, catalogue)],
      [Redactor, new Redactor(store, catalogue, ledger, rebuild, readModel)],
      [SigningKeys, signingKeys],
      [Checkpoints, new Checkpoints(readModel, catalogue, foundation.identity, signingKeys)],
      [AccessRecord, new AccessRecord(ledger, clock, logger)],
      [Visibility, new Visibility(readModel, features)],
      [Metrics, new Metrics({ store, ledger, readModel, rebuild, signingKeys, dataFolder }, clock)],
      [DueLoop, new DueLoop(foundation.leases, logger)],
      [Shutdown, new Shutdown()],
      [ProblemFilter, problems],
    ];
    const providers = values.map(([provide, useValue]) => ({ provide, useValue }));
    return {
      module: PlatformModule,
      controllers: [FeedController, RedactionController, TransparencyController, HealthController],
      providers: [
        ...providers,
        { provide: APP_FILTER, useValue: problems },
        { provide: APP_PIPE, useValue: validationPipe() },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_INTERCEPTOR, useClass: ReadAtInterceptor },
      ],
      exports: providers.map(({ provide }) => provide),
    };
  }
}
