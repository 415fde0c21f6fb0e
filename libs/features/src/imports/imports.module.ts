import { EventStore } from '@event-store/event-store.js';
import { Clock } from '@kernel/clock.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import { Ids } from '@kernel/ids.js';
import { Module } from '@nestjs/common';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { LogChooser } from '../logs/choose-log.js';
import { LogsModule } from '../logs/logs.module.js';
import { EntryImporter } from './entry-importer.js';
import { ImportKey } from './import-key.js';
import { ImportsController } from './imports.controller.js';

@Module({
  imports: [LogsModule],
  controllers: [ImportsController],
  providers: [
    {
      provide: ImportKey,
      useFactory: (...needs: ConstructorParameters<typeof ImportKey>) => new ImportKey(...needs),
      inject: [EventStore, EventCatalogue, Ledger, Ids],
    },
    {
      provide: EntryImporter,
      useFactory: (...needs: ConstructorParameters<typeof EntryImporter>) => new EntryImporter(...needs),
      inject: [Ledger, ReadModel, LogChooser, ImportKey, Clock],
    },
  ],
})
export class ImportsModule {}
