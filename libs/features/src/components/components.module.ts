import { Module } from '@nestjs/common';
import { Clock } from '@kernel/clock.js';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { LogChooser } from '../logs/choose-log.js';
import { LogsModule } from '../logs/logs.module.js';
import { ComponentImportController } from './component-import.controller.js';
import { ComponentImporter } from './component-importer.js';
import { ComponentWriter } from './component-writer.js';
import { ComponentsController } from './components.controller.js';

@Module({
  imports: [LogsModule],
  controllers: [ComponentImportController, ComponentsController],
  providers: [
    {
      provide: ComponentWriter,
      useFactory: (...needs: ConstructorParameters<typeof ComponentWriter>) => new ComponentWriter(...needs),
      inject: [Ledger, ReadModel, LogChooser],
    },
    {
      provide: ComponentImporter,
      useFactory: (...needs: ConstructorParameters<typeof ComponentImporter>) => new ComponentImporter(...needs),
      inject: [ComponentWriter, Ledger, ReadModel, Clock],
    },
  ],
})
export class ComponentsModule {}
