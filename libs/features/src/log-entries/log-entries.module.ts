import { Module } from '@nestjs/common';
import { Clock } from '@kernel/clock.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import { Verbs } from '@kernel/verb.js';
import { Ledger } from '@platform/ledger.js';
import { Addresses } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { Redactor } from '@platform/redactor.js';
import { Visibility } from '@platform/visibility.js';
import { LogChooser } from '../logs/choose-log.js';
import { LogsModule } from '../logs/logs.module.js';
import { EntryAnswers } from './entry-answers.js';
import { EntryCounter } from './entry-counter.js';
import { EntryFilters } from './entry-filters.js';
import { EntryHistogramController } from './entry-histogram.controller.js';
import { EntryPreviewController } from './entry-preview.controller.js';
import { EntryRedactor } from './entry-redactor.js';
import { EntryWriter } from './entry-writer.js';
import { LogEntriesController } from './log-entries.controller.js';
import { LogEntryVerbs } from './log-entries.verbs.js';
import { OperationsController } from './operations.controller.js';
import { EntryExportController, ExportTurns, SalController } from './sal.controller.js';

@Module({
  imports: [LogsModule],
  controllers: [
    EntryExportController,
    EntryHistogramController,
    EntryPreviewController,
    LogEntriesController,
    OperationsController,
    SalController,
  ],
  providers: [
    ExportTurns,
    {
      provide: EntryAnswers,
      useFactory: (readModel: ReadModel, addresses: Addresses) => new EntryAnswers(readModel, addresses),
      inject: [ReadModel, Addresses],
    },
    {
      provide: EntryFilters,
      useFactory: (readModel: ReadModel, chooser: LogChooser) => new EntryFilters(readModel, chooser),
      inject: [ReadModel, LogChooser],
    },
    {
      provide: EntryCounter,
      useFactory: (readModel: ReadModel) => new EntryCounter(readModel),
      inject: [ReadModel],
    },
    {
      provide: EntryWriter,
      useFactory: (...needs: ConstructorParameters<typeof EntryWriter>) => new EntryWriter(...needs),
      inject: [Ledger, ReadModel, LogChooser, Clock],
    },
    {
      provide: EntryRedactor,
      useFactory: (...needs: ConstructorParameters<typeof EntryRedactor>) => new EntryRedactor(...needs),
      inject: [Redactor, EventCatalogue],
    },
    {
      provide: Verbs,
      useFactory: (...needs: ConstructorParameters<typeof LogEntryVerbs>) => new LogEntryVerbs(...needs),
      inject: [Ledger, ReadModel, Visibility, LogChooser, Addresses],
    },
  ],
  exports: [EntryAnswers, EntryFilters, Verbs],
})
export class LogEntriesModule {}
