import { Module } from '@nestjs/common';
import { Clock } from '@kernel/clock.js';
import { Ledger } from '@platform/ledger.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { LogEntriesModule } from '../log-entries/log-entries.module.js';
import { MaintenanceWindowsController } from './maintenance-windows.controller.js';
import { WindowAssessor } from './window-assessor.js';
import { WindowReadsController } from './window-reads.controller.js';
import { WindowWriter } from './window-writer.js';

@Module({
  imports: [LogEntriesModule],
  controllers: [MaintenanceWindowsController, WindowReadsController],
  providers: [
    {
      provide: WindowAssessor,
      useFactory: (readModel: ReadModel) => new WindowAssessor(readModel),
      inject: [ReadModel],
    },
    {
      provide: WindowWriter,
      useFactory: (...needs: ConstructorParameters<typeof WindowWriter>) => new WindowWriter(...needs),
      inject: [Ledger, ReadModel, WindowAssessor, Clock],
    },
  ],
  exports: [WindowAssessor, WindowWriter],
})
export class MaintenanceWindowsModule {}
